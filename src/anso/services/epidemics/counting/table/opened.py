"""A user's file as columns of what stands in its cells; a file that cannot be read is refused by what it is.

Only the columns asked for are brought into memory, and no more rows than fit there.
"""

import codecs
import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.hub.reading.csv_files import unpacked
from anso.hub.reading.kinds import CSV, GZIP, kind_of
from anso.services.epidemics.counting.counted import Localised
from anso.services.epidemics.counting.table import sentences
from anso.services.epidemics.counting.table.workbook import as_csv, is_archive

__all__ = ["MOST_ROWS", "Opened", "opened"]

MOST_ROWS = 5_000_000
"""A thousand places, five counts, two and a half years of days; about 1 GB of memory."""
UNPACKED = 2 << 30
"""Bytes that a packed file may come to."""
LINE = 1 << 20
SEPARATORS = ",;\t|"
SHOWN = 3
MOST_ENDS = 2
"""Ends of lines, at most, in the cells of a row that are looked at: with more, a quotation mark is not closed."""
HINT = "sep="
"""How a spreadsheet's own first line begins, which says by what the columns are parted."""
ROW = "row of the file"
"""No column of a file is called so: it is counted beside them."""


@dataclass(frozen=True)
class Opened:
    """A file whose columns are known."""

    path: Path
    name: str
    columns: tuple[str, ...]
    separator: str
    """Empty in a file that has none."""

    def cells(self, columns: Sequence[str], notes: list[Localised]) -> pl.DataFrame:
        """These columns, with the number of each row in a column `ROW`; lines that are no rows are left out."""
        wanted = list(dict.fromkeys(columns))
        try:
            whole = not self.separator or not self._has_long_lines()
            if whole:
                table = self._lazy().select(wanted).head(MOST_ROWS + 1).collect(engine="streaming")
            if not whole or (
                table.is_empty() and self.separator
            ):  # an open quotation mark hides all below it
                table = self._line_by_line(wanted, notes)
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
            if not self.separator:
                raise _refusal(self.name, f"is damaged and cannot be read ({_first_line(error)})") from error
            table = self._line_by_line(wanted, notes)
        if len(table) > MOST_ROWS:
            raise _refusal(
                self.name,
                f"holds more than {MOST_ROWS:,} rows, which is what is read at once; keep the places or the days you need",
            )
        if table.is_empty():
            raise _refusal(self.name, "holds no rows below its column names")
        return table.with_row_index(ROW, offset=1)

    def _has_long_lines(self) -> bool:
        """Whether a line has more cells than the first; of columns not asked for, a reader would not notice."""
        lines = pl.scan_csv(
            self.path,
            separator="\x01",
            quote_char=None,
            has_header=False,
            infer_schema=False,
            new_columns=["line"],
        )
        marks = pl.col("line").str.count_matches(self.separator, literal=True)
        long = (marks >= len(self.columns)) & ~pl.col("line").str.contains('"', literal=True)
        return bool(lines.select(long.any()).collect(engine="streaming").item())

    def _lazy(self) -> pl.LazyFrame:
        if not self.separator:
            return pl.scan_parquet(self.path, hive_partitioning=False)
        return pl.scan_csv(
            self.path, separator=self.separator, infer_schema=False, has_header=True, raise_if_empty=False
        )

    def _line_by_line(self, columns: Sequence[str], notes: list[Localised]) -> pl.DataFrame:
        """For a file of which some lines have too many cells, or quotation marks that do not close."""
        at = [self.columns.index(name) for name in columns]
        rows, lost = [], []
        begun = 0
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                lines = csv.reader(file, delimiter=self.separator)
                next(lines)
                begun = lines.line_num + 1
                for cells in lines:
                    first, begun = begun, lines.line_num + 1
                    if not any(cells):
                        continue
                    fits = len(cells) == len(self.columns)
                    looked_at = [cells[place] for place in at] if fits else cells
                    if sum(cell.count("\n") for cell in looked_at) > MOST_ENDS:
                        raise _refusal(
                            f"{self.name}, line {first}",
                            "opens a quotation mark that nothing on it closes, so that the lines below would be one "
                            "cell; close it or take it out",
                        )
                    if fits:
                        rows.append(looked_at)
                    else:
                        lost.append((lines.line_num, len(cells)))
                    if len(rows) > MOST_ROWS:
                        break
        except UnicodeDecodeError as error:
            raise not_utf8(self.name, error) from error
        except csv.Error as error:
            raise _refusal(f"{self.name}, line {lines.line_num}", f"is no line of CSV ({error})") from error
        if lost:
            notes.append(sentences.wrong_width(self.name, len(self.columns), lost[:SHOWN], len(lost) - SHOWN))
        return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


@contextmanager
def opened(path: Path, name: str) -> Iterator[Opened]:
    """The file, unpacked for as long as it is needed."""
    if is_archive(path):
        with as_csv(path, name) as sheet:
            yield _text(sheet, name)
        return
    kind = kind_of(path, name)
    if kind == GZIP:
        with unpacked(path, name, UNPACKED) as plain:
            if kind_of(plain, name) != CSV:
                raise _refusal(name, "is packed, and is no CSV inside; give it as it is")
            yield _text(plain, name)
    elif kind == CSV:
        yield _text(path, name)
    else:
        try:
            columns = pl.scan_parquet(path, hive_partitioning=False).collect_schema().names()
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
            raise _refusal(name, f"is damaged and cannot be read ({_first_line(error)})") from error
        yield Opened(path, name, tuple(columns), "")


def not_utf8(name: str, error: UnicodeDecodeError) -> InvalidInputError:
    return _refusal(
        name,
        f"is not text in UTF-8 ({error.reason}); save it as UTF-8 (in a spreadsheet: CSV UTF-8)",
    )


def _text(path: Path, name: str) -> Opened:
    with path.open("rb") as file:
        line = file.readline(LINE)
        rest = file.read(LINE)
    try:
        head = line.decode("utf-8-sig").strip("\r\n")
        # The last character may be cut where reading stopped.
        codecs.getincrementaldecoder("utf-8")().decode(rest)
    except UnicodeDecodeError as error:
        raise not_utf8(name, error) from error
    if "\r" in head:
        raise _refusal(
            f"{name}, line 1",
            "ends in a way that is no longer in use (a carriage return alone); save the table anew as CSV UTF-8",
        )
    if not head.strip() or head.lower().startswith(HINT):
        raise _refusal(
            f"{name}, line 1",
            f"holds {repr(head) if head.strip() else 'nothing'}; take it out, for the first line must name the columns",
        )
    separator = max(SEPARATORS, key=head.count)
    columns = next(csv.reader([head], delimiter=separator), [])
    if len(columns) < 2:
        raise _refusal(
            f"{name}, line 1",
            "names one column; a table of counts has one of dates and one of counts at least",
        )
    if (blank := sum(not column.strip() for column in columns)) > 1:
        raise _refusal(
            f"{name}, line 1",
            f"leaves {blank} of {len(columns)} columns without a name: take out titles above the names of the "
            "columns, and columns that are empty",
        )
    if twice := sorted({column for column in columns if columns.count(column) > 1}):
        raise _refusal(
            f"{name}, line 1", f"names {', '.join(map(repr, twice[:SHOWN]))} twice; name each once"
        )
    return Opened(path, name, tuple(columns), separator)


def _first_line(error: BaseException) -> str:
    said = str(error).strip()
    return said.splitlines()[0] if said else type(error).__name__


def _refusal(where: str, message: str) -> InvalidInputError:
    return InvalidInputError([Problem(where, message)])
