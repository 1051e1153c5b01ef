"""The synthetic hub is sound, labelled, the same from the same seed, and its models differ as their names say."""

import hashlib
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from anso.hub.keeping import Hub
from anso.hub.simulate import simulate_hub
from anso.hub.simulate.epidemic import epidemic
from anso.release.forecast import faults, key_columns


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Hub:
    return simulate_hub(
        str(tmp_path_factory.mktemp("sample") / "synthetic"), rounds=20, models=10, locations=6
    )


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_same_seed_gives_the_same_bytes_and_another_gives_others(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("two", 3), ("three", 4)):
        simulate_hub(str(tmp_path / name), models=3, rounds=4, locations=["KZ", "LK"], seed=seed)
    one, two, three = (digests(tmp_path / name) for name in ("one", "two", "three"))

    assert one == two
    changed = {path for path in one if one[path] != three[path]}
    assert {path.split("/")[0] for path in changed} == {"model-output", "target-data"}


def test_everything_says_that_it_is_synthetic(hub: Hub) -> None:
    assert hub.synthetic
    assert "synthetic" in hub.name.lower()
    assert {model.id.partition("-")[0] for model in hub.models()} == {"synth"}
    assert all("Synthetic" in model.name and model.problems == () for model in hub.models())


def test_its_forecasts_are_sound_and_within_its_definition(hub: Hub) -> None:
    table = hub.forecasts()

    assert faults(table) == []
    assert set(table["location"]) == {*hub.definition.locations} == {"KZ", "PK", "LK", "TH", "MN", "UZ"}
    assert set(table["target"]) == {"inc case", "inc death"}
    assert sorted(set(table["horizon"])) == [1, 2, 3, 4]
    assert hub.rounds() == [date(2024, 1, 1) + timedelta(days=7 * week) for week in range(20)]
    lengths = (pl.col("target_end_date") - pl.col("reference_date")).dt.total_days() - 7 * pl.col("horizon")
    assert table.select(lengths.unique()).to_series().to_list() == [-2]
    assert table.group_by(key_columns(table)).len()["len"].unique().to_list() == [23]


def test_models_join_late_leave_early_and_leave_places_out(hub: Hub) -> None:
    taken = (
        hub.forecasts(horizons=[1], targets=["inc case"])
        .group_by("model_id")
        .agg(
            pl.col("reference_date").min().alias("first"),
            pl.col("reference_date").max().alias("last"),
            pl.col("location").n_unique().alias("places"),
        )
    )
    of = {row["model_id"]: row for row in taken.iter_rows(named=True)}

    assert of["synth-late"]["first"] == date(2024, 1, 1) + timedelta(days=7 * 8)
    assert of["synth-dropout"]["last"] == date(2024, 1, 1) + timedelta(days=7 * 10)
    assert of["synth-regional"]["places"] == 3
    assert of["synth-baseline"]["places"] == 6


def test_skill_and_spread_are_what_the_names_promise(hub: Hub) -> None:
    truth = hub.observations()
    levels = hub.forecasts().join(
        truth.rename({"value": "came"}), on=["target", "location", "target_end_date"]
    )
    keys = [*key_columns(hub.forecasts())]
    at = {
        name: pl.col("value").filter(pl.col("output_type_id") == level).first()
        for name, level in (("low", 0.025), ("middle", 0.5), ("high", 0.975))
    }
    each = levels.group_by(keys).agg(pl.col("came").first(), **at)
    said = each.group_by("model_id").agg(
        ((pl.col("low") <= pl.col("came")) & (pl.col("came") <= pl.col("high"))).mean().alias("covered"),
        (pl.col("middle").log1p() - pl.col("came").log1p()).abs().mean().alias("error"),
        (pl.col("middle").log1p() - pl.col("came").log1p()).mean().alias("lean"),
    )
    of = {row["model_id"].removeprefix("synth-"): row for row in said.iter_rows(named=True)}

    assert of["insight"]["error"] < of["trend"]["error"] < of["baseline"]["error"] < of["sluggish"]["error"]
    assert of["overconfident"]["covered"] < 0.75 < of["trend"]["covered"] < of["underconfident"]["covered"]
    assert of["biased"]["lean"] > of["trend"]["lean"] + 0.1


def test_reports_fall_short_at_first_and_are_corrected(hub: Hub) -> None:
    vintages = hub.vintages().filter(pl.col("target") == "inc case")
    final = hub.observations().rename({"value": "final"})
    age = (pl.col("as_of") - pl.col("target_end_date")).dt.total_days()
    compared = vintages.join(final, on=["target", "location", "target_end_date"]).with_columns(age=age)
    share = compared.group_by("age").agg((pl.col("value").sum() / pl.col("final").sum()).alias("share"))
    of = dict(share.iter_rows())

    assert of[2] == pytest.approx(0.9, abs=0.03)
    assert of[9] == pytest.approx(0.97, abs=0.03)
    assert of[65] == 1
    assert min(of) == 2, "a week was known before it ended"


def test_nothing_is_known_before_it_was_reported() -> None:
    made = epidemic(
        np.random.default_rng(0), np.array([1e7, 1e6]), targets=2, history=30, rounds=5, horizons=3
    )

    assert made.final.shape == (2, 2, 37)
    for turn in range(5):
        assert np.isnan(made.known[turn, :, :, 30 + turn :]).all()
        assert (~np.isnan(made.known[turn, :, :, : 29 + turn])).all()
    assert (made.final >= 0).all()


def test_the_sample_of_a_fresh_installation_is_made_in_seconds(tmp_path: Path) -> None:
    begun = time.process_time()
    sample = simulate_hub(str(tmp_path / "sample"))

    assert time.process_time() - begun < 6  # a second or two on an idle machine
    assert len(sample.rounds()) == 26
    assert len(sample.models()) == 9
