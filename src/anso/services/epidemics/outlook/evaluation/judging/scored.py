"""What past forecasts were worth, by model, week ahead, place and round.

In come past forecasts; out come tables, all made by `anso.hub`: the weighted interval score against the
baseline's on the tasks that both forecast, and how often intervals held what came.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from anso.errors import AnsoError, InvalidInputError, Problem
from anso.hub.compare import interval_coverage
from anso.hub.scores import scored, summarise
from anso.services.epidemics.forecasting.backtest import ENSEMBLE
from anso.services.epidemics.outlook.ahead.ahead import BASELINE
from anso.services.epidemics.outlook.evaluation.judging.rounds import Past

__all__ = ["Judged", "judge"]

KEPT = ("n", "wis", "sum_ratio", "coverage_50", "coverage_95", "bias")
LEVELS = {"median": 0.5, "low_50": 0.25, "high_50": 0.75, "low_95": 0.025, "high_95": 0.975}


@dataclass(frozen=True)
class Judged:
    """Tables of one evaluation; a ratio is the sum of a model's scores over the baseline's."""

    overall: pl.DataFrame
    """By target and model."""
    skill: pl.DataFrame
    """By target, model and week ahead."""
    places: pl.DataFrame
    """The ensemble, by target and place."""
    rounds: pl.DataFrame
    """The ensemble, by target and day of issue."""
    coverage: pl.DataFrame
    """The ensemble, by target and interval."""
    past: pl.DataFrame
    """The ensemble's forecasts and what came, by target, place, week ahead and day of issue."""
    sentences: tuple[str, ...]
    """What was not scored, and why."""


def judge(past: Past, targets: Sequence[str]) -> Judged:
    """`targets` in the order in which they are spoken of."""
    try:
        found = scored(past.table, past.truth)
    except InvalidInputError as error:
        raise AnsoError(f"Nothing of the past forecasts can be judged yet: {error}") from None
    scores = found.table
    if scores.is_empty():
        raise InvalidInputError([Problem("issued", "nothing that was forecast has been counted yet")])
    ours = scores.filter(pl.col("model_id") == ENSEMBLE)
    pair = scores.filter(pl.col("model_id").is_in([ENSEMBLE, BASELINE]))
    order = pl.col("target").replace_strict(list(targets), range(len(targets)), return_dtype=pl.Int32)
    return Judged(
        overall=summary(scores, ["target", "model_id"]).sort(order, "sum_ratio", nulls_last=True),
        skill=summary(scores, ["target", "model_id", "horizon"]).sort(order, "model_id", "horizon"),
        places=of_ensemble(summary(pair, ["target", "location", "model_id"])).sort(
            order, "sum_ratio", nulls_last=True
        ),
        rounds=of_ensemble(summary(pair, ["target", "reference_date", "model_id"])).sort(
            order, "reference_date"
        ),
        coverage=interval_coverage(ours, ["target"]).sort(order, "nominal"),
        past=beside_truth(past.table, scores).sort(order, "location", "horizon", "target_end_date"),
        sentences=tuple(found.left_out.sentences),
    )


def summary(scores: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    baseline = BASELINE if BASELINE in scores["model_id"] else None
    return summarise(scores, by, baseline=baseline).select(*by, *KEPT)


def of_ensemble(table: pl.DataFrame) -> pl.DataFrame:
    return table.filter(pl.col("model_id") == ENSEMBLE).drop("model_id")


def beside_truth(table: pl.DataFrame, scores: pl.DataFrame) -> pl.DataFrame:
    """The ensemble's middle and intervals, with the count that came and whether the 95% interval held it."""
    task = ["target", "location", "reference_date", "horizon", "target_end_date"]
    levels = pl.col("output_type_id").round(4)
    ours = table.filter(pl.col("model_id") == ENSEMBLE, levels.is_in(list(LEVELS.values())))
    wide = ours.group_by(task).agg(
        pl.col("value").filter(levels == level).first().round(1).alias(name) for name, level in LEVELS.items()
    )
    came = scores.filter(pl.col("model_id") == ENSEMBLE).select(
        *task, "observation", "wis", pl.col("coverage_95").cast(pl.Boolean).alias("held")
    )
    return wide.join(came, on=task, how="inner")
