"""Forecasts are read from every shape of file and folder, or refused with file, row and mend."""

import gzip
import time
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from anso.errors import InvalidInputError, NotFoundError
from anso.hub.reading import read_forecasts, unknown_locations
from anso.hub.reading import room as room_module

CSV = """model_id,reference_date,target,horizon,location,target_end_date,output_type,output_type_id,value
flat,2021-03-08,inc case,1,01,2021-03-13,quantile,0.1,3
flat,2021-03-08,inc case,1,01,2021-03-13,quantile,0.9,4.5
flat,2021-03-08,inc case,1,NA,2021-03-13,mean,NA,1e3
"""
KEYS = {
    "model_id": "flat",
    "reference_date": date(2021, 3, 8),
    "target": "inc case",
    "horizon": 1,
    "target_end_date": date(2021, 3, 13),
}


def table() -> pl.DataFrame:
    return pl.DataFrame(
        [
            KEYS | {"location": "01", "output_type": "quantile", "output_type_id": 0.1, "value": 3.0},
            KEYS | {"location": "01", "output_type": "quantile", "output_type_id": 0.9, "value": 4.5},
            KEYS | {"location": "NA", "output_type": "mean", "output_type_id": None, "value": 1000.0},
        ],
        schema_overrides={"horizon": pl.Int32},
    ).select(CSV.split("\n", 1)[0].split(","))


def written(folder: Path, name: str) -> Path:
    """The table in the format that the name asks for."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if name.endswith(".parquet"):
        table().write_parquet(path)
    elif name.endswith(".gz"):
        path.write_bytes(gzip.compress(CSV.encode()))
    else:
        path.write_text(CSV, encoding="utf-8")
    return path


def refusal(path: Path, *, check: bool = False) -> str:
    with pytest.raises(InvalidInputError) as caught:
        read_forecasts(path, check=check)
    return str(caught.value).replace(f"{path.parent}/", "")


@pytest.mark.parametrize("name", ["f.csv", "f.csv.gz", "f.parquet", "named-otherwise.txt"])
def test_every_format_gives_the_same_table(tmp_path: Path, name: str) -> None:
    assert_frame_equal(read_forecasts(written(tmp_path, name)), table())


@pytest.mark.parametrize("change", ["\ufeff{}", "{}\n\n"])
def test_marks_of_order_and_empty_lines_do_no_harm(tmp_path: Path, change: str) -> None:
    path = tmp_path / "f.csv"
    path.write_text(change.format(CSV), encoding="utf-8")

    assert_frame_equal(read_forecasts(path), table())


def test_lines_may_end_as_in_windows_and_cells_may_be_quoted(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    quoted = "\r\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in CSV.splitlines())
    path.write_bytes(quoted.encode())

    assert_frame_equal(read_forecasts(path), table())


def test_horizons_in_words_and_days_with_their_midnight_are_read(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    text = CSV.replace(",inc case,1,", ",inc case,1 wk ahead,").replace("2021-03-13", "2021-03-13 00:00:00")
    path.write_text(text)
    assert_frame_equal(read_forecasts(path), table())
    path.write_text(text.replace("1 wk ahead", "7 day", 1))
    assert refusal(path) == (
        "words.csv, row 2, column horizon: '1 wk ahead' is not a whole number\n"
        "words.csv, row 3, column horizon: '1 wk ahead' is not a whole number"
    )


def test_a_file_that_goes_on_in_zeros_is_refused_at_once_whatever_its_size(tmp_path: Path) -> None:
    path = tmp_path / "copied.csv"
    path.write_text(CSV + CSV.partition("\n")[2] * 1000)
    with path.open("r+b") as file:
        file.truncate(5 << 30)
    begun = time.monotonic()
    assert refusal(path).startswith("copied.csv: is damaged: from byte ")
    assert time.monotonic() - begun < 1


def test_a_line_of_no_rows_length_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text(CSV + "1" * 1_000_000)
    assert "has a line of more than 65,536 bytes" in refusal(path)


def test_a_folder_is_one_table_and_its_files_name_their_models(tmp_path: Path) -> None:
    one, other = table(), table().with_columns(model_id=pl.lit("team-model"))
    one.write_parquet(tmp_path / "mine.parquet")
    other.drop("model_id").write_csv(tmp_path / "2021-03-08-team-model.csv")
    (tmp_path / "README.md").write_text("no table", encoding="utf-8")

    found = read_forecasts(tmp_path)
    assert_frame_equal(found.sort("model_id", "value"), pl.concat([one, other]))
    assert_frame_equal(read_forecasts(tmp_path, models=["flat"]), one)


def test_partitions_name_columns(tmp_path: Path) -> None:
    path = tmp_path / "target=inc case" / "model_id=team-a" / "part-0.parquet"
    path.parent.mkdir(parents=True)
    table().drop("model_id", "target").write_parquet(path)

    found = read_forecasts(tmp_path)
    assert found.select("model_id", "target").unique().row(0) == ("team-a", "inc case")


def test_ids_that_are_numbers_here_and_text_there_are_text(tmp_path: Path) -> None:
    table().write_parquet(tmp_path / "one.parquet")
    pmf = (
        table()
        .head(2)
        .with_columns(
            output_type=pl.lit("pmf"), output_type_id=pl.Series(["low", "high"]), value=pl.Series([0.2, 0.8])
        )
    )
    pmf.write_parquet(tmp_path / "two.parquet")

    assert read_forecasts(tmp_path)["output_type_id"].to_list() == ["0.1", "0.9", None, "low", "high"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",3\n", ",three\n", "f.csv, row 1, column value: 'three' is not a number"),
        ("1,01", "1.5,01", "f.csv, row 1, column horizon: '1.5' is not a whole number"),
        ("2021-03-13", "13/03/2021", "f.csv, row 1, column target_end_date: '13/03/2021' is not a date such as 2021-03-08"),
        ("output_type_id,value", "output_type_id,Value", "f.csv: has no column 'value'; column 'Value' looks like it: rename it to 'value'"),
        ("target,horizon", "target,target", "f.csv, line 1: names the column 'target' 2 times; name each once"),
        ("target,horizon", "target,", "f.csv, line 1: leaves the name of column 4 empty"),
        (",3\n", ",3,4\n", "f.csv, line 2: has 10 cells and the first line 9; give each column one"),
        (CSV, CSV.replace(",", ";"), "f.csv, line 1: separates the columns by ';'; separate them by commas"),
        (CSV, CSV.split("\n", 1)[0] + "\n", "f.csv: holds no rows"),
        (CSV, "", "f.csv: is empty; a table has a line of column names and rows"),
        (CSV, "%PDF-1.7 …", "f.csv: is a PDF document, whatever its name; give CSV or Parquet"),
        (CSV, '{"a": 1}', "f.csv: is JSON, whatever its name; give CSV or Parquet"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_csv_is_said(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "f.csv"
    path.write_text(CSV.replace(old, new, 1), encoding="utf-8")

    assert refusal(path) == message


def test_all_bad_cells_are_named_and_beyond_twenty_rows_counted(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    row = CSV.splitlines()[1].replace("quantile,0.1,3", "quantile,0.1,x").replace("1,01", "one,01")
    path.write_text("\n".join([CSV.splitlines()[0], *[row] * 30]), encoding="utf-8")
    said = refusal(path).splitlines()

    assert said[:2] == [
        "f.csv, row 1, column horizon: 'one' is not a whole number",
        "f.csv, row 1, column value: 'x' is not a number",
    ]
    assert said[-1] == "f.csv: 10 further rows hold such cells"
    assert len(said) == 41


def test_text_in_other_encodings_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(CSV.replace("flat", "Öl").encode("latin-1"))
    assert "is not text in UTF-8" in refusal(path)

    path.write_bytes(CSV.encode("utf-16"))
    assert refusal(path) == "f.csv: is text in UTF-16; save it as UTF-8"


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.99])
def test_cut_off_files_are_told_so(tmp_path: Path, kept: float) -> None:
    for name, words in (("f.parquet", "is cut off"), ("f.csv.gz", "is damaged and cannot be unpacked")):
        path = written(tmp_path, name)
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * kept)])
        assert refusal(path).startswith(f"{name}: {words}")


def test_a_damaged_page_is_no_crash(tmp_path: Path) -> None:
    path = written(tmp_path, "f.parquet")
    content = bytearray(path.read_bytes())
    footer = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    content[4:footer] = b"\xff" * (footer - 4)
    path.write_bytes(content)

    assert refusal(path).startswith("f.parquet: is damaged and cannot be read")


@pytest.mark.parametrize("name", ["f.parquet", "f.csv"])
def test_a_renamed_file_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04 and so on")
    assert (
        refusal(path)
        == f"{name}: is a ZIP archive or an Excel workbook, whatever its name; give CSV or Parquet"
    )


def test_checked_reading_names_crossings_by_file_and_row(tmp_path: Path) -> None:
    for name in ("2021-03-08-team-a.csv", "2021-03-08-team-b.csv"):
        (tmp_path / name).write_text(CSV.replace("0.9,4.5", "0.9,2"), encoding="utf-8")
    found = read_forecasts(tmp_path)
    with pytest.raises(InvalidInputError) as caught:
        read_forecasts(tmp_path, check=True)

    assert len(found) == 6
    assert [problem.where for problem in caught.value.problems] == [
        "2021-03-08-team-a.csv, row 2, column value".replace("2021", f"{tmp_path}/2021"),
        "2021-03-08-team-b.csv, row 2, column value".replace("2021", f"{tmp_path}/2021"),
    ]


def test_a_file_that_says_no_model_is_asked_for_one(tmp_path: Path) -> None:
    path = tmp_path / "forecasts.csv"
    path.write_text("\n".join(line.partition(",")[2] for line in CSV.splitlines()), encoding="utf-8")

    assert refusal(path) == (
        "forecasts.csv: does not say whose forecasts it holds; add a column model_id, or name the file "
        "<round>-<team>-<model>, such as 2024-01-06-team-model.parquet"
    )


def test_nothing_at_the_address_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="There is no file or folder"):
        read_forecasts(tmp_path / "nothing.csv")
    with pytest.raises(NotFoundError, match="holds no forecasts"):
        read_forecasts(tmp_path)


def test_a_file_beyond_the_room_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room_module, "free_bytes", lambda: 400_000)
    csv, parquet = tmp_path / "f.csv", tmp_path / "f.parquet"
    header, row = CSV.splitlines()[:2]
    with csv.open("w", encoding="utf-8") as file:
        file.write(f"{header}\n" + f"{row}\n" * 50_000)
    pl.concat([table()] * 40_000).write_parquet(parquet)
    begun = time.monotonic()

    assert refusal(parquet) == (
        "f.parquet: holds about 0.1 million rows, and the memory that is free here takes 914. "
        "Split it by model or round, as a hub's folder has it, or use a machine with more memory"
    )
    assert refusal(csv).startswith("f.csv: holds about 49,99")
    assert time.monotonic() - begun < 1
    for path in (csv, parquet):
        assert read_forecasts(path, models=["nobody"]).is_empty()
        with pytest.raises(InvalidInputError, match="holds about"):
            read_forecasts(path, models=["flat"])


def test_what_unpacks_beyond_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from anso.hub.reading import csv_files

    monkeypatch.setattr(csv_files, "UNPACKED_LIMIT", 1 << 20)
    path = tmp_path / "f.csv.gz"
    path.write_bytes(gzip.compress(bytes(1 << 24)))

    assert "unpacks to more than" in refusal(path)


def test_unknown_places_are_named_with_what_they_may_mean() -> None:
    observed = pl.DataFrame({"location": ["01", "US", "KZ"]})
    stated = pl.DataFrame({"location": ["US", "1", "KZ", "kz", "Atlantis", "1", None]})

    assert [str(problem) for problem in unknown_locations(stated, observed, where="f.csv")] == [
        "f.csv, row 2, column location: '1' is in no observation (2 rows have it); did you mean '01'?",
        "f.csv, row 4, column location: 'kz' is in no observation (1 rows have it); did you mean 'KZ'?",
        "f.csv, row 5, column location: 'Atlantis' is in no observation (1 rows have it); name places as the observations do",
        "f.csv, row 7, column location: None is in no observation (1 rows have it); name places as the observations do",
    ]
