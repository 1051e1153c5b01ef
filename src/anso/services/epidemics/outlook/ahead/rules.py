"""Every constant by which forecasts are put into words, with its source."""

from dataclasses import dataclass

__all__ = [
    "CLASSES",
    "EARLY_MODELS",
    "FEWEST_WEEKS",
    "HOSPITAL_ALERT",
    "KINDS_AHEAD",
    "LEAST",
    "LEAST_WEEKS",
    "LIKELY",
    "SHOWN_WEEKS",
    "TOO_FEW",
    "WEEKS_COMPARED",
    "Class",
    "HospitalAlert",
]


@dataclass(frozen=True)
class Class:
    """A size of change, as a policy maker speaks of it."""

    slug: str
    token: str
    ratio: float
    """Of the count forecast to the newest one: the class holds from here on, away from no change."""


# On the log scale the steps lie evenly: a doubling within four weeks is a growth of 2.5% a day, a quarter more
# is 0.8% a day. The classes are ours, after the rate-change categories of the FluSight challenge (large
# increase, increase, stable, decrease, large decrease), which hold for one hub's rates alone.
CLASSES = (
    Class("much more", "trend-1", 2.0),
    Class("more", "trend-2", 1.25),
    Class("about the same", "trend-3", 1.0),
    Class("fewer", "trend-4", 1 / 1.25),
    Class("much fewer", "trend-5", 1 / 2.0),
)
TOO_FEW = "too few to say"
# FluSight calls any change of fewer than 10 counts stable; of so few, a ratio says nothing.
LEAST = 10

# "Likely" is a probability of at least 66% (Mastrandrea and others 2010, IPCC guidance note on uncertainties).
LIKELY = 0.66

WEEKS_COMPARED = 4
"""How far ahead the change is stated that maps and facts show, where the forecast reaches so far."""
LEAST_WEEKS = 12
"""Weeks from the first count on from which all models forecast. With fewer the trees have nothing to learn from, and
on the packaged data the trend and the SEIR model, which then carry the ensemble, saw cases vanish by April 2020 that
had grown tenfold (20 and 30 March)."""
EARLY_MODELS = ("anso-baseline", "anso-renewal")
"""What forecasts until then: as last week, and as transmission has it."""
FEWEST_WEEKS = 8
"""With fewer nothing is forecast: a doubling in three weeks and an imported case look alike."""
SHOWN_WEEKS = 20
"""Weeks of counts drawn before the forecast."""

KINDS_AHEAD = ("cases", "admissions", "deaths", "")
"""What is forecast, the first that is there being spoken of first: tests and vaccinations are decided, not suffered."""


@dataclass(frozen=True)
class HospitalAlert:
    """When a hospital load that is expected is worth a warning."""

    probability: float
    most: int
    days_in_force: int


# The threshold itself is that of the Centers for Disease Control and Prevention of the United States
# (`hospital`). It is warned of where passing it is more likely than not. No more than `most` are raised.
HOSPITAL_ALERT = HospitalAlert(probability=0.5, most=6, days_in_force=14)
