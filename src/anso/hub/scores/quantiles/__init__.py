"""Quantile forecasts: the weighted interval score with its parts, bias and coverage."""

from anso.hub.scores.quantiles.score import Scored, score, scored
from anso.hub.scores.quantiles.width import widths

__all__ = ["Scored", "score", "scored", "widths"]
