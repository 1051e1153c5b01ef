"""What became true: joined to the forecasts it answers, with an account of those that stay without."""

from anso.hub.scores.truth.account import LeftOut
from anso.hub.scores.truth.answer import answered
from anso.hub.scores.truth.corrections import corrections
from anso.hub.scores.truth.scale import SCALES, on_scale

__all__ = ["SCALES", "LeftOut", "answered", "corrections", "on_scale"]
