"""Trained ensembles: weights and widths learned from the past, round by round, and their rolling evaluation.

In come everybody's forecasts and the truth as it was published; out goes an ensemble's forecasts. A round is
`known` (what had been published), `weights` (how much each model counts), `pool` (their average) and `widths`
(how far to either side); `target` runs the rounds of one target, `trained` those of a whole table, and
`rolling` lets any method forecast from nothing but its past.
"""

from anso.hub.training.rolling import known_on, rolling, round_dates
from anso.hub.training.settings import DEFAULT, Settings
from anso.hub.training.trained import trained

__all__ = ["DEFAULT", "Settings", "known_on", "rolling", "round_dates", "trained"]
