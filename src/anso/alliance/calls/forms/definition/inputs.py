"""The inputs that a part of a definition is edited by, made from its model: what a field takes decides how it is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from anso.alliance.calls.definition.form import Part
from anso.alliance.calls.forms.definition.labels import HELP, LABELS, VALUES
from anso.alliance.calls.forms.definition.places import LISTS, SINGLE, Place
from anso.errors import Problem
from anso.language import LANGUAGES

__all__ = ["Cell", "Input", "Shape", "inputs_of", "shape_of", "shapes"]

SPARE_ROWS = 2
LONG = frozenset({"body", "summary", "help", "reason"})


class Shape(StrEnum):
    """How something is asked."""

    TEXT = "text"
    NUMBER = "number"
    TICK = "tick"
    CHOICE = "choice"
    TEXTS = "texts"
    """A text in each language."""
    SEVERAL = "several"
    """With commas between."""
    LINES = "lines"
    """`name: value, value`, one a line."""
    ROWS = "rows"
    """Small parts, each a row."""
    SCORES = "scores"
    """Scores with their texts, each a row."""
    WITHIN = "within"
    """A small part that stands once, its fields asked here."""


@dataclass(frozen=True)
class Cell:
    """One input: its name as it is sent, and what it holds."""

    name: str
    label: str
    shape: Shape
    value: Any = ""
    options: tuple[tuple[str, str], ...] = ()
    lang: str = ""
    is_long: bool = False

    @property
    def id(self) -> str:
        return f"in-{self.name}"


@dataclass(frozen=True)
class Input:
    """One field of a part: a cell, four of them for a text, or rows of them."""

    name: str
    label: str
    help: str
    shape: Shape
    cells: tuple[Cell, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    errors: tuple[str, ...] = ()


def shapes(model: type[BaseModel]) -> dict[str, tuple[Shape, Any]]:
    """The fields of a model that are asked on its page, each with its shape and what it holds."""
    kept_apart = {*LISTS.get(model, {}), *(SINGLE if model.__name__ == "Definition" else ())}  # type: ignore[arg-type]  # a part
    return {
        name: shape_of(info.annotation) for name, info in model.model_fields.items() if name not in kept_apart
    }


def shape_of(annotation: Any) -> tuple[Shape, Any]:
    kind = bare(annotation)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return Shape.CHOICE, kind
    if isinstance(kind, type) and issubclass(kind, Part):
        return Shape.WITHIN, kind
    if kind is bool:
        return Shape.TICK, kind
    if kind in (int, float):
        return Shape.NUMBER, kind
    origin, inner = get_origin(kind), get_args(kind)
    if origin is dict:
        if inner[0] is int:
            return Shape.SCORES, kind
        return (Shape.TEXTS if bare(inner[1]) is str else Shape.LINES), kind
    if origin is tuple:
        first = bare(inner[0])
        return (
            (Shape.ROWS, first)
            if isinstance(first, type) and issubclass(first, Part)
            else (Shape.SEVERAL, first)
        )
    return Shape.TEXT, kind


def bare(annotation: Any) -> Any:
    """Without what only checks it, and without None; the plainest of several types."""
    if get_origin(annotation) is Annotated:
        return bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        kinds = [one for one in get_args(annotation) if one is not NoneType]
        return bare(kinds[0]) if len(kinds) == 1 else str
    return annotation


def inputs_of(place: Place, problems: Sequence[Problem] = (), spare: int = SPARE_ROWS) -> list[Input]:
    return [
        input_of(name, name, shape, kind, place.content.get(name), told(place, name, problems), spare)
        for name, (shape, kind) in shapes(place.model).items()
    ]


def told(place: Place, name: str, problems: Sequence[Problem]) -> tuple[str, ...]:
    start = f"{place.numbers}.{name}" if place.numbers else name
    return tuple(one.message for one in problems if one.where == start or one.where.startswith(f"{start}."))


def input_of(
    sent: str,
    name: str,
    shape: Shape,
    kind: Any,
    value: Any,
    errors: tuple[str, ...] = (),
    spare: int = SPARE_ROWS,
) -> Input:
    label, help_text = str(LABELS.get(name, name)), str(HELP.get(name, ""))
    if shape in (Shape.ROWS, Shape.SCORES):
        rows = row_cells(sent, shape, kind, value, spare)
        return Input(sent, label, help_text, shape, rows=rows, errors=errors)
    if shape == Shape.WITHIN:
        cells = [
            cell
            for part, (inner, inner_kind) in shapes(kind).items()
            for cell in cells_of(f"{sent}.{part}", part, inner, inner_kind, (value or {}).get(part))
        ]
        return Input(sent, label, help_text, shape, cells=tuple(cells), errors=errors)
    return Input(
        sent, label, help_text, shape, tuple(cells_of(sent, name, shape, kind, value)), errors=errors
    )


def row_cells(sent: str, shape: Shape, kind: Any, value: Any, spare: int) -> tuple[tuple[Cell, ...], ...]:
    rows = []
    if shape == Shape.SCORES:
        held: list[Any] = sorted((value or {}).items(), key=lambda pair: int(pair[0]))
        for number, (score, texts) in enumerate([*held, *[("", {})] * spare]):
            start = f"{sent}.{number}"
            rows.append((
                Cell(f"{start}.score", str(LABELS["score"]), Shape.NUMBER, score),
                *cells_of(f"{start}.text", "text", Shape.TEXTS, None, texts),
            ))  # fmt: skip
        return tuple(rows)
    for number, item in enumerate([*(value or []), *[{}] * spare]):
        cells = [
            cell
            for part, (inner, inner_kind) in shapes(kind).items()
            for cell in cells_of(
                f"{sent}.{number}.{part}",
                part,
                inner,
                inner_kind,
                item.get(part, default_of(kind, part, item)),
            )
        ]
        rows.append(tuple(cells))
    return tuple(rows)


def default_of(kind: type[BaseModel], part: str, item: Mapping[str, Any]) -> Any:
    """What a new row begins with."""
    info = kind.model_fields[part]
    return None if info.is_required() or item else info.default


def cells_of(sent: str, name: str, shape: Shape, kind: Any, value: Any) -> list[Cell]:
    label, is_long = str(LABELS.get(name, name)), name in LONG
    match shape:
        case Shape.TEXTS:
            return [
                Cell(
                    f"{sent}.{language}",
                    language,
                    shape,
                    (value or {}).get(language, ""),
                    lang=language,
                    is_long=is_long,
                )
                for language in LANGUAGES
            ]
        case Shape.CHOICE:
            options = tuple((one.value, str(VALUES.get(one.value, one.value))) for one in kind)
            return [Cell(sent, label, shape, str(value if value is not None else ""), options)]
        case Shape.TICK:
            return [Cell(sent, label, shape, bool(value))]
        case Shape.SEVERAL | Shape.LINES | Shape.ROWS:
            return [Cell(sent, label, shape, in_text(value), is_long=shape != Shape.SEVERAL)]
        case _:
            return [Cell(sent, label, shape, in_text(value))]


def in_text(value: Any) -> str:
    """How a value is written into an input; `sent` reads it back."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case dict():
            return "\n".join(f"{name}: {in_text(one)}" for name, one in value.items())
        case list() | tuple() if value and isinstance(value[0], dict):
            return "\n".join(" | ".join([one["code"], *one["label"].values()]) for one in value)
        case list() | tuple():
            return ", ".join(map(str, value))
        case float():
            return f"{value:g}"
        case _:
            return str(value)
