"""How much each model counts, from how it did before.

In come the models' past forecasts and what came about; out come weights that sum to 1 for each target and
horizon. A model's score is its weighted interval score relative to the mean of all models on the same round,
so that a round with high counts tells no more than any other; older rounds fade. Until enough rounds are
known, all models count alike.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["WeightSettings", "round_losses", "weights_from"]

LOGS = (-2.0, 2.0)
"""Of a round's relative score; one round alone decides nothing."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class WeightSettings:
    half_life: float = 13.0
    """Rounds."""
    prior: float = 8.0
    """Rounds of equal performance that every model starts with."""
    power: float = 8.0
    """Of the inverse relative score."""
    exponent: float = 0.5
    """Scores are of this power of counts, between counts themselves and their logarithms."""


def round_losses(models: Numbers, outcome: Numbers, levels: Numbers, settings: WeightSettings) -> Numbers:
    """Models x targets x places x horizons of one round: mean pinball losses; NaN where a side is unknown.

    `models` is models x targets x places x horizons x levels.
    """
    error = outcome[None, ..., None] ** settings.exponent - models**settings.exponent
    losses: Numbers = np.maximum(levels * error, (levels - 1.0) * error).mean(-1)
    return losses


def weights_from(losses: Numbers, ages: Numbers, settings: WeightSettings) -> Numbers:
    """Models x targets x horizons; a model is compared where it had something to say."""
    said = ~np.isnan(losses)
    shared = np.where(said, losses, 0.0)
    usual = shared.sum(0) / np.maximum(said.sum(0), 1)
    own, theirs = shared.sum(3), np.where(said, usual, 0.0).sum(3)  # over places
    relative = np.log(np.clip(own, 1e-12, None) / np.clip(theirs, 1e-12, None)).clip(*LOGS)
    places = losses.shape[3]
    worth = said.sum(3) / places * 0.5 ** (ages / settings.half_life)[None, :, None, None]
    score = (relative * worth).sum(1) / (worth.sum(1) + settings.prior)
    weight = np.exp(-settings.power * score)
    shares: Numbers = weight / weight.sum(0)
    return shares
