"""Ensembles: the forecasts of many models combined into one, task by task.

`combine` gives the ensemble's table, `combination` also what went into it; `past_weights` weighs models by
what their forecasts were worth. `stacked` is where other ways of combining begin.
"""

from anso.hub.ensembles.combining import Combination, combination, combine
from anso.hub.ensembles.members.performance import past_weights
from anso.hub.ensembles.members.selection import Selection, hub_ensembles, select
from anso.hub.ensembles.members.stack import Components, Stack, stacked
from anso.hub.ensembles.members.weights import weights_table

__all__ = [
    "Combination",
    "Components",
    "Selection",
    "Stack",
    "combination",
    "combine",
    "hub_ensembles",
    "past_weights",
    "select",
    "stacked",
    "weights_table",
]
