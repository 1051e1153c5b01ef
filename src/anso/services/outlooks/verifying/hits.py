"""Scores of what was thought likeliest, and of anomalies: Heidke's for categories, and the anomaly correlation.

Heidke (Wilks 2019, eq. 9.18 with chance one in as many as there are categories): (hits - chance) / (1 - chance); where
categories share the highest probability, each is a part of a hit. Correlation: Wilks (2019), eq. 9.92, centred.
"""

import numpy as np

from anso.services.outlooks.known.numbers import Numbers, Years

__all__ = ["anomaly_correlation", "heidke"]


def heidke(probabilities: Numbers, came: Years, weights: Numbers) -> float:
    """Categories x years x points."""
    likeliest = np.isclose(probabilities, probabilities.max(0), rtol=0, atol=1e-9)
    hits = np.take_along_axis(likeliest / likeliest.sum(0), came[None], 0)[0]
    spread = np.broadcast_to(weights, hits.shape)
    chance = 1 / len(probabilities)
    return float(((spread * hits).sum() / spread.sum() - chance) / (1 - chance))


def anomaly_correlation(said: Numbers, came: Numbers, weights: Numbers) -> float:
    """Over all years and points, both as anomalies from their point's mean. Years x points."""
    spread = np.broadcast_to(weights, said.shape)
    share = spread / np.where(spread.sum(0) > 0, spread.sum(0), 1)
    known = np.where(spread > 0, came, 0)
    said = said - (share * said).sum(0)
    known = known - (share * known).sum(0)
    size = np.sqrt((spread * said**2).sum() * (spread * known**2).sum())
    return float((spread * said * known).sum() / size) if size > 0 else float("nan")
