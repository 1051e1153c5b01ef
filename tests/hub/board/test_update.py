"""The cube brought up to date: what changed is scored again, what did not stays, what is gone goes."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from tests.hub.board.helpers import VINTAGES, axes

from anso.errors import AnsoError
from anso.hub.board.build import scored, update
from anso.hub.board.build.cells import with_cells
from anso.hub.board.cube import FORECAST, SCORED, Cube, empty_draft, generation_of, open_cube, publish
from anso.hub.board.explore import explore
from anso.hub.ensembles.members.rounds import by_round
from anso.hub.keeping import Hub

BASELINE = "synth-baseline"


@pytest.fixture
def own(kept_hub: Path, tmp_path: Path) -> Hub:
    shutil.copytree(kept_hub, tmp_path / "sample")
    return Hub(tmp_path / "sample")


def same(one: Cube, other: Cube) -> bool:
    return one.axes == other.axes and all(
        np.array_equal(one.arrays[name], other.arrays[name], equal_nan=True) for name in one.arrays
    )


def counting(monkeypatch: pytest.MonkeyPatch) -> list[set[tuple[str, date]]]:
    """What each call of the scorer was given."""
    seen = []
    score = scored.score

    def watched(forecasts: pl.DataFrame, *args: object, **kwargs: object) -> pl.DataFrame:
        seen.append(set(forecasts.select("model_id", "reference_date").unique().rows()))
        return score(forecasts, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(scored, "score", watched)
    return seen


def test_an_update_of_an_unchanged_hub_scores_nothing(
    own: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(own, tmp_path / "cube")
    before = generation_of(tmp_path / "cube")
    seen = counting(monkeypatch)
    update(own, tmp_path / "cube")
    assert (seen, generation_of(tmp_path / "cube")) == ([], before)


def test_a_new_round_and_a_new_model_are_scored_alone_and_as_if_all_were(
    own: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = own.rounds()[-1]
    table = own.forecasts(reference_dates=[last])
    newcomer = own.forecasts(models=[BASELINE], reference_dates=[last - timedelta(days=7)]).with_columns(
        pl.lit("aaa-new").alias("model_id")
    )
    for model in table["model_id"].unique():
        own.withdraw(model, str(last))
    update(own, tmp_path / "cube")
    own.write(table)
    own.write(newcomer)
    seen = counting(monkeypatch)
    grown = update(own, tmp_path / "cube")
    assert set.union(*seen) == {
        *table.select("model_id", "reference_date").rows(),
        ("aaa-new", last - timedelta(days=7)),
    }
    anew = update(own, tmp_path / "anew")
    assert grown is not None
    assert anew is not None
    assert grown.axes.models[0] == "aaa-new"
    assert same(grown, anew)


def test_an_observation_that_changes_scores_the_rounds_that_forecast_its_day(
    own: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(own, tmp_path / "cube")
    vintages = own.vintages()
    first = own.rounds()[0]
    day = first + timedelta(days=5)  # forecast one week ahead by the first round alone
    revised = vintages.filter(pl.col("target_end_date") == day).with_columns(
        pl.lit(date(2030, 1, 1)).alias("as_of"), pl.col("value") + 1000
    )
    own.write_observations(
        pl.concat([vintages, revised]).unique(["target_end_date", "target", "location", "as_of"])
    )
    seen = counting(monkeypatch)
    changed = update(own, tmp_path / "cube")
    assert {day for rounds in seen for _model, day in rounds} == {first}
    anew = update(own, tmp_path / "anew")
    assert changed is not None
    assert anew is not None
    assert same(changed, anew)


def test_a_withdrawn_submission_leaves_the_cube(own: Hub, tmp_path: Path) -> None:
    update(own, tmp_path / "cube")
    day = own.rounds()[2]
    own.withdraw(BASELINE, str(day))
    cube = update(own, tmp_path / "cube")
    assert cube is not None
    status = cube.arrays["status"][cube.axes.models.index(BASELINE)]
    assert not status[cube.axes.rounds.index(day)].any()
    assert (status[0] == SCORED).all()


def test_a_forecast_without_observation_waits(own: Hub, tmp_path: Path) -> None:
    day = own.rounds()[-1]
    own.write_observations(own.vintages().filter(pl.col("target_end_date") < day + timedelta(days=14)))
    cube = update(own, tmp_path / "cube")
    assert cube is not None
    status = cube.arrays["status"][cube.axes.models.index(BASELINE), -1, 0, :, 0]
    assert status.tolist() == [SCORED, SCORED, FORECAST, FORECAST]


def test_a_submission_that_cannot_be_scored_is_told_and_hides_no_other(own: Hub, tmp_path: Path) -> None:
    day = own.rounds()[1]
    path = own.folder.local / f"model-output/{BASELINE}/{day}-{BASELINE}.parquet"  # type: ignore[operator]
    pl.read_parquet(path).with_columns(-pl.col("value")).write_parquet(path)
    cube = update(own, tmp_path / "cube")
    assert cube is not None
    assert list(cube.sources["left_out"]) == [f"{BASELINE} {day}"]
    at = cube.axes.models.index(BASELINE)
    scored_rounds = (cube.arrays["status"][at] == SCORED).any(axis=(1, 2, 3)).tolist()
    assert scored_rounds == [True, False, True, True, True, True, True]


def test_a_process_that_ends_between_steps_loses_only_its_step(
    own: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anso.hub.board.build.steps.FILES_A_STEP", 9)

    class KilledError(Exception):
        pass

    def stop(share: float) -> None:
        if share > 0.3:
            raise KilledError

    with pytest.raises(KilledError):
        update(own, tmp_path / "cube", progress=stop)
    seen = counting(monkeypatch)
    resumed = update(own, tmp_path / "cube")
    assert 0 < sum(map(len, seen)) / 2 < len(own.files())
    anew = update(own, tmp_path / "anew")
    assert resumed is not None
    assert anew is not None
    assert same(resumed, anew)


def test_another_process_at_work_is_left_alone(own: Hub, tmp_path: Path) -> None:
    import fcntl

    (tmp_path / "cube").mkdir()
    with (tmp_path / "cube" / ".lock").open("w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        assert update(own, tmp_path / "cube") is None


def test_what_a_killed_writer_left_is_never_read_and_swept_away(tmp_path: Path) -> None:
    draft = empty_draft(axes(["m"]))
    publish(tmp_path, draft, {}, VINTAGES)
    half = tmp_path / "0123456789ab"
    half.mkdir()
    (half / "wis.npy").write_bytes(b"half")
    cube = open_cube(tmp_path)
    assert cube is not None
    assert cube.generation != half.name
    draft.arrays["wis"][:] = 7
    publish(tmp_path, draft, {}, VINTAGES)
    assert not half.exists()
    assert open_cube(tmp_path).score("wis").item() == 7  # type: ignore[union-attr]
    assert cube.score("wis").item() == 0  # what a reader has mapped stays as it was


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (
            {
                "reference_date": [date(2024, 1, 6)],
                "horizon": [0],
                "location": ["01"],
                "target": ["wk inc flu hosp"],
            },
            (date(2024, 1, 6), "wk inc flu hosp", 0, "01"),
        ),
        (
            {
                "origin_date": [date(2024, 1, 6)],
                "target": ["inf"],
                "age_group": ["65+"],
                "location": ["US"],
                "target_end_date": [date(2024, 1, 20)],
            },
            (date(2024, 1, 6), "inf · 65+", 2, "US"),
        ),
        (
            {"reference_date": [date(2024, 1, 6)], "target": ["t"], "horizon": [-1]},
            (date(2024, 1, 6), "t", -1, "all"),
        ),
    ],
)
def test_cells_are_found_by_whatever_a_hub_calls_its_columns(
    columns: dict[str, list[object]], expected: tuple[object, ...]
) -> None:
    table = pl.DataFrame(
        {"model_id": ["m"], **columns, "output_type": ["quantile"], "output_type_id": [0.5], "value": [1.0]}
    )
    assert with_cells(table).select("round", "series", "ahead", "place").row(0) == expected


def on_the_day_before(own: Hub, model: str, days: int = 1) -> None:
    """Let a model date all of its rounds a day or more earlier than the others, and forecast the same days."""
    table = own.forecasts(models=[model])
    for day in own.rounds():
        own.withdraw(model, str(day))
    own.write(table.with_columns(pl.col("reference_date") - timedelta(days=days)))


@pytest.mark.parametrize(("days", "rounds"), [(3, 7), (4, 14)])
def test_reference_dates_are_one_round_on_the_board_as_in_an_ensemble(
    own: Hub, tmp_path: Path, days: int, rounds: int
) -> None:
    on_the_day_before(own, "synth-trend", days)
    cube = update(own, tmp_path / "cube")
    assert cube is not None
    assert len(cube.axes.rounds) == rounds
    together, _moved = by_round(own.forecasts())
    assert together["reference_date"].n_unique() == rounds


def test_reference_dates_that_mean_one_round_are_one(own: Hub, tmp_path: Path) -> None:
    plain = update(own, tmp_path / "plain")
    assert plain is not None
    on_the_day_before(own, "synth-trend")
    dated = update(own, tmp_path / "dated")
    assert dated is not None
    assert same(plain, dated)
    first = plain.axes.rounds[0]
    assert dated.aliases[str(first - timedelta(days=1))] == str(first)
    place = plain.axes.locations[0]
    seen = explore(own, dated, models=["synth-trend"], day=first, target="inc case", location=place)
    assert (len(seen.forecasts), seen.absent) == (4, ())


def test_dates_grow_into_one_round_and_leave_it_as_files_come_and_go(own: Hub, tmp_path: Path) -> None:
    on_the_day_before(own, "synth-trend")
    last = own.rounds()[-1]
    later = own.forecasts(reference_dates=[last])
    for model in later["model_id"].unique():
        own.withdraw(model, str(last))
    early = update(own, tmp_path / "cube")
    assert early is not None
    assert early.axes.rounds[-1] == last - timedelta(days=1)
    own.write(later)
    grown = update(own, tmp_path / "cube")
    anew = update(own, tmp_path / "anew")
    assert grown is not None
    assert anew is not None
    assert grown.axes.rounds[-1] == last
    assert same(grown, anew)
    own.withdraw("synth-trend", str(last - timedelta(days=1)))
    less = update(own, tmp_path / "cube")
    assert less is not None
    assert not less.arrays["status"][less.axes.models.index("synth-trend"), -1].any()
    assert less.arrays["status"][less.axes.models.index(BASELINE), -1].all()


def test_a_model_that_speaks_on_both_dates_keeps_them_apart(own: Hub, tmp_path: Path) -> None:
    table = own.forecasts(models=[BASELINE])
    own.write(table.with_columns(pl.col("reference_date") - timedelta(days=1)))
    cube = update(own, tmp_path / "cube")
    assert cube is not None
    assert len(cube.axes.rounds) == 14
    assert cube.aliases == {}


def renamed(hub: Hub, name: str) -> Hub:
    """The same hub with its round's column called otherwise."""
    root = Path(hub.folder.root)
    tasks = root / "hub-config" / "tasks.json"
    tasks.write_text(tasks.read_text().replace("reference_date", name))
    for file in root.glob("model-output/*/*.parquet"):
        pl.read_parquet(file).rename({"reference_date": name}).write_parquet(file)
    return Hub(hub.folder.address)


def test_the_rounds_column_is_the_one_that_the_definition_names(own: Hub, tmp_path: Path) -> None:
    plain = update(own, tmp_path / "plain")
    other = renamed(own, "nowcast_date")
    cube = update(other, tmp_path / "cube")
    assert plain is not None
    assert cube is not None
    assert same(plain, cube)
    day, place = cube.axes.rounds[0], cube.axes.locations[0]
    seen = explore(other, cube, models=[BASELINE], day=day, target="inc case", location=place)
    assert seen.forecasts["end"].to_list() == [day + timedelta(days=5 + 7 * step) for step in range(4)]


def test_forecasts_of_no_round_are_refused_in_a_sentence() -> None:
    table = pl.DataFrame({"model_id": ["a-b"], "nowcast_date": [date(2024, 1, 3)], "location": ["MA"]})
    with pytest.raises(AnsoError) as refused:
        with_cells(table)
    assert str(refused.value) == (
        "The forecasts cannot be told apart by round: of their columns (nowcast_date, location) none names it. "
        "Let the hub's tasks.json name one as round_id, with round_id_from_variable, or call one reference_date"
    )
