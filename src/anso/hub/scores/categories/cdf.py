"""One row of scores a forecast of points of its distribution function.

`rps` is the sum over the points of (F(x) - 1{y <= x})^2 (Epstein 1969), `crps` the integral of the same from
the first point to the last, with F linear between them: the threshold-weighted CRPS of that range (Gneiting &
Ranjan 2011, J. Business & Economic Statistics 29: 411-422), since what lies beyond is not stated. Points that
are no numbers (epidemic weeks) need their order, and have no `crps`.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.hub.dense import category_blocks
from anso.hub.scores.tables import forecast_table
from anso.hub.scores.truth import answered
from anso.release.forecast import OUTPUT_TYPE_ID, as_frame

__all__ = ["integral", "score_cdf"]

Numbers = NDArray[np.float64]


def score_cdf(
    forecasts: Any, observations: Any, order: Sequence[str] | None = None, *, where: str = "forecasts"
) -> pl.DataFrame:
    """The scores of every cdf forecast that has an observation."""
    blocks = category_blocks(forecast_table(forecasts, where), "cdf", order, where=where)
    if not blocks:
        raise InvalidInputError([Problem(where, "holds no cdf forecast; its output_type is never cdf")])
    keys = pl.concat([block.keys for block in blocks])
    found = answered(keys, as_frame(observations), "cdf")
    tables, start = [], 0
    for block in blocks:
        truth = found.slice(start, len(block))
        start += len(block)
        points = pl.Series(block.names).cast(pl.Float64, strict=False)
        numeric = not points.null_count()
        if not numeric and order is None:
            raise InvalidInputError(
                [
                    Problem(
                        f"{where}, column {OUTPUT_TYPE_ID}",
                        f"{block.names[0]!r} is no number; give the order of the points",
                    )
                ]
            )
        x = (
            points.to_numpy()
            if numeric
            else np.array([list(order or ()).index(name) for name in block.names])
        )
        y = truth.cast(pl.Float64, strict=False) if numeric else ranks(truth, list(order or ()))
        rows = y.is_not_null().arg_true().to_numpy()
        stated, observed = block.values[rows], y.to_numpy()[rows]
        crps = integral(stated, x.astype(np.float64), observed) if numeric else np.full(len(rows), np.nan)
        numbers = pl.DataFrame(
            {"crps": crps, "rps": ((stated - (observed[:, None] <= x)) ** 2).sum(axis=1)}
        ).fill_nan(None)
        observation = truth.gather(rows).alias("observation").to_frame()
        tables.append(pl.concat([block.keys[rows], observation, numbers], how="horizontal"))
    return pl.concat(tables)


def ranks(truth: pl.Series, order: list[str]) -> pl.Series:
    places = dict(zip(order, range(len(order)), strict=True))
    return truth.cast(pl.String).replace_strict(places, default=None, return_dtype=pl.Float64)


def integral(stated: Numbers, x: Numbers, observed: Numbers) -> Numbers:
    """Of (F - 1{y <= x})^2 between the first and the last point, F being linear from point to point."""
    left, right = x[:-1], x[1:]
    width = right - left
    p, q = stated[:, :-1], stated[:, 1:]
    cut = np.clip(observed[:, None], left, right)
    at_cut = p + (q - p) * (cut - left) / width
    below = (cut - left) * (p**2 + p * at_cut + at_cut**2)
    above = (right - cut) * ((1 - at_cut) ** 2 + (1 - at_cut) * (1 - q) + (1 - q) ** 2)
    total: Numbers = ((below + above) / 3).sum(axis=1)
    return total
