"""From a stored specification to one that can be drawn: said in a language, data put in, colours named, width set."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from anso import places
from anso.chart.theme import config_for
from anso.chart.tokens import COLOURS, Theme
from anso.chart.words import said_in

__all__ = ["DRAWN_FOR", "Fetch", "Reference", "references", "resolve"]

SCHEME = "anso:"
DRAWN_FOR = 760
"""The width, in pixels, that the heights in specifications are meant for."""


@dataclass(frozen=True)
class Reference:
    """What a specification asks for by an `anso:` address."""

    path: tuple[str, ...]
    columns: tuple[str, ...]
    where: tuple[tuple[str, str], ...]

    @classmethod
    def parse(cls, address: str) -> "Reference":
        parts = urlsplit(address.removeprefix(SCHEME))
        terms = parse_qsl(parts.query, keep_blank_values=True)
        columns = next((value for key, value in terms if key == "columns"), "")
        return cls(
            path=tuple(parts.path.split("/")),
            columns=tuple(columns.split(",")) if columns else (),
            where=tuple((key, value) for key, value in terms if key != "columns"),
        )


Fetch = Callable[[Reference], list[dict[str, Any]]]
"""Gives the rows of a table of the chart's release."""


def references(spec: Any) -> Iterator[dict[str, Any]]:
    """Every data object of the specification that names an `anso:` address."""
    if isinstance(spec, dict):
        if isinstance(spec.get("url"), str) and spec["url"].startswith(SCHEME):
            yield spec
        for value in spec.values():
            yield from references(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from references(value)


def resolve(
    spec: dict[str, Any],
    fetch: Fetch,
    *,
    theme: Theme = "light",
    width: int = DRAWN_FOR,
    by: tuple[str, str] | None = None,
    language: str = "en",
) -> dict[str, Any]:
    """The specification in a language, with data and colours in it.

    `by` is the column and value a `by` chart is drawn for.
    """
    said = said_in(copy.deepcopy(spec), language)
    complete = {"config": config_for(language)} | sized(said, width)
    for data in references(complete):
        reference = Reference.parse(data.pop("url"))
        if reference.path[0] == "shapes":
            data["values"] = _shapes(reference.path[1:])
        else:
            if by is not None:
                reference = Reference(reference.path, reference.columns, (*reference.where, by))
            data["values"] = fetch(reference)
            data.pop("format", None)
    coloured: dict[str, Any] = _named_colours(complete, 0 if theme == "light" else 1)
    return coloured


def sized(spec: dict[str, Any], width: int) -> dict[str, Any]:
    """Widths filled in where none is given; maps keep their proportions, other charts their height."""
    for part in ("vconcat", "hconcat", "concat"):
        if part in spec:
            return spec | {part: [sized(view, width) for view in spec[part]]}
    if isinstance(spec.get("width"), int):
        return spec
    height = spec.get("height")
    if isinstance(height, int) and _is_map(spec):
        spec["height"] = round(height * width / DRAWN_FOR)
    return spec | {"width": width}


def _is_map(spec: dict[str, Any]) -> bool:
    return "projection" in spec or any(_is_map(layer) for layer in spec.get("layer", ()))


def _shapes(path: tuple[str, ...]) -> dict[str, Any]:
    topology: dict[str, Any] = (
        places.world_topology() if path == ("world",) else places.province_topology(path[-1])
    )
    return topology


def _named_colours(value: Any, theme: int) -> Any:
    if isinstance(value, str):
        return COLOURS[value.removeprefix("token:")][theme] if value.startswith("token:") else value
    if isinstance(value, dict):
        # Topologies hold no colours, and walking their arcs would cost more than drawing them.
        return {key: item if key == "values" else _named_colours(item, theme) for key, item in value.items()}
    if isinstance(value, list):
        return [_named_colours(item, theme) for item in value]
    return value
