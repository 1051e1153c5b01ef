"""All models: what any forecast must hold, what they must see, and what they must not."""

from datetime import timedelta
from types import ModuleType
from typing import Any

import numpy as np
import polars as pl
import pytest
from tests.services.epidemics.forecasting.helpers import made_archive, monday, vintages, waves

from anso.errors import AnsoError
from anso.services.epidemics.forecasting.known import Almanac, Archive, archive
from anso.services.epidemics.forecasting.models import MODELS
from anso.services.epidemics.forecasting.models.pooled import trees
from anso.services.epidemics.forecasting.models.spread import between_levels

LEVELS = np.array([0.025, 0.25, 0.5, 0.75, 0.975])
FAST = [name for name in MODELS if "pooled" not in name]


def forecasts(name: str, data: Any, week: int = 57) -> np.ndarray:
    return MODELS[name](Almanac(data, 3, monday(week)), monday(week), 3, LEVELS)


@pytest.mark.parametrize("name", MODELS)
def test_nothing_told_later_changes_a_bit(name: str) -> None:
    table = vintages(waves(places=3))
    seen = table.filter(pl.col("as_of") <= monday(57))
    planted = table.filter(pl.col("as_of") > monday(57)).with_columns(pl.col("value") * 1000 + 7)
    early = planted.head(50).with_columns(as_of=pl.lit(monday(58)), value=pl.lit(1e9))

    honest = forecasts(name, archive(seen))
    tempted = forecasts(name, archive(pl.concat([seen, planted, early])))

    assert honest.tobytes() == tempted.tobytes()
    assert not np.isnan(honest).any()


@pytest.mark.parametrize("name", FAST)
def test_counts_ten_times_as_large_give_forecasts_ten_times_as_large(name: str) -> None:
    counts = waves(places=3)
    # No population is given, so that each place's own highest week is its scale.
    tenfold = {key: values * 10 for key, values in counts.items()}
    small, large = (np.sort(forecasts(name, made_archive(one)), axis=-1) for one in (counts, tenfold))
    np.testing.assert_allclose(large[..., 2], 10 * small[..., 2], rtol=0.15, atol=5)


@pytest.mark.parametrize("name", ["anso-trend", "anso-lagged", "anso-renewal"])
def test_steady_growth_is_expected_to_go_on(name: str) -> None:
    grown = np.concatenate([np.full(30, 500.0), 500 * 1.2 ** np.arange(1, 16)])
    noise = np.random.default_rng(5).normal(1, 0.02, (4, len(grown)))
    counts = {("inc case", f"{place}"): np.rint(grown * noise[place]) for place in range(4)}
    data = archive(vintages(counts, first_told=40))
    middle = MODELS[name](Almanac(data, 2, monday(44)), monday(44), 2, LEVELS)[:, 1, 2]
    assert (middle > 1.1 * grown[-1]).all()
    assert (middle < 2.0 * grown[-1]).all()


def test_deaths_follow_the_cases_that_went_before() -> None:
    time = np.arange(62)
    level = 4000 * np.exp(1.2 * np.sin(time / 5))
    counts = {}
    for place in range(4):
        cases = level * (place + 1)
        counts["inc case", f"{place}"] = np.rint(cases[2:])
        counts["inc death", f"{place}"] = np.rint(cases[:-2] / 50)
    known = {key: values[:58] for key, values in counts.items()}
    data = archive(vintages(known))
    truth = np.array([counts["inc death", f"{place}"][58:60] for place in range(4)])
    made = MODELS["anso-lagged"](Almanac(data, 2, monday(57)), monday(57), 2, LEVELS)[4:, :, 2]
    np.testing.assert_allclose(made, truth, rtol=0.12)


def spoilt(kind: str) -> dict[tuple[str, str], np.ndarray]:
    """Three good places and a bad one, "99", that comes last in each target's rows."""
    cases, deaths = waves(places=4)["inc case", "04"], waves(places=4)["inc death", "04"]
    bad = {
        "cases alone": {"inc case": cases},
        "one count": {"inc case": cases[:1], "inc death": np.r_[np.full(59, np.nan), 3.0]},
        "below zero": {"inc case": -cases - 1, "inc death": -deaths - 1},
        "stopped": {"inc case": cases[:50], "inc death": deaths[:50]},
        "zeros": {"inc case": 0 * cases, "inc death": 0 * deaths},
    }[kind]
    return waves(places=3) | {(target, "99"): values for target, values in bad.items()}


def with_days(counts: dict[tuple[str, str], np.ndarray], week: int, without: str) -> Archive:
    """Every day of the ten weeks before the Monday of that week, told on it, but for one place."""
    newest = [np.repeat(np.r_[values[:1], values][week - 9 : week + 1] / 7, 7) for values in counts.values()]
    sunday = monday(week) - timedelta(days=1)
    days = [
        pl.DataFrame(
            {
                "as_of": [monday(week)] * len(values),
                "location": [place] * len(values),
                "target": [target] * len(values),
                "date": [sunday - timedelta(days=back) for back in reversed(range(len(values)))],
                "value": values,
            }
        )
        for (target, place), values in zip(counts, newest, strict=True)
        if place != without
    ]
    told = vintages(counts).filter(pl.col("value").is_not_nan(), pl.col("as_of") <= monday(week))
    return archive(told, pl.concat(days))


@pytest.mark.parametrize("kind", ["cases alone", "one count", "below zero", "stopped", "zeros"])
@pytest.mark.parametrize("name", FAST)
def test_bad_place_leaves_the_others_forecasts_as_they_are(name: str, kind: str) -> None:
    good, bad = (with_days(counts, 57, "99") for counts in (waves(places=3), spoilt(kind)))
    alone = np.sort(forecasts(name, good), axis=-1)
    beside = np.sort(forecasts(name, bad), axis=-1).reshape(2, 4, 3, -1)[:, :3].reshape(alone.shape)
    # Weights and errors are shared by all places, and so change a little; of the paths drawn, every one.
    near = 0.15 if name == "anso-renewal" else 0.05
    np.testing.assert_allclose(beside[..., 2], alone[..., 2], rtol=near, atol=1.0)
    np.testing.assert_allclose(beside, alone, rtol=4 * near, atol=10.0)


def test_what_one_place_does_not_tell_is_used_of_the_others() -> None:
    counts = waves(places=4)
    told, partly = (with_days(counts, 57, without) for without in ("", "04"))
    one, two = (forecasts("anso-lagged", data).reshape(2, 4, 3, -1) for data in (told, partly))
    silent = forecasts("anso-lagged", archive(vintages(counts))).reshape(2, 4, 3, -1)
    apart = np.abs(np.log(two / one))[0, :, 0, 2]
    without_days = np.abs(np.log(silent / one))[0, :3, 0, 2]
    assert apart[:3].max() < 0.2 * without_days.max()
    assert apart[3] > apart[:3].max()


def test_pooled_model_is_the_same_each_time() -> None:
    data = made_archive(waves(places=3))
    one, two = (forecasts("anso-pooled-root", data) for _ in range(2))
    assert one.tobytes() == two.tobytes()


def test_too_few_weeks_to_learn_from_give_no_forecast_of_the_pooled_model() -> None:
    data = archive(vintages({("flu", "01"): np.arange(20.0, 32.0)}, first_told=12))
    day = monday(11)
    assert np.isnan(MODELS["anso-pooled-log"](Almanac(data, 2, day), day, 2, LEVELS)).all()
    assert not np.isnan(MODELS["anso-baseline"](Almanac(data, 2, day), day, 2, LEVELS)).any()


def test_missing_openmp_is_said_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    real = builtins.__import__

    def broken(name: str, *given: Any, **named: Any) -> ModuleType:
        if name == "lightgbm":
            raise OSError("libgomp.so.1: cannot open shared object file")
        return real(name, *given, **named)

    monkeypatch.setattr(builtins, "__import__", broken)
    with pytest.raises(AnsoError, match="libgomp1"):
        trees.library()


def test_levels_between_and_beyond_are_those_of_a_normal_distribution() -> None:
    from scipy.stats import norm

    stated, asked = np.array([0.05, 0.5, 0.95]), np.array([0.01, 0.25, 0.5, 0.99])
    made = between_levels(norm.ppf(stated, 3, 2), stated, asked)
    np.testing.assert_allclose(made, norm.ppf(asked, 3, 2), atol=1e-12)


def test_stale_days_are_told_by_a_day_count() -> None:
    from anso.services.epidemics.forecasting.models.learning.days import fresh_last

    days = np.array([[1.0, 2.0, 3.0, np.nan, np.nan], [1.0, 2.0, 3.0, 4.0, 5.0]])
    moved, stale = fresh_last(days)
    assert stale.tolist() == [2, 0]
    np.testing.assert_array_equal(moved[0], [np.nan, np.nan, 1, 2, 3])
