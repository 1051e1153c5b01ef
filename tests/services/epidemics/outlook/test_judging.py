"""Past forecasts made anew from what was known on their day, and what they were worth."""

from datetime import timedelta

import numpy as np
import polars as pl
import pytest
from tests.services.epidemics.outlook.helpers import ISSUED, counted, weekly

from anso.errors import InvalidInputError
from anso.services.epidemics.counting import Counted
from anso.services.epidemics.outlook.evaluation.judging import Past, judge, past_forecasts

CHEAP = ("anso-baseline", "anso-trend")


def made(data: Counted, rounds: int = 3, submitted: pl.DataFrame | None = None) -> Past:
    return past_forecasts(data, rounds, 2, CHEAP, lambda _fraction, _message: None, submitted)


@pytest.fixture(scope="module")
def table() -> pl.DataFrame:
    return weekly(("PK", "IN", "NP"), 40)


@pytest.fixture(scope="module")
def past(table: pl.DataFrame) -> Past:
    return made(counted(table))


def test_days_are_a_week_apart_and_the_newest_has_one_week_to_be_judged_by(past: Past) -> None:
    assert past.days == tuple(ISSUED - timedelta(weeks=back) for back in (3, 2, 1))
    found = judge(past, ["cases"])
    assert found.rounds["n"].to_list() == [6, 6, 3]
    assert found.skill.filter(pl.col("model_id") == "anso-ensemble")["n"].to_list() == [9, 6]


def test_forecast_of_a_day_does_not_move_with_what_is_told_later(table: pl.DataFrame, past: Past) -> None:
    later = pl.col("as_of") > past.days[1]
    changed = table.with_columns(pl.when(later).then(pl.col("value") * 50).otherwise("value").alias("value"))
    again = made(counted(changed))
    until = pl.col("reference_date") <= past.days[1]
    assert again.table.filter(until).equals(past.table.filter(until))
    assert not again.table.filter(~until).equals(past.table.filter(~until))


def test_ratio_is_the_sum_of_weighted_interval_scores_over_the_baselines(
    table: pl.DataFrame, past: Past
) -> None:
    truth = {(place, end): value for _, place, _, end, value in table.iter_rows()}

    def total(model: str) -> float:
        rows = past.table.filter(pl.col("model_id") == model, pl.col("target_end_date") < ISSUED)
        scores = 0.0
        for (place, end, _), part in rows.group_by("location", "target_end_date", "reference_date"):
            level, value = part["output_type_id"].to_numpy(), part["value"].to_numpy()
            observed = truth[place, end]
            # The weighted interval score is twice the mean of the pinball losses (Bracher et al. 2021, eq. 5) over
            # 2K + 1 levels, divided by K + 1/2.
            pinball = np.where(observed < value, 1 - level, -level) * (value - observed)
            scores += 2 * pinball.sum() / len(level)
        return scores

    found = judge(past, ["cases"]).overall
    ratios = dict(found.select("model_id", "sum_ratio").iter_rows())
    assert ratios["anso-baseline"] == 1.0
    assert ratios["anso-trend"] == pytest.approx(total("anso-trend") / total("anso-baseline"), rel=1e-9)


def test_count_below_zero_is_no_outcome(table: pl.DataFrame) -> None:
    last = (pl.col("location") == "PK") & (pl.col("target_end_date") == ISSUED - timedelta(days=1))
    corrected = table.with_columns(pl.when(last).then(-40.0).otherwise("value").alias("value"))
    found = judge(made(counted(corrected)), ["cases"])
    held = found.past.filter(pl.col("location") == "PK")["target_end_date"]
    assert ISSUED - timedelta(days=1) not in held.to_list()
    assert any("below zero" in sentence for sentence in found.sentences)


def test_too_short_a_history_is_refused_with_what_is_needed() -> None:
    with pytest.raises(InvalidInputError, match="12 weeks of counts must lie before the day of issue"):
        made(counted(weekly(("PK", "IN"), 8)))


def test_teams_stand_beside_ours_on_the_days_they_handed_in(table: pl.DataFrame, past: Past) -> None:
    theirs = past.table.filter(
        pl.col("model_id") == "anso-trend", pl.col("reference_date") != past.days[1]
    ).with_columns(pl.lit("their-model").alias("model_id"), pl.col("value") * 1.5)
    found = made(counted(table), submitted=theirs)
    assert (found.teams, found.days) == (("their-model",), (past.days[0], past.days[2]))
    models = judge(found, ["cases"]).overall["model_id"].to_list()
    assert sorted(models) == [
        "anso-baseline",
        "anso-ensemble",
        "anso-hub-ensemble",
        "anso-trend",
        "their-model",
    ]
