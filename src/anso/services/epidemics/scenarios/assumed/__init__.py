"""What is assumed: the numbers a projection rests on, and named sets of scenarios, all of it data.

In: `parameters.toml`, the files in `sets`, or a set that a user gives. Out: `ScenarioSet`, checked, and the values
that each member of the ensemble draws from it.
"""

from anso.services.epidemics.scenarios.assumed.draw import Drawn, drawn
from anso.services.epidemics.scenarios.assumed.parameters import AGES, Parameter, parameters
from anso.services.epidemics.scenarios.assumed.read import packaged_set, packaged_sets, read_set
from anso.services.epidemics.scenarios.assumed.sets import Assumption, Axis, Level, Scenario, ScenarioSet

__all__ = [
    "AGES",
    "Assumption",
    "Axis",
    "Drawn",
    "Level",
    "Parameter",
    "Scenario",
    "ScenarioSet",
    "drawn",
    "packaged_set",
    "packaged_sets",
    "parameters",
    "read_set",
]
