"""A release's table, a page of it at a time: sorted, filtered, and with the addresses of its downloads.

The same fragment stands in the release's page and answers alone when htmx asks for another part of it;
without script its links and form load it as a page of its own.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from anso import places
from anso.errors import InvalidInputError, NotFoundError
from anso.portal.index import queries
from anso.portal.index.models import ReleaseEntry
from anso.portal.storage import open_release
from anso.portal.tables import Condition, column_kinds, read_rows
from anso.portal.templatetags.anso import localised, reader_language
from anso.release import Release

__all__ = ["TableView", "release_table", "table_view"]

ROWS = 12
WIDE_FROM = 8
"""Columns from which a table is scrolled sideways on a phone instead of becoming lists."""
FILTERED_KINDS = frozenset({"text", "number", "date", "flag"})
OPERATORS = (
    ("contains", _("contains")),
    ("==", _("equal to")),
    (">=", _("at least")),
    ("<=", _("at most")),
)
PLACE_COLUMNS = frozenset({"country", "place", "region", "province", "location"})


@dataclass(frozen=True)
class Column:
    """One column's heading, and where sorting by it leads."""

    name: str
    title: str
    numeric: bool
    sort_url: str
    sorted: str
    decimals: int | None = None
    """Of its numbers, so that they can be compared down the column."""


@dataclass(frozen=True)
class Cell:
    value: Any
    name: str
    """For the code of a place: the place's name."""
    url: str
    column: Column


@dataclass(frozen=True)
class TableView:
    """A page of a table, ready to be shown."""

    entry: ReleaseEntry
    name: str
    title: Any
    columns: list[Column]
    rows: list[list[Cell]]
    first: int
    last: int
    total: int
    previous_url: str
    next_url: str
    url: str
    asked: dict[str, str]
    filters: list[tuple[str, str]]
    problem: str
    downloads: list[tuple[str, str]]
    api_url: str

    @property
    def id(self) -> str:
        return f"table-{self.name}"

    @property
    def wide(self) -> bool:
        return len(self.columns) >= WIDE_FROM

    @property
    def operators(self) -> tuple[tuple[str, Any], ...]:
        return OPERATORS

    @property
    def filtered(self) -> bool:
        return bool(self.asked.get("value"))


@require_safe
def release_table(request: HttpRequest, product: str, name: str, table: str) -> HttpResponse:
    entry = queries.release_entry(f"{product}/{name}", request.user)
    view = table_view(entry, table, request.GET)
    template = "parts/table.html" if request.headers.get("HX-Request") else "pages/table.html"
    response = render(request, template, {"table": view, "entry": entry})
    response.headers["Vary"] = "HX-Request, Cookie"
    return response


def table_view(entry: ReleaseEntry, name: str, query: Mapping[str, str]) -> TableView:
    """The rows asked for; conditions that do not hold water are said beside an unfiltered table."""
    release = open_release(entry.release_id, private=entry.private)
    kinds = column_kinds(release, name)
    asked = {key: query.get(key, "") for key in ("column", "op", "value", "sort")}
    offset = _offset(query.get("offset", ""))
    where = _conditions(asked, kinds, _words(release, name))
    problem = ""
    try:
        found = read_rows(release, name, where=where, sort=asked["sort"], offset=offset, limit=ROWS)
    except InvalidInputError as error:
        problem = " ".join(each.message for each in error.problems)
        where, offset = [], 0
        asked |= {"sort": ""}
        found = read_rows(release, name, limit=ROWS)
    url = reverse(
        "portal:release-table", kwargs={"product": entry.product, "name": entry.name, "table": name}
    )

    def at(**changes: Any) -> str:
        return f"{url}?{urlencode({key: value for key, value in (asked | changes).items() if value})}"

    descriptions = found.descriptions
    words = _words(release, name)
    columns = [
        Column(
            name=column,
            title=localised(descriptions.get(column)) or column.replace("_", " "),
            numeric=kinds[column] == "number",
            sort_url=at(sort=_next_sort(asked["sort"], column, kinds[column])),
            sorted=_sorted(asked["sort"], column),
            decimals=_decimals([row[column] for row in found.rows]),
        )
        for column in found.columns
    ]
    shown, cells = _each_place_once(columns, [_cells(columns, row, words) for row in found.rows])
    api = reverse("api:read_table", kwargs={"product": entry.product, "name": entry.name, "table": name})
    terms = {"where": f"{where[0][0]}:{where[0][1]}:{where[0][2]}"} if where else {}
    terms |= {"sort": asked["sort"]} if asked["sort"] else {}
    return TableView(
        entry=entry,
        name=name,
        title=_title(release, name),
        columns=shown,
        rows=cells,
        first=min(offset + 1, found.total),
        last=min(offset + len(found.rows), found.total),
        total=found.total,
        previous_url=at(offset=max(offset - ROWS, 0) or None) if offset else "",
        next_url=at(offset=offset + ROWS) if offset + ROWS < found.total else "",
        url=url,
        asked=asked,
        filters=[(column.name, column.title) for column in columns if kinds[column.name] in FILTERED_KINDS],
        problem=problem,
        downloads=[
            (label, f"{api}?{urlencode({'format': format_} | terms)}")
            for label, format_ in (("CSV", "csv"), ("Parquet", "parquet"), ("JSON", "json"))
        ],
        api_url=f"{api}?{urlencode(terms)}" if terms else api,
    )


def _conditions(
    asked: Mapping[str, str], kinds: Mapping[str, str], words: Mapping[str, str]
) -> list[Condition]:
    """At most one condition. The name of a place finds its code where the column holds codes, and a word as
    the reader's language says it finds the value that the table holds."""
    column, value = asked["column"], asked["value"].strip()
    if not value or column not in kinds:
        return []
    operator = asked["op"] if asked["op"] in dict(OPERATORS) else "contains"
    if operator == "contains" and kinds[column] != "text":
        operator = "=="
    if column in PLACE_COLUMNS and operator in ("contains", "=="):
        try:
            return [(column, "==", places.place(value).code)]
        except NotFoundError:
            pass  # not a place's whole name: look for it within the codes, as in any text
    meant = next((word for word, said in words.items() if said.casefold() == value.casefold()), None)
    if meant is not None and kinds[column] == "text":
        return [(column, "==" if operator == "contains" else operator, meant)]
    return [(column, operator, value)]


def _next_sort(now: str, column: str, kind: str) -> str:
    """Numbers are first wanted greatest first, words in their order; a second time turns it round."""
    first, second = (f"-{column}", column) if kind == "number" else (column, f"-{column}")
    return second if now == first else first


def _sorted(now: str, column: str) -> str:
    return "ascending" if now == column else "descending" if now == f"-{column}" else ""


def _words(release: Release, name: str) -> dict[str, str]:
    """Values of the table that are words, as the reader's language says them."""
    said = release.output("table", name).words
    return {value: localised(texts) for value, texts in said.items()}


def _cells(columns: list[Column], row: Mapping[str, Any], words: Mapping[str, str]) -> list[Cell]:
    """A row's cells. What English calls the row's place, the reader's language calls by its own name."""
    cells = [_cell(column, row[column.name], words) for column in columns]
    names = {places.place(str(cell.value)).name: cell.name for cell in cells if cell.url}
    return [
        replace(cell, value=names.get(cell.value, cell.value))
        if isinstance(cell.value, str) and not cell.url
        else cell
        for cell in cells
    ]


def _cell(column: Column, value: Any, words: Mapping[str, str]) -> Cell:
    name = url = ""
    if column.name in PLACE_COLUMNS and isinstance(value, str):
        try:
            place = places.place(value)
        except NotFoundError:
            place = None
        if place is not None:
            name = place.name_in(reader_language())
            url = reverse("portal:place", kwargs={"code": place.code})
    said = words.get(value, value) if isinstance(value, str) else value
    return Cell(said if not url else value, name, url, column)


def _each_place_once(columns: list[Column], rows: list[list[Cell]]) -> tuple[list[Column], list[list[Cell]]]:
    """The table without a column that only repeats the names by which codes of places are shown.

    Tables hold both, for programs and for places without a page of their own; a reader needs one of them.
    """
    for code, name in permutations(range(len(columns)), 2):
        pairs = [(row[code], row[name]) for row in rows]
        linked = [(place, named) for place, named in pairs if place.url and not named.url]
        if not linked or any(named.value != place.name for place, named in linked):
            continue
        joined = [replace(place, column=columns[name]) if place.url else named for place, named in pairs]
        for row, both in zip(rows, joined, strict=True):
            row[code] = both
            del row[name]
        shown = list(columns)
        shown[code] = columns[name]
        del shown[name]
        return shown, rows
    return columns, rows


def _decimals(values: list[Any]) -> int | None:
    """Three digits for the greatest of a column's numbers, two decimals for small ones beside it, none for whole ones."""
    sizes = [abs(value) for value in values if isinstance(value, float) and math.isfinite(value)]
    if all(size.is_integer() for size in sizes):
        return 0 if sizes else None
    greatest, least = max(sizes), min(size for size in sizes if size)
    return max(0, 2 - math.floor(math.log10(greatest)), 2 * (least < 1 and greatest < 100))


def _title(release: Release, name: str) -> Any:
    return release.output("table", name).title or {"en": name.replace("_", " ").capitalize()}


def _offset(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
