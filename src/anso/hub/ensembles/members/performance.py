"""Weights by past performance: whose forecasts were the better ones, as far as each round could know.

In come forecasts and observations, with the day each value was published (`as_of`) or without; out goes a
table of weights by round, target, horizon and model, for `combine`. A forecast's loss is its weighted
interval score as a share of the task's median one, so that large and small places count alike. A model's
past is the mean of its losses, each halved in weight with every half-life that has passed since, and begun
with some losses of 1: a newcomer is taken to be like the others. The weight is loss^-power, or
exp(-power loss).

A value that was revised counts as it stood: from the day it was published until the day it was replaced.
Nothing published after a round's reference date is seen by that round.
"""

from datetime import timedelta
from typing import Any, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.hub.dense import quantile_blocks
from anso.hub.ensembles.members.rounds import by_round
from anso.hub.ensembles.members.weights import WEIGHT
from anso.hub.reading import unknown_locations
from anso.hub.rounds import REFERENCE_DATE, TARGET, TARGET_END_DATE
from anso.hub.scores.quantiles.levels import Levels
from anso.hub.scores.quantiles.wis import wis_parts
from anso.hub.training.known.truth import AS_OF, refuse_unusable, with_publication
from anso.release.forecast import HORIZON, MODEL, VALUE, as_frame, origin_column, task_columns, tidy

__all__ = ["HALF_LIFE", "POWER", "past_weights"]

POWER = 1.0
HALF_LIFE = timedelta(weeks=8)
BEGUN_WITH = 30.0
"""Losses of 1 that each model has from the start: about one round of a hub of thirty places."""
GREATEST_LOSS = 10.0
"""A loss above this counts as this: one missed wave is not to silence a model for good."""
LOSS, UNTIL, DAYS = "loss", "until", "days"

Floats = NDArray[np.float64]


def past_weights(
    forecasts: Any,
    observations: Any,
    *,
    power: float = POWER,
    rule: Literal["inverse", "softmax"] = "inverse",
    half_life: timedelta | None = HALF_LIFE,
    where: str = "forecasts",
    truth_where: str = "observations",
) -> pl.DataFrame:
    """A weight for each model in each round, target and horizon; nothing fades if there is no half-life.

    The rounds stand in the column in which the forecasts have them: `reference_date`, `origin_date`.
    """
    table, _ = by_round(tidy(forecasts, where=where))
    origin = origin_column(table.columns) or REFERENCE_DATE
    table = table.rename({origin: REFERENCE_DATE}, strict=False)
    lacking = [name for name in (MODEL, REFERENCE_DATE, TARGET_END_DATE) if name not in table.columns]
    if lacking:
        raise InvalidInputError(
            [Problem(where, f"has no column {' or '.join(lacking)}, which weights by past performance need")]
        )
    versions = published(as_frame(observations), table, where, truth_where)
    group = [name for name in (TARGET, HORIZON) if name in table.columns]
    lossy = losses(table, versions, where)
    found = weighed(table, lossy, group, power=power, rule=rule, half_life=half_life)
    return found.rename({REFERENCE_DATE: origin})


def published(observations: pl.DataFrame, table: pl.DataFrame, where: str, truth_where: str) -> pl.DataFrame:
    """Each value with the day it was published and the day it was replaced."""
    refuse_unusable(observations, table, truth_where)
    if "location" in table.columns and "location" in observations.columns:
        observations = observations.with_columns(pl.col("location").cast(pl.String))
        if problems := unknown_locations(table, observations, where=where):
            raise InvalidInputError(problems)
    on = [name for name in task_columns(table) if name in observations.columns and name != REFERENCE_DATE]
    typed = with_publication(observations).select(
        *(pl.col(name).cast(table[name].dtype, strict=False) for name in on),
        AS_OF,
        pl.col(VALUE).cast(pl.Float64),
    )
    ordered = typed.unique([*on, AS_OF], keep="last", maintain_order=True).sort(*on, AS_OF)
    changed = pl.col(VALUE).ne_missing(pl.col(VALUE).shift(1)) | (
        pl.struct(on) != pl.struct(on).shift(1)
    ).fill_null(value=True)
    kept = ordered.filter(changed)
    return kept.with_columns(pl.col(AS_OF).shift(-1).over(on).alias(UNTIL))


def losses(table: pl.DataFrame, versions: pl.DataFrame, where: str) -> pl.DataFrame:
    """For each forecast and each version of its observation the loss."""
    on = [name for name in versions.columns if name not in (AS_OF, UNTIL, VALUE)]
    parts = []
    for block in quantile_blocks(table, where=where):
        levels = Levels(block.levels)
        if not len(levels.pairs[0]):
            continue
        pairs = block.keys.with_row_index("forecast").join(versions, on=on, nulls_equal=True)
        pairs = pairs.filter(pl.col(VALUE).is_not_null())
        if not block.values.size or block.values.min() >= 0:
            # Counts below zero are corrections of earlier reports, which no forecast could have foreseen.
            pairs = pairs.filter(pl.col(VALUE) >= 0)
        values = block.values[pairs["forecast"].to_numpy()]
        score = np.sum(wis_parts(values, levels, pairs[VALUE].to_numpy()), axis=0)
        parts.append(pairs.drop("forecast", VALUE).with_columns(pl.Series(LOSS, score, dtype=pl.Float64)))
    if not parts:
        raise InvalidInputError(
            [Problem(where, "states no quantile intervals, which weights by past performance are made from")]
        )
    scored = pl.concat(parts)
    task = [name for name in scored.columns if name not in (MODEL, LOSS, UNTIL)]
    usual = pl.col(LOSS).median().over(task)
    share = (
        pl.when(usual > 0)
        .then(pl.col(LOSS) / usual)
        .when(pl.col(LOSS) > 0)
        .then(GREATEST_LOSS)
        .otherwise(1.0)
    )
    return scored.with_columns(pl.min_horizontal(share, GREATEST_LOSS).alias(LOSS))


def weighed(
    table: pl.DataFrame,
    lossy: pl.DataFrame,
    group: list[str],
    *,
    power: float,
    rule: str,
    half_life: timedelta | None,
) -> pl.DataFrame:
    """The weights of every round: sums of losses, each begun and ended on its days, run through the rounds."""
    rounds = table[REFERENCE_DATE].unique().sort()
    days = ordinal(rounds)
    who = table.select(*group, MODEL).unique().sort(*group, MODEL, nulls_last=True)
    numbers = who.with_row_index("who")
    rate = 0.0 if half_life is None else float(np.log(2)) / (half_life / timedelta(days=1))
    place = lossy.join(numbers, on=[*group, MODEL], nulls_equal=True, maintain_order="left")["who"].to_numpy()
    # A round sees what was published until its day, of forecasts that were made before it.
    start = np.maximum(
        np.searchsorted(days, ordinal(lossy[AS_OF]), side="left"),
        np.searchsorted(days, ordinal(lossy[REFERENCE_DATE]), side="right"),
    )
    replaced = lossy[UNTIL].is_not_null().to_numpy()
    stop = np.full(len(lossy), len(days))
    stop[replaced] = np.searchsorted(days, ordinal(lossy[UNTIL].drop_nulls()), side="left")
    age = np.exp(rate * (ordinal(lossy[TARGET_END_DATE]) - days[0]))
    sums = np.zeros((2, len(who), len(days) + 1))
    lived = start < stop
    for total, what in zip(sums, (lossy[LOSS].to_numpy() * age, age), strict=True):
        np.add.at(total, (place[lived], start[lived]), what[lived])
        np.subtract.at(total, (place[lived], stop[lived]), what[lived])
    faded = np.cumsum(sums, axis=2)[:, :, :-1] * np.exp(-rate * (days - days[0]))
    loss = (faded[0] + BEGUN_WITH) / (faded[1] + BEGUN_WITH)
    loss = np.maximum(loss, 1 / GREATEST_LOSS)
    weight = loss**-power if rule == "inverse" else np.exp(-power * loss)
    return who[np.repeat(np.arange(len(who)), len(rounds))].with_columns(
        rounds[np.tile(np.arange(len(rounds)), len(who))].alias(REFERENCE_DATE),
        pl.Series(WEIGHT, weight.ravel()),
    )


def ordinal(dates: pl.Series) -> NDArray[np.int64]:
    return dates.to_physical().cast(pl.Int64).to_numpy()
