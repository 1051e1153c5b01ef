"""A hub's forecasts are read where they lie, CSV and Parquet alike, and only the files that are asked about."""

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from tests.hub.keeping.helpers import FIRST, LEVELS, small_hub, submission

from anso.errors import AnsoError, InvalidInputError, NotFoundError
from anso.hub.keeping import Hub
from anso.hub.keeping.query import Selection, select
from anso.hub.keeping.write import put
from anso.hub.reading import read_forecasts

WEEK = timedelta(days=7)


def test_written_forecasts_are_read_back_the_same(tmp_path: Path) -> None:
    hub = small_hub(tmp_path / "hub")
    tables = [submission("team-a"), submission("team-b", FIRST + WEEK)]
    paths = hub.write(pl.concat(tables))

    assert paths == [
        "model-output/team-a/2024-01-06-team-a.parquet",
        "model-output/team-b/2024-01-13-team-b.parquet",
    ]
    assert_frame_equal(hub.forecasts(), pl.concat(tables))
    assert_frame_equal(read_forecasts(tmp_path / "hub"), pl.concat(tables))
    assert hub.rounds() == [FIRST, FIRST + WEEK]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    models=st.sets(
        st.from_regex(r"[A-Za-z0-9_]{1,8}-[A-Za-z0-9_]{1,8}", fullmatch=True), min_size=1, max_size=3
    ),
    locations=st.sets(
        st.text(min_size=1, max_size=4).filter(lambda text: "\0" not in text), min_size=1, max_size=3
    ),
    values=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=3, max_size=3),
)
def test_whatever_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, models: set[str], locations: set[str], values: list[float]
) -> None:
    hub = small_hub(tmp_path_factory.mktemp("any") / "hub")
    table = pl.concat([submission(model, locations=sorted(locations)) for model in sorted(models)])
    stated = table.with_columns(pl.Series("value", sorted(values) * (len(table) // len(values))))
    hub.write(stated)

    keys = ["model_id", "location", "horizon", "output_type_id"]
    assert_frame_equal(hub.forecasts().sort(keys), stated.sort(keys))


def test_parquet_is_as_hubverse_has_it(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    hub = small_hub(tmp_path / "hub")
    [path] = hub.write(submission().select(reversed(submission().columns)))

    assert [(field.name, str(field.type)) for field in pq.read_schema(tmp_path / "hub" / path)] == [
        ("reference_date", "date32[day]"),
        ("target", "string"),
        ("horizon", "int32"),
        ("location", "string"),
        ("target_end_date", "date32[day]"),
        ("output_type", "string"),
        ("output_type_id", "double"),
        ("value", "double"),
    ]


def as_csv(hub: Path, table: pl.DataFrame, model: str, day: date) -> Path:
    path = hub / "model-output" / model / f"{day}-{model}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    table.drop("model_id").write_csv(path)
    return path


def test_csv_and_parquet_are_one_table(tmp_path: Path) -> None:
    hub = small_hub(tmp_path / "hub")
    hub.write(submission("team-a"))
    csv = submission("team-b")
    as_csv(tmp_path / "hub", csv.select(reversed(csv.columns)), "team-b", FIRST)

    assert_frame_equal(
        hub.forecasts().sort("model_id", "location", "horizon", "output_type_id"),
        pl.concat([submission("team-a"), csv]),
    )
    assert hub.forecasts(models=["team-b"])["location"].unique().sort().to_list() == ["01", "NA"]


def test_missing_ids_in_csv_are_missing_and_namibia_is_a_place(tmp_path: Path) -> None:
    hub = small_hub(tmp_path / "hub")
    path = as_csv(tmp_path / "hub", submission(locations=["NA"]), "team-a", FIRST)
    lines = path.read_text(encoding="utf-8").splitlines()
    mean = ",".join([*lines[1].split(",")[:5], "mean", "NA", "7"])
    path.write_text("\n".join([*lines, mean]), encoding="utf-8")

    last = hub.forecasts().row(-1, named=True)
    assert (last["location"], last["output_type"], last["output_type_id"], last["value"]) == (
        "NA",
        "mean",
        None,
        7.0,
    )


def test_questions_open_the_files_of_their_models_and_rounds_alone(tmp_path: Path) -> None:
    hub = small_hub(tmp_path / "hub")
    for model in ("team-a", "team-b", "team-c"):
        for week in range(3):
            hub.write(submission(model, FIRST + week * WEEK))
    for path in (tmp_path / "hub/model-output/team-c").iterdir():
        path.write_bytes(b"damaged")
    (tmp_path / "hub/model-output/team-a/2024-01-20-team-a.parquet").write_bytes(b"damaged")

    found = hub.forecasts(
        models=["team-a", "team-b"],
        reference_dates=[FIRST, FIRST + WEEK],
        horizons=[1],
        locations=["NA"],
        targets=["inc case"],
        output_types=["quantile"],
    )

    assert found.select("model_id", "reference_date").unique().height == 4
    assert found["value"].unique().to_list() == [110 + level for level in LEVELS]
    assert hub.forecasts(models=["team-b"], locations=[]).is_empty()
    assert hub.forecasts(models=["nobody"]).columns == found.columns


def test_a_damaged_file_is_named_among_sound_ones(tmp_path: Path) -> None:
    hub = small_hub(tmp_path / "hub")
    hub.write(pl.concat([submission("team-a"), submission("team-b")]))
    place = tmp_path / "hub/model-output/team-b/2024-01-06-team-b.parquet"
    place.write_bytes(place.read_bytes()[:-100])

    with pytest.raises(InvalidInputError, match=r"team-b/2024-01-06-team-b\.parquet: is cut off"):
        hub.forecasts()


def test_text_in_a_number_column_of_a_csv_is_named_by_row(tmp_path: Path) -> None:
    hub = small_hub(tmp_path / "hub")
    hub.write(submission("team-a"))
    path = as_csv(tmp_path / "hub", submission(), "team-b", FIRST)
    path.write_text(path.read_text(encoding="utf-8").replace("110.5", "many"), encoding="utf-8")

    with pytest.raises(InvalidInputError) as caught:
        hub.forecasts()
    assert str(caught.value) == (
        "model-output/team-b/2024-01-06-team-b.csv, row 11, column value: 'many' is not a number"
    )


def test_writing_replaces_a_submission_and_its_twin_in_csv(tmp_path: Path) -> None:
    hub = small_hub(tmp_path / "hub")
    path = as_csv(tmp_path / "hub", submission("team-a"), "team-a", FIRST)
    hub.write(submission("team-a", locations=["US"]))

    assert not path.exists()
    assert hub.forecasts()["location"].unique().to_list() == ["US"]
    hub.withdraw("team-a", str(FIRST))
    assert hub.forecasts().is_empty()


def in_weeks(hub: Hub) -> Hub:
    """The hub with its horizons as text."""
    tasks = json.loads(hub.folder.read("hub-config/tasks.json"))
    for one in tasks["rounds"]:
        for task in one["model_tasks"]:
            ids = task["task_ids"]["horizon"]
            for need in ("required", "optional"):
                ids[need] = [f"{step} wk ahead" for step in ids[need]] if ids[need] else ids[need]
    put(hub.folder, "hub-config/tasks.json", json.dumps(tasks).encode())
    return Hub(hub.folder.address)


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_horizons_of_text_are_read_in_the_hubs_unit(tmp_path: Path, kind: str) -> None:
    hub = in_weeks(small_hub(tmp_path / "hub"))
    table = submission("team-a").drop("model_id")
    text = table.with_columns(pl.format("{} wk ahead", "horizon").alias("horizon"))
    place = tmp_path / "hub/model-output/team-a"
    place.mkdir(parents=True)
    getattr(text, f"write_{kind}")(place / f"2024-01-06-team-a.{kind}")

    assert_frame_equal(hub.forecasts(), submission("team-a"))
    assert_frame_equal(read_forecasts(place), submission("team-a"), check_column_order=False)
    assert hub.forecasts(horizons=[1])["horizon"].unique().to_list() == [1]
    assert hub.query("SELECT max(horizon) AS last FROM forecasts").item() == 1


@pytest.mark.parametrize("stated", ["1 wk ahead", "1 day"])
def test_horizons_of_another_unit_are_named_by_file(tmp_path: Path, stated: str) -> None:
    hub = small_hub(tmp_path / "hub")
    hub.write(submission("team-a"))
    as_csv(
        tmp_path / "hub",
        submission(horizons=[1]).with_columns(pl.lit(stated).alias("horizon")),
        "team-b",
        FIRST,
    )

    with pytest.raises(InvalidInputError) as caught:
        hub.forecasts()
    assert str(caught.value) == (
        "model-output/team-b/2024-01-06-team-b.csv: cannot be read as its hub has it: the horizon "
        f"{stated!r} is none of this hub's whole numbers; write it as a number, 2"
    )


@pytest.mark.parametrize("model", ["../../escape", "plain", "a-b/c-d", " "])
def test_models_that_are_no_names_are_refused(tmp_path: Path, model: str) -> None:
    hub = small_hub(tmp_path / "hub")

    with pytest.raises(InvalidInputError, match="is no model's name"):
        hub.write(submission(model))
    assert [path.name for path in (tmp_path / "hub").iterdir()] == ["hub-config"]


def test_crossing_quantiles_are_not_written(tmp_path: Path) -> None:
    hub = small_hub(tmp_path / "hub")

    with pytest.raises(InvalidInputError, match=r"row 2, column value: .*must not descend"):
        hub.write(submission().with_columns(value=-pl.col("value")))
    assert hub.files() == []


def test_there_is_no_hub_where_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="There is no folder"):
        Hub(tmp_path / "nothing").forecasts()
    small_hub(tmp_path / "hub")
    with pytest.raises(AnsoError, match="There is a hub"):
        small_hub(tmp_path / "hub")


@pytest.mark.parametrize(
    "path",
    [
        "2024-01-06-team-a.parquet",
        "2024-01-06-team-a.snappy.parquet",
        "model_id=team-a/part-0.parquet",
        "team-a/2024-01-06-team-a.csv",
        "teams/2024-01-06-team-a.parquet",
    ],
)
def test_model_is_named_by_file_or_folder(tmp_path: Path, path: str) -> None:
    hub = small_hub(tmp_path / "hub")
    place = tmp_path / "hub/model-output" / path
    place.parent.mkdir(parents=True)
    table = submission().drop("model_id")
    if path.endswith("csv"):
        table.write_csv(place)
    else:
        table.write_parquet(place)

    for found in (hub.forecasts(models=["team-a"]), read_forecasts(tmp_path / "hub", models=["team-a"])):
        assert_frame_equal(found, submission("team-a"))
    assert hub.query("SELECT DISTINCT model_id FROM forecasts").item() == "team-a"
    assert hub.forecasts(models=["team-b"]).is_empty()


def test_columns_that_a_cloud_adds_are_left_out(tmp_path: Path) -> None:
    """In hubverse's cloud copies a file also holds its round and its model."""
    hub = small_hub(tmp_path / "hub")
    place = tmp_path / "hub/model-output/team-a/2024-01-06-team-a.parquet"
    place.parent.mkdir(parents=True)
    submission("team-a").with_columns(round_id=pl.lit("2024-01-06")).write_parquet(place)

    assert_frame_equal(hub.forecasts(), submission("team-a"))
    assert_frame_equal(read_forecasts(tmp_path / "hub"), submission("team-a"))


def test_one_value_asks_as_a_list_of_it_does(tmp_path: Path) -> None:
    hub = small_hub(tmp_path / "hub")
    hub.write(pl.concat([submission("team-a"), submission("team-b", FIRST + WEEK)]))
    one = hub.forecasts(
        models="team-a", reference_dates=FIRST, targets="inc case", locations="NA", horizons=1
    )

    assert_frame_equal(
        one, submission("team-a", locations=["NA"], horizons=[1]).with_columns(value=one["value"])
    )
    assert one["value"].to_list() == [110.1, 110.5, 110.9]
    assert [file.model for file in hub.files("team-b")] == ["team-b"]
    assert read_forecasts(tmp_path / "hub", models="team-b")["model_id"].unique().to_list() == ["team-b"]


def test_levels_in_half_precision_are_the_levels_that_were_meant(tmp_path: Path) -> None:
    hub = small_hub(tmp_path / "hub")
    [path] = hub.write(submission())
    halved = pl.read_parquet(tmp_path / "hub" / path).with_columns(pl.col("output_type_id").cast(pl.Float32))
    halved.write_parquet(tmp_path / "hub" / path)

    assert hub.forecasts()["output_type_id"].unique().sort().to_list() == list(LEVELS)


def test_a_file_that_goes_while_it_is_asked_for_is_named(tmp_path: Path) -> None:
    hub = small_hub(tmp_path / "hub")
    [path] = hub.write(submission())
    asked = Selection(tuple(hub.files()))
    hub.withdraw("team-model", "2024-01-06")

    with pytest.raises(NotFoundError, match=f"There is no file {path}; it was moved or withdrawn"):
        select(hub.folder, hub.definition, asked)


@pytest.mark.parametrize("name", ["te[a]m-a", "team-?", "*-*", "it's [a] \u0442eam-a"])
def test_a_name_that_looks_like_a_pattern_stands_for_itself(tmp_path: Path, name: str) -> None:
    hub = small_hub(tmp_path / "hub")
    [path] = hub.write(submission("team-a"))
    other = tmp_path / "hub/model-output" / name / f"{FIRST}-{name}.parquet"
    other.parent.mkdir()
    shutil.copy(tmp_path / "hub" / path, other)

    assert hub.forecasts().group_by("model_id").len().sort("model_id").rows() == sorted(
        [(name, len(submission())), ("team-a", len(submission()))]
    )
    assert hub.query("SELECT count(*) FROM forecasts").item() == 2 * len(submission())
