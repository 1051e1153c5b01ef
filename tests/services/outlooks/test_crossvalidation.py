from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from tests.services.outlooks.files import separate, written
from tests.services.outlooks.helpers import hindcasts, lesson

from anso.cli.outlooks.crossvalidate import crossvalidate as command
from anso.config import config
from anso.errors import InvalidInputError
from anso.services.outlooks import crossvalidate, crossvalidation, scores
from anso.services.outlooks.calibrating.emos import emos
from anso.services.outlooks.distributions.distribution import categories
from anso.services.outlooks.scores import DETAILS, SCORES


def test_scores_are_those_of_each_year_forecast_from_the_others() -> None:
    """The whole way again by the definition: year by year, point by point."""
    found = hindcasts(years=14, latitudes=3, longitudes=2)
    weights = np.cos(np.deg2rad(found.latitudes))
    mine = climate = 0.0
    for year in range(14):
        given = lesson(found, year)
        said = categories(emos(given, 0), given.terciles).reshape(3, 3, 2)
        others = np.delete(found.observed, year, axis=0)
        for row in range(3):
            for column in range(2):
                low, high = np.quantile(others[:, row, column], [1 / 3, 2 / 3])
                came = [found.observed[year, row, column] <= edge for edge in (low, high)]
                below = np.cumsum(said[:, row, column])[:2]
                mine += weights[row] * ((below - came) ** 2).sum()
                climate += weights[row] * ((np.array([1 / 3, 2 / 3]) - came) ** 2).sum()
    table = scores(crossvalidate(found, methods=("ngr:model-0",)))
    assert table["rpss"][0] == pytest.approx(1 - mine / climate)


def test_every_method_is_told_with_the_final_one_last() -> None:
    table = scores(crossvalidate(hindcasts(rain=True, members=4)), details=True)
    assert table.columns == [*SCORES, *DETAILS]
    assert table["method"].to_list() == [
        "climatology",
        *("mean-variance:model-0", "ngr:model-0", "mean-variance:model-1", "ngr:model-1"),
        *("ngr", "ngr-gamma", "ngr-censored", "elr", "quantile-mapping", "pcr", "cca"),
        *("equal", "by-skill", "ridge", "bma", "stacked-rps", "stacked-log", "anso"),
    ]
    assert table["rpss"][0] == pytest.approx(0, abs=1e-12)
    assert table["crpss"][0] == pytest.approx(0, abs=1e-12)
    assert table["reliability_slope"][0] is None
    assert table.filter(pl.any_horizontal(pl.col("rpss", "crpss", "seconds").is_null())).is_empty()


def test_methods_for_amounts_are_left_out_where_values_are_negative() -> None:
    answers = crossvalidate(hindcasts())
    assert not {"ngr-gamma", "ngr-censored"} & {told.method for told in answers.told}


def test_years_that_were_not_observed_at_a_point_do_not_count() -> None:
    found = hindcasts()
    gaps = replace(found, observed=found.observed.copy())
    gaps.observed[2:4, :3] = np.nan
    answers = crossvalidate(gaps, methods=("anso",))
    assert answers.weights[2:4].sum() < answers.weights[4:6].sum()
    assert np.isfinite(scores(answers)["rpss"][0])


def test_processes_give_what_one_process_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    found = hindcasts(rain=True)
    here = crossvalidate(found, "leave-three-out", ("anso", "ngr"))
    monkeypatch.setattr(crossvalidation, "TOGETHER", 0)
    monkeypatch.setenv("ANSO_CORES", "2")
    config.cache_clear()
    there = crossvalidate(found, "leave-three-out", ("anso", "ngr"))
    config.cache_clear()
    for one, other in zip(here.told, there.told, strict=True):
        np.testing.assert_array_equal(one.probabilities, other.probabilities)
        np.testing.assert_array_equal(one.crps, other.crps)


def test_an_unknown_method_is_refused_by_name() -> None:
    with pytest.raises(InvalidInputError, match="--methods: there is no magic; there are climatology"):
        crossvalidate(hindcasts(), methods=("magic",))


def test_the_command_writes_the_scores(tmp_path: Path) -> None:
    output = tmp_path / "scores.csv"
    command(written(tmp_path, separate()), output=output, scheme="leave-three-out", methods="equal,anso")
    table = pl.read_csv(output)
    assert table.columns == ["method", "rpss", "reliability_slope", "crpss", "seconds"]
    assert table["method"].to_list() == ["equal", "anso"]
    assert table["rpss"].min() > 0.3


def test_the_command_refuses_a_place_it_cannot_write_before_it_reads(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="make it first"):
        command(tmp_path / "none.nc", output=tmp_path / "no" / "scores.csv")
