"""What is believed of transmission and reporting beforehand, for each kind of counts; every number with its source."""

from dataclasses import replace
from typing import Final

from anso.services.epidemics.filtering import Prior

__all__ = ["KINDS", "prior_of"]

KINDS: Final = ("cases", "admissions", "deaths", "")
"""Kinds of counts that tell of transmission; a place's trend is that of the first kind it has enough of."""

DELAYS = {
    "cases": (6.0, 0.3),
    "admissions": (7.0, 0.3),
    "deaths": (20.0, 0.2),
    "": (6.0, 0.3),
}
"""Days from becoming infectious to being reported. Cases: Abbott et al. 2020, Wellcome Open Research 5: 112. To
admission 4 days from the first symptoms (Docherty et al. 2020, BMJ 369: m1985), to death 17.8 (Verity et al. 2020,
Lancet Infectious Diseases 20: 669), after two infectious days without symptoms (He et al. 2020, Nature Medicine 26:
672), and a day to report."""


RESTLESS = (0.04, 0.2)
"""A day's change of log R, and how far it may be learnt to be another. Larger and surer than where the filter forecasts
(0.03, 0.4): the counts say nothing of the last ten days of R yet, and in a wave it goes on as it went. Settled on
simulated epidemics (`benches/epidemic_shapes.py`): with the filter's own, R in slow waves lay inside its 90% interval
in 60% of cases, with this in 89%."""


def prior_of(kind: str) -> Prior:
    return replace(Prior(), delay_days=DELAYS[kind], restless=RESTLESS)
