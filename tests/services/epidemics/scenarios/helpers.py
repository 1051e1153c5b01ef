"""Small places without a past, and parameters that are what a test says."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.scenarios.assumed import Drawn, parameters
from anso.services.epidemics.scenarios.model.immunity import NAIVE
from anso.services.epidemics.scenarios.model.mixing import dominant, relative_contacts
from anso.services.epidemics.scenarios.model.simulate import Start

__all__ = ["AGES", "calm", "given", "started"]

Numbers = NDArray[np.float64]
AGES = np.array([0.26, 0.29, 0.25, 0.11, 0.06, 0.03])
CALM = {"course.caution": 0.0, "course.imported": 0.0}
"""Nobody grows careful, nobody brings infections in: what the formulas are for."""


def given(scenarios: int = 1, members: int = 1, **stated: Any) -> Drawn:
    """Middle values, but for those stated (with __ for the dot): one number, or one a scenario; of parameters by age
    one an age."""
    values = {}
    for key, parameter in parameters().items():
        value = np.asarray(stated.pop(key.replace(".", "__"), parameter.value), dtype=float)
        if parameter.by_age:
            by_age = np.broadcast_to(value.reshape(len(AGES), -1), (len(AGES), scenarios))
            values[key] = by_age[..., None].copy()
        else:
            values[key] = np.broadcast_to(value.reshape(-1, 1), (scenarios, members)).copy()
    assert not stated, stated
    return Drawn(values)


def calm(**stated: Any) -> dict[str, Any]:
    return {key.replace(".", "__"): value for key, value in CALM.items()} | stated


def started(
    drawn: Drawn,
    reproduction: float,
    *,
    infected: float = 1e-6,
    latent: float = 2.7,
    infectious: float = 3.2,
    ages: Numbers = AGES,
    people: float = 1e6,
) -> Start:
    """Everybody never immune but for a few infected, spread over ages as an epidemic spreads them."""
    scenarios, members = drawn["vaccine.days"].shape
    n = ages[None, :, None, None]
    shape = (1, len(ages), scenarios, members)
    contacts = relative_contacts(drawn["people.contacts"], n)
    taking = contacts * drawn["people.susceptibility"] * n
    radius, by_age = dominant(contacts, taking, n, drawn["people.assortative"])
    leaving = np.array([2 / latent, 2 / infectious, 0.5])
    immune = np.zeros((7, *shape))
    sick = np.broadcast_to(infected * by_age, shape)
    immune[NAIVE] = n - sick
    exposed = np.zeros((2, *shape))
    exposed[0] = sick
    return Start(
        people=np.array([people]),
        ages=n,
        latitude=np.array([45.0]),
        contacts=contacts,
        immune=immune,
        exposed=exposed,
        infectious=np.zeros((2, *shape)),
        waiting=np.full((3, 1, scenarios, members), 1e-9),
        share=np.full((1, scenarios, members), 0.25),
        leaving=np.broadcast_to(leaving[:, None, None, None], (3, 1, 1, members)),
        transmission=reproduction / (infectious * radius),
        restless=np.full((1, 1, members), 0.03),
    )
