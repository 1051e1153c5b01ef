"""Observations as they were known on a day: the newest version published by then, series by series."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.hub.keeping.helpers import small_hub

from anso.errors import InvalidInputError, NotFoundError
from anso.hub.keeping import Hub
from anso.hub.keeping.target_data import known
from anso.hub.reading import read_observations

ENDS = date(2024, 1, 6)


def versions(*rows: tuple[int, str, float]) -> pl.DataFrame:
    """Rows of day, place and value, all for the same date."""
    return pl.DataFrame(
        {
            "target_end_date": [ENDS] * len(rows),
            "target": ["inc case"] * len(rows),
            "location": [place for _, place, _ in rows],
            "as_of": [ENDS + timedelta(days=day) for day, _, _ in rows],
            "value": [value for *_, value in rows],
        },
        schema_overrides={"value": pl.Float64},
    )


def values(table: pl.DataFrame) -> dict[str, float]:
    return dict(zip(table["location"].to_list(), table["value"].to_list(), strict=True))


def test_newest_version_of_each_place_by_a_day(tmp_path: Path) -> None:
    hub = small_hub(tmp_path / "hub")
    hub.write_observations(versions((14, "US", 130), (2, "US", 100), (9, "US", 120), (2, "NA", 7)))

    assert values(hub.observations(ENDS + timedelta(days=1))) == {}
    assert values(hub.observations(ENDS + timedelta(days=8))) == {"NA": 7, "US": 100}
    assert values(hub.observations(ENDS + timedelta(days=9))) == {"NA": 7, "US": 120}
    assert values(hub.observations()) == {"NA": 7, "US": 130}
    assert hub.observations().columns == ["target_end_date", "target", "location", "value"]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.sampled_from("ABC"), st.floats(0, 9)),
        unique_by=lambda row: row[:2],
        min_size=1,
    ),
    st.integers(-1, 21),
)
def test_known_is_what_a_plain_loop_finds(rows: list[tuple[int, str, float]], day: int) -> None:
    expected = {place: value for published, place, value in sorted(rows) if published <= day}

    assert values(known(versions(*rows), ENDS + timedelta(days=day))) == expected


def test_target_data_is_as_hubverse_has_it(tmp_path: Path) -> None:
    hub = small_hub(tmp_path / "hub")
    path = hub.write_observations(versions((2, "US", 100)))

    assert path == "target-data/time-series.parquet"
    assert pl.read_parquet(tmp_path / "hub" / path).columns == [
        "target_end_date",
        "target",
        "location",
        "as_of",
        "observation",
    ]


def time_series_csv(hub: Path) -> None:
    (hub / "target-data").mkdir()
    (hub / "target-data/time-series.csv").write_text(
        "target_end_date,target,location,observation,as_of\n2024-01-06,inc case,01,5,2024-01-08\n"
        "2024-01-06,inc case,NA,NA,2024-01-08\n",
        encoding="utf-8",
    )


def partitioned(hub: Path) -> None:
    for day, value in (("2024-01-08", 4.0), ("2024-01-15", 5.0)):
        folder = hub / "target-data/time-series" / f"as_of={day}"
        folder.mkdir(parents=True)
        pl.DataFrame(
            {"target_end_date": [ENDS, ENDS], "location": ["01", "NA"], "observation": [value, None]}
        ).write_parquet(folder / "part-0.parquet")


def oracle_output(hub: Path) -> None:
    (hub / "target-data").mkdir()
    (hub / "target-data/oracle-output.csv").write_text(
        "location,target_end_date,target,output_type,output_type_id,oracle_value\n"
        "01,2024-01-06,inc case,quantile,NA,5\n01,2024-01-06,inc case,mean,NA,5\n"
        "01,2024-01-06,inc case,pmf,high,1\n01,2024-01-06,inc case,pmf,low,0\n"
        "NA,2024-01-06,inc case,mean,NA,NA\n",
        encoding="utf-8",
    )


@pytest.mark.parametrize("make", [time_series_csv, partitioned, oracle_output])
def test_observations_of_every_layout_are_read(tmp_path: Path, make: Any) -> None:
    hub = small_hub(tmp_path / "hub")
    make(tmp_path / "hub")

    assert values(hub.observations()) == {"01": 5.0, "NA": None}


def test_hub_without_observations_says_where_they_belong(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="target-data holds no time-series or oracle-output"):
        small_hub(tmp_path / "hub").observations()


def test_observations_with_text_for_a_number_are_named(tmp_path: Path) -> None:
    hub = Hub(small_hub(tmp_path / "hub").folder.address)
    (tmp_path / "hub/target-data").mkdir()
    (tmp_path / "hub/target-data/time-series.csv").write_text(
        "target_end_date,location,observation\n2024-01-06,01,few\n", encoding="utf-8"
    )

    with pytest.raises(InvalidInputError) as caught:
        hub.observations()
    assert str(caught.value) == (
        "target-data/time-series.csv, row 1, column observation: 'few' is not a number"
    )


def test_a_column_that_describes_makes_no_second_series(tmp_path: Path) -> None:
    """The hub's target-data.json says which columns tell observations apart; `status` is not among them."""
    hub = small_hub(tmp_path / "hub")
    noted = versions((2, "US", 100), (9, "US", 120)).with_columns(status=pl.Series(["early", "final"]))
    hub.write_observations(noted)

    assert hub.observations().select("location", "status", "value").rows() == [("US", "final", 120.0)]


def test_what_was_known_is_refused_where_no_versions_are_kept(tmp_path: Path) -> None:
    """The values as they became, given for those of a day, would be a look into the future."""
    hub = small_hub(tmp_path / "hub")
    hub.write_observations(versions((2, "US", 100)).drop("as_of"))

    assert values(hub.observations()) == {"US": 100}
    with pytest.raises(InvalidInputError, match="the hub hub keeps no versions of its observations"):
        hub.observations(ENDS)


def with_rates(folder: Path, *rates: str) -> Hub:
    """A hub whose series is in CSV, with columns beside the number, of which its definition tells the types."""
    small_hub(folder)
    file = folder / "hub-config" / "target-data.json"
    said = json.loads(file.read_text())
    said["time-series"] = {
        "non_task_id_schema": {
            "weekly_rate": "double",
            "reports": "integer",
            "final": "logical",
            "told": "Date",
            "location_name": "character",
        }
    }
    file.write_text(json.dumps(said))
    rows = [f"{ENDS},inc case,US,{rate},12,TRUE,2024-01-09,USA,5" for rate in rates]
    header = "target_end_date,target,location,weekly_rate,reports,final,told,location_name,observation"
    (folder / "target-data").mkdir()
    (folder / "target-data" / "time-series.csv").write_text("\n".join([header, *rows]))
    return Hub(folder)


def test_columns_beside_the_number_have_the_types_that_the_hub_states(tmp_path: Path) -> None:
    hub = with_rates(tmp_path / "hub", "1.25", "NA")
    table = hub.observations().select("weekly_rate", "reports", "final", "told", "location_name")

    assert table.rows() == [
        (1.25, 12, True, date(2024, 1, 9), "USA"),
        (None, 12, True, date(2024, 1, 9), "USA"),
    ]
    assert read_observations(tmp_path / "hub").equals(hub.vintages())


def test_a_described_cell_without_such_a_reading_is_named(tmp_path: Path) -> None:
    hub = with_rates(tmp_path / "hub", "1.25", "high")

    with pytest.raises(InvalidInputError, match=r"row 2, column weekly_rate: 'high' is not a number"):
        hub.observations()
