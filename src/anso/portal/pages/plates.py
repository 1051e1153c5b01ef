"""Plates: a release's charts as pages show them.

A plate is first a picture that the server drew, then, where the browser can, the live chart. In come a
release's manifest and the name of a chart; out go the addresses and words that `parts/plate.html` needs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from anso import places
from anso.chart import references
from anso.errors import NotFoundError
from anso.language import sort_key
from anso.portal.drawn import WIDE, Drawn
from anso.portal.index.models import ReleaseEntry
from anso.portal.storage import open_release
from anso.portal.templatetags.anso import reader_language
from anso.release import Localised

__all__ = ["Choice", "Plate", "all_choices", "plate", "plates_of", "shared_address"]

ASSUMED_HEIGHT = 380


@dataclass(frozen=True)
class Choice:
    """One place or value that a chart can be drawn for."""

    value: str
    name: str


@dataclass(frozen=True)
class Plate(Drawn):
    """One chart, for one value of its `by` column where it has one."""

    product: str
    release: str
    name: str
    title: Localised
    alt: Localised
    by: str
    value: str
    choices: tuple[Choice, ...]
    tables: tuple[str, ...]
    sources: tuple[str, ...]
    is_map: bool
    height: int

    @property
    def kwargs(self) -> dict[str, str]:
        return {"product": self.product, "name": self.release}

    @property
    def release_id(self) -> str:
        return f"{self.product}/{self.release}"

    @property
    def release_url(self) -> str:
        return reverse("portal:release", kwargs=self.kwargs)

    @property
    def caption_name(self) -> str:
        """The name of the place it is drawn for."""
        return next((choice.name for choice in self.choices if choice.value == self.value), self.value)

    @property
    def api_url(self) -> str:
        """The chart's own API address: its specification, which holds the addresses of its data."""
        base = reverse("api:read_chart", kwargs={**self.kwargs, "chart": self.name})
        query = {"by": self.value} if self.by else {}
        query |= _language()
        return f"{base}?{urlencode(query)}" if query else base

    @property
    def csv_links(self) -> list[dict[str, str]]:
        query = {"format": "csv"} | ({self.by: self.value} if self.by else {})
        return [
            {
                "table": table,
                "url": f"{reverse('api:read_table', kwargs={**self.kwargs, 'table': table})}?{urlencode(query)}",
            }
            for table in self.tables
        ]

    @property
    def width(self) -> int:
        return WIDE

    def _picture(self, suffix: str, theme: str, width: int) -> str:
        base = shared_address("picture", **self.kwargs, chart=self.name, suffix=suffix)
        query = {"theme": theme, "width": str(width)} | ({"by": self.value} if self.by else {}) | _language()
        return f"{base}?{urlencode(query)}"


def _language() -> dict[str, str]:
    """The reader's language, as part of an address; English ones do without."""
    language = reader_language()
    return {} if language == "en" else {"language": language}


def shared_address(url_name: str, **kwargs: str) -> str:
    """An address that is the same in every language, so that caches keep one copy."""
    with override(settings.LANGUAGE_CODE):
        return reverse(f"portal:{url_name}", kwargs=kwargs)


def plate(entry: ReleaseEntry, name: str, value: str = "") -> Plate | None:
    """The plate of a chart; none where there is no such chart, or a `by` chart has nothing for the value.

    Without a value a `by` chart is drawn for the first of its table, whose order is the service's own.
    """
    output = next((o for o in entry.outputs if o["kind"] == "chart" and o["name"] == name), None)
    if output is None:
        return None
    private = entry.private
    shape = _shape(entry.release_id, name, private)
    by = str(output.get("by") or "")
    choices: tuple[Choice, ...] = ()
    if by:
        values = _values(entry.release_id, by, shape.tables, private)
        if value and value not in values:
            return None
        choices = _named(values, reader_language())
        value = value or next(iter(values), "")
    return Plate(
        product=entry.product,
        release=entry.name,
        name=name,
        title=output.get("title") or {"en": name},
        alt=output.get("alt") or output.get("title") or {"en": name},
        by=by,
        value=value if by else "",
        choices=choices,
        tables=shape.tables,
        sources=tuple(dict.fromkeys(read["title"] for read in entry.manifest.get("inputs", ()))),
        is_map=shape.is_map,
        height=shape.height,
    )


def plates_of(entry: ReleaseEntry, asked: Mapping[str, str], *, prefer: Sequence[str] = ()) -> list[Plate]:
    """The plates of a release, the lead one first, all charts of one kind of place for the same place.

    `asked` says which place that is. Where nothing is asked that any of them has, it is the first of `prefer`
    that the first of them has, or else that chart's own first. A chart that has nothing of the place is left
    out, for beside the others it would seem to speak of theirs.
    """
    charts = [output for output in entry.outputs if output["kind"] == "chart"]
    charts.sort(key=lambda output: not output.get("lead", False))
    plates = [shown for output in charts if (shown := plate(entry, output["name"])) is not None]
    wanted = {by: _one_for_all(plates, by, asked.get(by, ""), prefer) for by in {p.by for p in plates} if by}
    return [
        replace(shown, value=wanted[shown.by]) if shown.by else shown
        for shown in plates
        if not shown.by or _has(shown, wanted[shown.by])
    ]


def all_choices(plates: Sequence[Plate], by: str) -> tuple[Choice, ...]:
    """What the charts can be drawn for, each value once."""
    found = {choice.value: choice for shown in plates if shown.by == by for choice in shown.choices}
    return tuple(sorted(found.values(), key=lambda choice: sort_key(choice.name)))


def _one_for_all(plates: Sequence[Plate], by: str, asked: str, prefer: Sequence[str]) -> str:
    drawn = [shown for shown in plates if shown.by == by]
    each = [{choice.value for choice in shown.choices} for shown in drawn]
    if asked in set.union(*each):
        return asked
    return next((value for value in prefer if value in each[0]), drawn[0].value)


def _has(shown: Plate, value: str) -> bool:
    return any(choice.value == value for choice in shown.choices)


@dataclass(frozen=True)
class _Shape:
    tables: tuple[str, ...]
    is_map: bool
    height: int


@lru_cache(maxsize=1024)
def _shape(release_id: str, chart: str, private: bool) -> _Shape:
    spec = open_release(release_id, private=private).chart(chart)
    tables = [
        data["url"].removeprefix("anso:table/").partition("?")[0]
        for data in references(spec)
        if data["url"].startswith("anso:table/")
    ]
    height = spec.get("height")
    return _Shape(
        tables=tuple(dict.fromkeys(tables)),
        is_map=_is_map(spec),
        height=height if isinstance(height, int) else ASSUMED_HEIGHT,
    )


def _is_map(spec: Mapping[str, Any]) -> bool:
    return "projection" in spec or any(_is_map(layer) for layer in spec.get("layer", ()))


@lru_cache(maxsize=512)
def _values(release_id: str, by: str, tables: tuple[str, ...], private: bool) -> tuple[str, ...]:
    release = open_release(release_id, private=private)
    columns = (release.table(table, columns=[by]).column(by) for table in tables)
    found = (value for column in columns for value in column.unique().to_pylist() if value is not None)
    return tuple(dict.fromkeys(map(str, found)))


@lru_cache(maxsize=512)
def _named(values: tuple[str, ...], language: str) -> tuple[Choice, ...]:
    return tuple(sorted(_choices(values, language), key=lambda choice: sort_key(choice.name)))


def _choices(values: Iterable[str], language: str) -> Iterable[Choice]:
    for value in values:
        try:
            yield Choice(value, places.place(value).name_in(language))
        except NotFoundError:
            yield Choice(value, value)
