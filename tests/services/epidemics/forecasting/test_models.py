"""All models: what any forecast must hold, what they must see, and what they must not."""

from types import ModuleType
from typing import Any

import numpy as np
import polars as pl
import pytest
from tests.services.epidemics.forecasting.helpers import made_archive, monday, vintages, waves

from anso.errors import AnsoError
from anso.services.epidemics.forecasting.known import Almanac, archive
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
