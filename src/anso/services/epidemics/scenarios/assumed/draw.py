"""What each member of the ensemble takes for each parameter, in each scenario.

A member draws one rank for each parameter and keeps it in every scenario and place, so that scenarios differ by
what they state and by nothing else (common random numbers: Glasserman & Yao 1992, Management Science 38: 884).
Ranks are spread evenly over the members (Latin hypercube: McKay, Beckman & Conover 1979, Technometrics 21: 239).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.scenarios.assumed.parameters import AGES, parameters
from anso.services.epidemics.scenarios.assumed.sets import Scenario

__all__ = ["Drawn", "drawn"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Drawn:
    """By key, scenarios x members; of parameters by age, ages x scenarios x 1."""

    values: dict[str, Numbers]

    def __getitem__(self, key: str) -> Numbers:
        return self.values[key]


def drawn(scenarios: Sequence[Scenario], members: int, random: np.random.Generator) -> Drawn:
    values = {}
    for key, parameter in parameters().items():
        rank = (random.permutation(members) + 0.5) / members
        stated = [scenario.assumed[key] for scenario in scenarios]
        if parameter.by_age:
            values[key] = np.array([one.value for one in stated]).T.reshape(len(AGES), len(stated), 1)
            continue
        low, high = np.array([one.range or (one.value[0], one.value[0]) for one in stated]).T[..., None]
        values[key] = low + (high - low) * rank
    return Drawn(values)
