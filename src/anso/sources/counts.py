"""Epidemic counts, in the one shape that all providers of them are brought to.

A row a country and day: `country` (ISO alpha-2), `date`, and the cumulative `confirmed`, `recovered` and
`dead` as reported by the end of that day. Cumulative counts may fall: that is a correction, kept as it is.
What else a provider counts (hospital admissions, tests, doses of vaccine) is `Further`.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import httpx
import polars as pl
import structlog

from anso.sources.fetch import Fetched, fetch
from anso.sources.provenance import Provenance
from anso.sources.source import (
    Recorder,
    Source,
    SourceChangedError,
    SourceUnavailableError,
    unrecorded,
)

__all__ = [
    "COUNTS",
    "FURTHER",
    "CountsSource",
    "Further",
    "LiveCounts",
    "Span",
    "alpha2_of_alpha3",
    "in_shape",
    "known_countries",
    "read_csv",
]

COUNTS = pl.Schema(
    {
        "country": pl.String,
        "date": pl.Date,
        "confirmed": pl.Int64,
        "recovered": pl.Int64,
        "dead": pl.Int64,
    }
)

FURTHER = pl.Schema({"country": pl.String, "target": pl.String, "date": pl.Date, "value": pl.Float64})
"""`target` is `admissions`, `tests` or `vaccinations` (doses)."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Further:
    """What a provider counts besides cases and deaths, in the shape `FURTHER`."""

    totals: pl.DataFrame
    """Cumulative counts by day."""
    weekly: pl.DataFrame
    """New counts of the seven days that end on the date."""
    missing: str = ""
    """Why something is not there that the provider usually has, as a sentence; else nothing."""

    @classmethod
    def nothing(cls, missing: str = "") -> "Further":
        return cls(pl.DataFrame(schema=FURTHER), pl.DataFrame(schema=FURTHER), missing)

    def until(self, day: date) -> "Further":
        within = pl.col("date") <= day
        return replace(self, totals=self.totals.filter(within), weekly=self.weekly.filter(within))


@dataclass(frozen=True)
class Span:
    """First and last day of the data."""

    first: date
    last: date


class CountsSource(Source):
    """A provider of epidemic counts by country and day."""

    revised: bool = True
    """Whether history is rewritten: then an earlier day's table holds what was learned since."""

    @abstractmethod
    def _counts(self) -> pl.DataFrame:
        """All that the provider has, in the shape `COUNTS`."""

    @abstractmethod
    def _provenance(self, until: date) -> Provenance:
        """Of what `_counts` read, for data to that day."""

    @cached_property
    def _table(self) -> pl.DataFrame:
        return self._counts()

    def span(self) -> Span:
        """The days the provider has data for."""
        first, last = self._table.select(pl.min("date"), pl.max("date").alias("last")).row(0)
        return Span(first, last)

    def daily(self, until: date) -> pl.DataFrame:
        """Counts of every country and day up to `until`, in the shape `COUNTS`."""
        table = self._table.filter(pl.col("date") <= until)
        self._recorded(self._provenance(until))
        return table

    def further(self, until: date) -> Further:  # noqa: ARG002 - of a provider that counts nothing else
        """Counts of other things than cases and deaths, of every country, up to `until`."""
        return Further.nothing()


class LiveCounts(CountsSource):
    """A provider read over the network."""

    def __init__(
        self, record: Recorder = unrecorded, *, transport: httpx.BaseTransport | None = None
    ) -> None:
        super().__init__(record)
        self._transport = transport

    @cached_property
    def _file(self) -> Fetched:
        return fetch(self.name, self.title, self.url, transport=self._transport)

    @abstractmethod
    def _read(self, path: Path) -> pl.DataFrame:
        """The provider's own file as a table in the shape `COUNTS`."""

    def _counts(self) -> pl.DataFrame:
        try:
            return self._read(self._file.path)
        except (pl.exceptions.PolarsError, OSError) as error:
            raise _changed(self, f"cannot be read ({str(error).splitlines()[0]})") from error

    def _provenance(self, until: date) -> Provenance:  # noqa: ARG002 - revised history is as of its retrieval
        return self._reading(
            as_of=self._file.retrieved.date(),
            sha256=self._file.sha256,
            how=self._file.how,
        )

    def _further_file(self, url: str, read: Callable[[Path], pl.DataFrame], until: date) -> Further:
        """Weekly counts from another file of the provider; without it, cases and deaths still stand."""
        try:
            file = fetch(f"{self.name}-further", self.title, url, transport=self._transport)
            weekly = read(file.path)
        except SourceUnavailableError as error:
            return Further.nothing(str(error))
        except (SourceChangedError, pl.exceptions.PolarsError, OSError) as error:
            return Further.nothing(f"{self.title}: {url} cannot be read ({str(error).splitlines()[0]})")
        self._recorded(
            Provenance(self.name, self.title, url, self.licence, file.retrieved.date(), file.sha256, file.how)
        )
        return Further(pl.DataFrame(schema=FURTHER), weekly).until(until)


def read_csv(source: Source, path: Path, types: Mapping[str, type[pl.DataType] | str]) -> pl.DataFrame:
    """The named columns of a provider's CSV, with a clear error when one is gone or holds another kind.

    A text among the types is the format of a column of dates.
    """
    header = pl.read_csv(path, n_rows=0, infer_schema=False).columns
    missing = [column for column in types if column not in header]
    if missing:
        raise _changed(source, f"has no column {', '.join(missing)} (it has {', '.join(header[:12])})")
    text = pl.read_csv(path, columns=list(types), infer_schema=False).select(list(types))
    try:
        return text.with_columns(
            pl.col(column).str.to_date(kind) if isinstance(kind, str) else pl.col(column).cast(kind)
            for column, kind in types.items()
        )
    except pl.exceptions.InvalidOperationError as error:
        raise _changed(
            source, f"holds values of another kind than expected ({str(error).splitlines()[0]})"
        ) from error


def in_shape(source: Source, table: pl.DataFrame, *, not_places: Iterable[str] = ()) -> pl.DataFrame:
    """Bring a table to `COUNTS`: places only, one row a country and day, in order."""
    from anso import places

    known = pl.Series([country.code for country in places.countries()])
    table = table.filter(
        pl.col("country").is_not_null() & ~pl.col("country").is_in(list(not_places)),
        pl.col("date").is_not_null(),
    )
    strangers = table.filter(~pl.col("country").is_in(known.implode()))["country"].unique().sort().to_list()
    if strangers:
        log.warning("source_left_out_unknown_places", source=source.name, codes=strangers)
    table = table.filter(pl.col("country").is_in(known.implode()))
    if "recovered" not in table.columns:
        table = table.with_columns(recovered=pl.lit(None, pl.Int64))
    table = table.select(COUNTS.names()).cast(COUNTS).sort("country", "date")
    twice = table.filter(pl.struct("country", "date").is_duplicated())
    if not twice.is_empty():
        country, day = twice.select("country", "date").row(0)
        raise _changed(source, f"has {country} on {day} more than once")
    if table.is_empty():
        raise _changed(source, "has no counts of any country")
    return table


def known_countries(table: pl.DataFrame) -> pl.DataFrame:
    """A table of further counts in its shape: rows of places that are known, with a count."""
    from anso import places

    codes = [country.code for country in places.countries()]
    return (
        table.select(list(FURTHER))
        .cast(FURTHER)
        .filter(pl.col("country").is_in(codes), pl.col("value").is_finite(), pl.col("date").is_not_null())
        .unique(["country", "target", "date"], keep="last", maintain_order=True)
        .sort("country", "target", "date")
    )


def _changed(source: Source, what: str) -> SourceChangedError:
    return SourceChangedError(
        f"{source.title}: the table at {source.url} {what}. The provider changed its format; "
        "update anso, or choose another source."
    )


def alpha2_of_alpha3() -> dict[str, str]:
    from anso import places

    return {country.alpha3: country.code for country in places.countries()}
