"""Forecasts of categories and of points of a distribution function."""

from anso.hub.scores.categories.cdf import score_cdf
from anso.hub.scores.categories.pmf import climatology, probability_reliability, score_pmf

__all__ = ["climatology", "probability_reliability", "score_cdf", "score_pmf"]
