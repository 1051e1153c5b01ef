"""What the explorer shows: bands as stated, and of the truth no more than was known."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from anso.hub.board.cube import Cube
from anso.hub.board.explore import bands_of, explore, truth_of
from anso.hub.keeping import Hub

DAY = date(2024, 1, 1)


def test_explorer_gives_the_hubs_own_quantiles_and_says_who_is_absent(hub: Hub, cube: Cube) -> None:
    day, place = hub.rounds()[3], cube.axes.locations[0]
    seen = explore(
        hub, cube, models=["synth-baseline", "no-body"], day=day, target="inc case", location=place
    )
    rows = hub.forecasts(
        models=["synth-baseline"],
        reference_dates=[day],
        targets=["inc case"],
        locations=[place],
        horizons=[2],
    )
    stated = dict(rows.select("output_type_id", "value").iter_rows())
    second = seen.forecasts.row(1, named=True)
    assert second == {
        "model_id": "synth-baseline",
        "end": rows["target_end_date"][0],
        "lower_95": stated[0.025],
        "lower_50": stated[0.25],
        "median": stated[0.5],
        "upper_50": stated[0.75],
        "upper_95": stated[0.975],
    }
    assert seen.absent == ("no-body",)


def test_truth_known_then_ends_with_the_round_and_is_not_yet_corrected(hub: Hub, cube: Cube) -> None:
    day, place = hub.rounds()[3], cube.axes.locations[0]
    seen = explore(hub, cube, models=["synth-baseline"], day=day, target="inc case", location=place)
    known = hub.observations(as_of=day).filter(
        (pl.col("location") == place) & (pl.col("target") == "inc case")
    )
    assert max(seen.then["end"]) == max(known["target_end_date"]) <= day
    newest = known.sort("target_end_date")["value"].to_list()[-len(seen.then) :]
    assert seen.then["value"].to_list() == newest
    assert max(seen.now["end"]) == max(seen.forecasts["end"])
    assert seen.now["value"].to_list()[: len(newest)] != newest


def test_truth_known_then_is_not_shown_where_no_versions_are_kept(
    hub: Hub, cube: Cube, tmp_path: Path
) -> None:
    """Without versions the truth of today would stand for that of then, with days that were still to come."""
    unversioned = tmp_path / "vintages.parquet"
    hub.observations().write_parquet(unversioned)
    seen = explore(
        hub,
        replace(cube, vintages_file=unversioned),
        models=["synth-baseline"],
        day=hub.rounds()[3],
        target="inc case",
        location=cube.axes.locations[0],
    )
    assert (seen.then.height, max(seen.now["end"])) == (0, max(seen.forecasts["end"]))


def test_truth_is_chosen_by_the_columns_that_are_asked_and_by_no_other() -> None:
    rows = {"location": "a", "location_name": "Alaska", "target_end_date": DAY, "target": "t"}
    observed = pl.DataFrame(
        [rows | {"age_group": age, "value": value} for age, value in (("0-4", 1), ("5+", 2))]
    )
    asked = {"target": "t", "age_group": "5+", "scenario_id": "A"}
    assert truth_of(observed, asked, "a", DAY, DAY).rows() == [(DAY, 2.0)]
    assert truth_of(observed.drop("target"), {"age_group": "0-4"}, "a", DAY, DAY).rows() == [(DAY, 1.0)]


def test_samples_are_summed_up_by_their_quantiles() -> None:
    values = np.arange(101.0)
    table = pl.DataFrame(
        {
            "model_id": "m",
            "reference_date": DAY,
            "target": "t",
            "horizon": 1,
            "location": "a",
            "target_end_date": DAY + timedelta(days=5),
            "output_type": "sample",
            "output_type_id": [str(number) for number in range(101)],
            "value": values,
        }
    )
    found = bands_of(table, "t", "a").row(0)
    assert found == ("m", DAY + timedelta(days=5), pytest.approx(2.5), 25.0, 50.0, 75.0, pytest.approx(97.5))


def test_a_level_that_was_not_stated_is_nothing() -> None:
    table = pl.DataFrame(
        {
            "model_id": "m",
            "reference_date": DAY,
            "target": "t",
            "horizon": 1,
            "location": "a",
            "target_end_date": DAY + timedelta(days=5),
            "output_type": "quantile",
            "output_type_id": [0.1, 0.5, 0.9],
            "value": [1.0, 2.0, 3.0],
        }
    )
    assert bands_of(table, "t", "a").row(0)[2:] == (None, None, 2.0, None, None)
