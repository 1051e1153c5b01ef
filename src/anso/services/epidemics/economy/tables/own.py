"""Tables in the two shapes that are simple enough to need no other package.

`.npz`: arrays `Z` (flows), `Y` (final demand), the labels `regions` or `countries`, `sectors` or `industries`, and perhaps
`x` (output). `.csv`: columns from_region, from_sector, to_region, to_sector, value; `to_sector` is `final` for what the
region consumes. What a .csv does not list is 0.
"""

from pathlib import Path

import numpy as np
import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.services.epidemics.economy.tables.archive import members
from anso.services.epidemics.economy.tables.checked import checked
from anso.services.epidemics.economy.tables.table import Table

__all__ = ["FINAL", "LONG", "read_arrays", "read_list"]

LONG = ("from_region", "from_sector", "to_region", "to_sector", "value")
FINAL = "final"


def read_arrays(path: Path, name: str) -> Table:
    members(path, name)
    try:
        with np.load(path, allow_pickle=False) as file:
            held = {key: file[key] for key in file.files}
    except (ValueError, OSError, EOFError, KeyError) as error:
        raise InvalidInputError([Problem(name, f"cannot be read as arrays ({error})")]) from None
    regions = held.get("regions", held.get("countries"))
    sectors = held.get("sectors", held.get("industries"))
    missing = [key for key in ("Z", "Y") if key not in held]
    missing += ["regions or countries"] * (regions is None) + ["sectors or industries"] * (sectors is None)
    if missing or regions is None or sectors is None:
        raise InvalidInputError(
            [Problem(name, f"has no array {', '.join(missing)}; it has {', '.join(held) or 'none'}")]
        )
    return checked(
        name,
        [str(label) for label in np.ravel(regions)],
        [str(label) for label in np.ravel(sectors)],
        held["Z"],
        held["Y"],
        output=held.get("x"),
    )


def read_list(path: Path, name: str) -> Table:
    try:
        rows = pl.read_csv(path, schema_overrides=dict.fromkeys(LONG, pl.String), encoding="utf8-lossy")
    except pl.exceptions.PolarsError as error:
        raise InvalidInputError(
            [Problem(name, f"cannot be read as CSV ({str(error).splitlines()[0]})")]
        ) from None
    missing = [column for column in LONG if column not in rows.columns]
    if missing:
        raise InvalidInputError([Problem(name, f"has no column {', '.join(missing)}")])
    rows = rows.select(pl.col(LONG[:4]).str.strip_chars(), value=pl.col("value").str.strip_chars().cast(pl.Float64, strict=False)).with_row_index("row", 2)  # fmt: skip
    _refuse_faulty(rows, name)
    regions = rows["from_region"].unique(maintain_order=True).to_list()
    sectors = rows["from_sector"].unique(maintain_order=True).to_list()
    region, sector = (pl.Enum(labels) for labels in (regions, sectors))
    codes = rows.select(
        pl.col("from_region", "to_region").cast(region, strict=False).to_physical(),
        pl.col("from_sector").cast(sector).to_physical(),
        pl.col("to_sector").cast(sector, strict=False).to_physical(),
        "value",
        "row",
        final=pl.col("to_sector") == FINAL,
        unknown=~pl.col("to_region").is_in(regions) | ~pl.col("to_sector").is_in([*sectors, FINAL]),
    )
    strange = codes.filter("unknown").head(5)["row"].to_list()
    if strange:
        raise InvalidInputError(
            [
                Problem(f"{name}, row {row}", "buys as a region or sector that sells nothing in the table")
                for row in strange
            ]
        )
    size = len(regions) * len(sectors)
    flows, final = np.zeros((size, size)), np.zeros((size, len(regions)))
    bought, consumed = codes.filter(~pl.col("final")), codes.filter("final")

    def at(table: pl.DataFrame, end: str) -> np.ndarray:
        return (
            table[f"{end}_region"].cast(pl.Int64) * len(sectors) + table[f"{end}_sector"].cast(pl.Int64)
        ).to_numpy()

    flows[at(bought, "from"), at(bought, "to")] = bought["value"]
    final[at(consumed, "from"), consumed["to_region"].cast(pl.Int64).to_numpy()] = consumed["value"]
    return checked(name, regions, sectors, flows, final)


def _refuse_faulty(rows: pl.DataFrame, name: str) -> None:
    if rows.is_empty():
        raise InvalidInputError([Problem(name, "has no rows")])
    key = list(LONG[:4])
    problems = [
        Problem(f"{name}, row {row}", "a label is missing")
        for row in rows.filter(pl.any_horizontal(pl.col(key).is_null() | (pl.col(key) == ""))).head(5)["row"]
    ]
    problems += [
        Problem(f"{name}, row {row}, column value", "is no number")
        for row in rows.filter(pl.col("value").is_null() | ~pl.col("value").is_finite()).head(5)["row"]
    ]
    problems += [
        Problem(f"{name}, row {row}", "states the same flow as an earlier row; each may stand once")
        for row in rows.filter(~pl.struct(key).is_first_distinct()).head(5)["row"]
    ]
    if problems:
        raise InvalidInputError(problems)
