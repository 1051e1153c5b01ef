"""Cross-validated answers as one table: a row a method.

`rpss` and `crpss` are 1 - sum(w score) / sum(w score of climatology) over all years and valid points, w being the cosine of
latitude; climatology is one third each, and the past years' own values.
"""

from typing import TYPE_CHECKING

import numpy as np

from anso.services.outlooks.crossvalidation import Answers, Told
from anso.services.outlooks.known.lesson import LEVELS
from anso.services.outlooks.verifying.chance import interval, point_chances, significant
from anso.services.outlooks.verifying.discrimination import forced_choice, roc_area
from anso.services.outlooks.verifying.hits import heidke
from anso.services.outlooks.verifying.ranked import climatological, rps, skill
from anso.services.outlooks.verifying.reliability import sharpness, slope

if TYPE_CHECKING:
    import polars as pl

__all__ = ["DETAILS", "SCORES", "scores"]

SCORES = ("method", "rpss", "reliability_slope", "crpss", "seconds")
DETAILS = (
    *("rpss_low", "rpss_high", "sharpness", "heidke", "forced_choice", "roc_below", "roc_above"),
    "points_with_skill",
)
"""Further columns: see docs/outlooks/crossvalidation.md."""


def scores(answers: Answers, *, details: bool = False) -> "pl.DataFrame":
    """NaN never: what has no value is null."""
    import polars as pl

    climate = climatological(answers.came, LEVELS)
    rows = [
        first(answers, told, climate) | (more(answers, told, climate) if details else {})
        for told in answers.told
    ]
    return pl.DataFrame(rows, schema_overrides={"reliability_slope": pl.Float64}).fill_nan(None)


def first(answers: Answers, told: Told, climate: np.ndarray) -> dict[str, object]:
    return {
        "method": told.method,
        "rpss": skill(rps(told.probabilities, answers.came), climate, answers.weights),
        "reliability_slope": slope(told.probabilities, answers.came, answers.weights),
        "crpss": skill(told.crps, answers.climate_crps, answers.weights),
        "seconds": told.seconds,
    }


def more(answers: Answers, told: Told, climate: np.ndarray) -> dict[str, object]:
    mine = rps(told.probabilities, answers.came)
    low, high = interval(mine, climate, answers.weights)
    area = answers.points.weights
    apart = forced_choice(told.probabilities, answers.came)
    known = np.isfinite(apart)
    found = significant(point_chances(mine, climate))
    values = (
        low,
        high,
        sharpness(told.probabilities, answers.weights),
        heidke(told.probabilities, answers.came, answers.weights),
        float((area[known] * apart[known]).sum() / area[known].sum()),
        roc_area(told.probabilities[0], answers.came == 0, answers.weights),
        roc_area(told.probabilities[-1], answers.came == len(LEVELS), answers.weights),
        float((area * found).sum()),
    )
    return dict(zip(DETAILS, values, strict=True))
