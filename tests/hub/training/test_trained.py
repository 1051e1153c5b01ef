"""The trained ensemble as a whole: what it may know, what it does when little is known, what it gains."""

from datetime import timedelta

import numpy as np
import polars as pl
import pytest
from tests.hub.training.helpers import LEVELS, MONDAY, forecasts, medians, saturday, vintages, walk

from anso.errors import InvalidInputError
from anso.hub.training import known_on, rolling, round_dates, trained

ROUNDS = 12
KEYS = ["reference_date", "target", "horizon", "location", "target_end_date", "output_type_id"]


@pytest.fixture(scope="module")
def counts():
    return walk(ROUNDS + 3, 3)


@pytest.fixture(scope="module")
def truth(counts):
    return vintages(counts, ROUNDS)


@pytest.fixture(scope="module")
def hub(counts):
    """A sharp team, a biased one, a noisy one that leaves, and one that comes late and dates its Sundays."""
    return pl.concat(
        [
            forecasts("good-model", counts, range(ROUNDS), noise=0.05),
            forecasts("high-model", counts, range(ROUNDS), bias=0.5),
            forecasts("loose-model", counts, range(7), noise=0.4),
            forecasts("late-model", counts, range(5, ROUNDS), noise=0.1, days_early=1),
        ]
    )


@pytest.fixture(scope="module")
def ensemble(hub, truth):
    return trained(hub, truth, name="team-trained")


def test_trained_forecasts_every_task_once_with_ascending_levels(hub, ensemble):
    assert ensemble.columns == hub.columns
    assert ensemble["model_id"].unique().to_list() == ["team-trained"]
    assert ensemble.select(KEYS).is_unique().all()
    assert len(ensemble) == ROUNDS * 2 * 3 * len(LEVELS)
    assert ensemble["value"].is_finite().all()
    assert ensemble["value"].min() >= 0
    steps = ensemble.sort(*KEYS).select(pl.col("value").diff().over(KEYS[:-1])).to_series().drop_nulls()
    assert steps.min() >= 0


def test_teams_that_date_a_round_differently_share_one_round(ensemble):
    assert ensemble["reference_date"].unique().sort().to_list() == [
        MONDAY + timedelta(days=7 * number) for number in range(ROUNDS)
    ]


def test_a_planted_future_changes_nothing_to_the_last_bit(hub, truth, ensemble):
    day = MONDAY + timedelta(days=7 * 6)
    wild_truth = truth.with_columns(
        pl.when(pl.col("as_of") > day).then(pl.lit(1e9)).otherwise("value").alias("value")
    )
    wild_hub = hub.with_columns(
        pl.when(pl.col("reference_date") > day)
        .then(pl.col("value") * 1e6 + 7)
        .otherwise("value")
        .alias("value")
    )
    again = trained(wild_hub, wild_truth, name="team-trained")
    until = pl.col("reference_date") <= day
    assert again.filter(until).equals(ensemble.filter(until))
    assert not again.filter(~until).equals(ensemble.filter(~until))


def test_a_future_that_was_never_handed_over_makes_no_difference(hub, truth, ensemble):
    stepwise = rolling(hub, truth, lambda known, seen, day: trained(known, seen, name="team-trained"))
    assert stepwise.sort(KEYS).equals(ensemble.sort(KEYS))


def test_rolling_hands_a_method_nothing_published_after_the_day(hub, truth):
    seen = []

    def method(known, published, day):
        seen.append((day, known["reference_date"].max(), published["as_of"].max()))
        return known.filter(pl.col("model_id") == "good-model")

    made = rolling(hub, truth, method)
    assert [day for day, _, _ in seen] == round_dates(hub)
    assert all(forecast == day and published == day for day, forecast, published in seen)
    assert made["reference_date"].unique().sort().to_list() == round_dates(hub)


def test_known_on_takes_a_truth_without_versions_as_published_the_day_after(hub, truth):
    final = truth.filter(pl.col("as_of") == pl.col("as_of").max()).drop("as_of")
    _, published = known_on(saturday(3) + timedelta(days=1), hub, final)
    assert published["target_end_date"].max() == saturday(3)
    _, before = known_on(saturday(3), hub, final)
    assert before["target_end_date"].max() == saturday(2)


def test_the_better_model_is_believed_once_the_past_has_spoken(counts, hub, ensemble):
    def error(table, first):
        known = medians(table).filter(pl.col("reference_date") >= MONDAY + timedelta(days=7 * first))
        week = ((known["target_end_date"] - MONDAY).dt.total_days() + 2) // 7
        row = known["location"].str.slice(1).cast(pl.Int64)
        return float(np.abs(np.log1p(known["value"]) - np.log1p(counts[row, week + 20])).mean())

    median = hub.group_by([*KEYS]).agg(pl.col("value").median())
    assert error(ensemble, 6) < 0.75 * error(median, 6)


def test_the_first_round_needs_no_past(counts, hub, truth):
    first = hub.filter(pl.col("reference_date") == MONDAY)
    made = trained(first, truth)
    between = (
        medians(first)
        .group_by("location", "horizon")
        .agg(pl.col("value").min().alias("low"), pl.col("value").max().alias("high"))
    )
    both = medians(made).join(between, on=["location", "horizon"])
    assert len(both) == 6
    assert (both["value"] >= both["low"] * 0.999).all()
    assert (both["value"] <= both["high"] * 1.001).all()


def test_widths_of_the_first_round_heed_what_the_quantity_did_before():
    """A model that is sure of itself is widened where the past was wild, before it was ever scored."""
    widths = []
    for step in (0.05, 0.6):
        counts = walk(6, 3, step=step)
        sure = forecasts("sure-model", counts, range(1), width=0.02)
        made = trained(sure, vintages(counts, 1))
        wide = made.pivot("output_type_id", index=["horizon", "location"], values="value")
        widths.append(float(np.log(wide["0.975"] / wide["0.025"]).mean()))
    assert widths[1] > 1.5 * widths[0]


def test_intervals_that_were_too_narrow_are_widened_until_they_cover():
    counts = walk(63, 6, seed=4)
    narrow = forecasts("narrow-model", counts, range(60), horizons=(1,), noise=0.3, width=0.08)
    made = trained(narrow, vintages(counts, 60)).filter(
        pl.col("reference_date") >= MONDAY + timedelta(days=7 * 20)
    )
    wide = made.pivot("output_type_id", index=["target_end_date", "location"], values="value")
    week = ((wide["target_end_date"] - MONDAY).dt.total_days() + 2) // 7
    observed = counts[wide["location"].str.slice(1).cast(pl.Int64), week + 20]
    low, quarter, upper, high = (wide[level].to_numpy() for level in ("0.025", "0.25", "0.75", "0.975"))
    inside_95 = np.mean((low <= observed) & (observed <= high))
    inside_50 = np.mean((quarter <= observed) & (observed <= upper))
    assert 0.93 <= inside_95 <= 0.985
    assert 0.44 <= inside_50 <= 0.58


def test_a_vanished_model_leaves_a_forecast_of_those_who_stay(counts, truth):
    stays = forecasts("high-model", counts, range(ROUNDS), bias=0.5)
    both = pl.concat([stays, forecasts("good-model", counts, range(8), noise=0.02)])
    last = pl.col("reference_date") == MONDAY + timedelta(days=7 * (ROUNDS - 1))
    made = medians(trained(both, truth)).filter(last).sort("horizon", "location")
    assert made["value"].to_list() == pytest.approx(
        medians(stays).filter(last).sort("horizon", "location")["value"].to_list(), rel=1e-6
    )


def test_one_model_at_one_place_is_forecast(counts, truth):
    alone = forecasts("good-model", counts[:1], range(ROUNDS), horizons=(1,))
    made = trained(alone, truth)
    assert len(made) == ROUNDS * len(LEVELS)
    assert medians(made)["value"].to_list() == pytest.approx(medians(alone)["value"].to_list(), rel=1e-6)


def test_a_truth_of_zeros_and_forecasts_of_zeros_give_zeros():
    counts = np.zeros((2, ROUNDS + 24))
    zeros = pl.concat(
        forecasts(name, counts, range(ROUNDS), noise=0, width=0) for name in ("a-model", "b-model")
    )
    made = trained(zeros, vintages(counts, ROUNDS))
    assert medians(made)["value"].abs().max() == 0
    assert made["value"].max() < 1


def test_constant_forecasts_of_a_changing_truth_become_wide(counts, truth):
    constant = forecasts("flat-model", np.full_like(counts, 500.0), range(ROUNDS), noise=0, width=0)
    made = trained(constant, truth).filter(pl.col("reference_date") == MONDAY + timedelta(days=7 * 11))
    wide = made.pivot("output_type_id", index=["horizon", "location"], values="value")
    assert (wide["0.975"] / wide["0.025"]).min() > 1.5
    assert (wide["0.5"] - 500).abs().max() < 1


def test_a_quantity_below_zero_keeps_its_sign():
    rng = np.random.default_rng(2)
    level = rng.normal(-3, 1, (2, ROUNDS + 24)).cumsum(axis=1) / 5 - 2.5
    shifted = forecasts("cold-model", np.zeros_like(level), range(ROUNDS), noise=0, width=0)
    week = ((shifted["target_end_date"] - MONDAY).dt.total_days() + 2) // 7
    centre = level[shifted["location"].str.slice(1).cast(pl.Int64), week + 20]
    cold = shifted.with_columns(value=pl.Series(centre) + (pl.col("output_type_id") - 0.5))
    made = trained(cold, vintages(level, ROUNDS))
    assert medians(made)["value"].to_list() == pytest.approx(
        medians(cold).sort("reference_date", "location", "horizon")["value"].to_list(), rel=1e-6
    )
    assert made["value"].min() < -4


def test_rates_and_counts_of_the_same_shape_are_trained_alike(counts, truth, hub, ensemble):
    """Ten thousand times smaller and no whole numbers: the same weights, and medians as much smaller."""
    smaller = trained(
        hub.with_columns(pl.col("value") / 1e6),
        truth.with_columns(pl.col("value") / 1e6),
        name="team-trained",
    )
    ratio = medians(smaller)["value"] * 1e6 / medians(ensemble)["value"]
    assert (ratio - 1).abs().max() < 0.05


def test_a_hubs_own_ensemble_is_no_member(hub, truth, ensemble, counts):
    own = [forecasts("hub-baseline", counts, range(ROUNDS), noise=0.3)]
    perfect = forecasts("hub-ensemble", counts, range(ROUNDS), noise=0)
    with_baseline = pl.concat([hub, *own])
    assert trained(pl.concat([with_baseline, perfect]), truth).equals(trained(with_baseline, truth))


def test_models_that_state_fewer_levels_take_part(counts, truth):
    few = forecasts("few-model", counts, range(ROUNDS), noise=0.02, levels=(0.025, 0.25, 0.75, 0.975))
    many = forecasts("many-model", counts, range(ROUNDS), bias=0.6, noise=0.2)
    made = trained(pl.concat([few, many]), truth)
    assert made["output_type_id"].unique().sort().to_list() == list(LEVELS)
    last = pl.col("reference_date") == MONDAY + timedelta(days=7 * 11)
    week = ((medians(made).filter(last)["target_end_date"] - MONDAY).dt.total_days() + 2) // 7
    row = medians(made).filter(last)["location"].str.slice(1).cast(pl.Int64)
    error = np.log1p(medians(made).filter(last)["value"]) - np.log1p(counts[row, week + 20])
    assert np.abs(error).mean() < 0.3


def test_a_truth_without_versions_is_known_the_day_after_each_date(hub, truth, ensemble):
    """The made vintages have no revisions and come two days after the week, so both say the same."""
    final = truth.filter(pl.col("as_of") == pl.col("as_of").max()).drop("as_of")
    assert trained(hub, None, truth=final, name="team-trained").equals(ensemble)


def test_training_without_any_truth_is_refused_in_words(hub):
    with pytest.raises(InvalidInputError, match="truth: is needed to train"):
        trained(hub, None)


def test_a_truth_without_its_dates_is_refused_in_words(hub, truth):
    with pytest.raises(InvalidInputError, match="vintages: has no column target_end_date; training needs"):
        trained(hub, truth.drop("target_end_date"))


def test_progress_ends_at_one(hub, truth):
    told = []
    trained(hub, truth, progress=told.append)
    assert told[-1] == 1
    assert told == sorted(told)
    assert len(told) == ROUNDS
