"""A small valid hub in a folder, and the means to break one thing in it."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.hub.definition.helpers import CATEGORIES, LEVELS, contents

from anso.hub.checks import Report
from anso.hub.checks.inspect import Kind, inspect
from anso.hub.folder import HubFolder

ROUND = "2022-10-22"
MODEL = "team-model"
FILE = f"model-output/{MODEL}/{ROUND}-{MODEL}.csv"
METADATA = f"model-metadata/{MODEL}.yml"
COLUMNS = (
    "reference_date",
    "target",
    "horizon",
    "location",
    "target_end_date",
    "output_type",
    "output_type_id",
    "value",
)
Row = dict[str, str]


def end_of(horizon: int, start: str = ROUND) -> str:
    return str(date.fromisoformat(start) + timedelta(weeks=horizon))


def row(
    target: str,
    horizon: int,
    location: str,
    output_type: str,
    output_type_id: object,
    value: object,
    **other: str,
) -> Row:
    values = (ROUND, target, horizon, location, end_of(horizon), output_type, output_type_id, value)
    return {name: str(one) for name, one in zip(COLUMNS, values, strict=True)} | other


def quantiles(horizon: int = 1, location: str = "US") -> list[Row]:
    return [
        row("inc hosp", horizon, location, "quantile", level, 10 * (number + 1))
        for number, level in enumerate(LEVELS)
    ]


def pmf(values: tuple[float, ...] = (0.1, 0.2, 0.3, 0.4)) -> list[Row]:
    return [
        row("hosp category", 1, "US", "pmf", category, value)
        for category, value in zip(CATEGORIES, values, strict=True)
    ]


def cdf() -> list[Row]:
    return [row("hosp rate", 1, "US", "cdf", level, value) for level, value in ((1, 0.2), (2, 0.5), (5.5, 1))]


def samples(locations: tuple[str, ...] = ("US",), count: int = 3) -> list[Row]:
    """Samples that run through both horizons, as many for each place."""
    return [
        row("inc hosp", horizon, location, "sample", place * count + number, 7 + horizon)
        for place, location in enumerate(locations)
        for number in range(count)
        for horizon in (1, 2)
    ]


def valid_rows() -> list[Row]:
    """Rows 1 to 10: quantiles of horizons 1 and 2; 11: a mean; 12 to 15: a pmf; 16 to 18: a cdf; 19 to 24: samples."""
    mean = row("inc hosp", 1, "US", "mean", "NA", 30)
    return [*quantiles(1), *quantiles(2), mean, *pmf(), *cdf(), *samples()]


def as_csv(rows: list[Row], columns: tuple[str, ...] = COLUMNS) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def metadata() -> bytes:
    return (
        b"team_name: The team\nteam_abbr: team\nmodel_name: The model\nmodel_abbr: model\nlicense: mit\n"
        b"website_url: https://example.org\ndesignated_model: true\n"
    )


def time_series() -> list[Row]:
    return [
        {
            "target_end_date": end_of(week),
            "target": "inc hosp",
            "location": place,
            "as_of": as_of,
            "observation": "12",
        }
        for as_of in ("2022-11-12", "2022-11-19")
        for week in (-1, 1)
        for place in ("US", "01")
    ]


def oracle_output() -> list[Row]:
    """Row 1: a quantile's truth; 2 to 5: a pmf; 6 to 8: a cdf."""
    key = {"target_end_date": end_of(1), "location": "US"}
    number = {
        **key,
        "target": "inc hosp",
        "output_type": "quantile",
        "output_type_id": "NA",
        "oracle_value": "12",
    }
    categories = [
        {
            **key,
            "target": "hosp category",
            "output_type": "pmf",
            "output_type_id": one,
            "oracle_value": str(int(one == "high")),
        }
        for one in CATEGORIES
    ]
    thresholds = [
        {
            **key,
            "target": "hosp rate",
            "output_type": "cdf",
            "output_type_id": one,
            "oracle_value": str(int(one != "1")),
        }
        for one in ("1", "2", "5.5")
    ]
    return [number, *categories, *thresholds]


SERIES_COLUMNS = ("target_end_date", "target", "location", "as_of", "observation")
ORACLE_COLUMNS = ("target_end_date", "target", "location", "output_type", "output_type_id", "oracle_value")


def valid_hub(folder: Path, **config: Any) -> Path:
    """A hub with one model, one submission and target data, all of them valid."""
    files = {
        **contents(**config),
        FILE: as_csv(valid_rows()),
        METADATA: metadata(),
        "model-output/README.md": b"Forecasts.",
        "target-data/time-series.csv": as_csv(time_series(), SERIES_COLUMNS),
        "target-data/oracle-output.csv": as_csv(oracle_output(), ORACLE_COLUMNS),
        "auxiliary-data/locations.csv": b"location,population\nUS,1000\n01,500\n02,400\n",
    }
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return folder


def checked(
    hub: Path, content: bytes | list[Row] | None = None, path: str = FILE, kind: Kind = "submission"
) -> Report:
    """The report on one file, made in this very process."""
    given = as_csv(content) if isinstance(content, list) else content
    return inspect(kind, HubFolder(hub), path, given, None)


def changed(rows: list[Row], number: int, **values: object) -> list[Row]:
    """The rows with one of them, counted from 1, changed."""
    return [
        one | {name: str(value) for name, value in values.items()} if place == number else one
        for place, one in enumerate(rows, 1)
    ]


def said(report: Report, name: str) -> list[str]:
    """What a check says, problem by problem."""
    return [str(problem) for problem in report.check(name).problems]


def failed(report: Report) -> list[str]:
    return [check.name for check in report.failed]


Mutation = Callable[[list[Row]], list[Row]]
