"""Where a part stands in a definition: `sections/person/fields/birth`, and the same by numbers as problems name it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anso.alliance.calls.definition import (
    ConflictRules,
    Criterion,
    Definition,
    EligibilityRule,
    Field,
    Letter,
    Quota,
    Section,
    SelectionPlan,
    Stage,
)
from anso.alliance.calls.definition.form import Part
from anso.alliance.calls.models.programmes import said_now
from anso.errors import NotFoundError

__all__ = ["LISTS", "Child", "Children", "Place", "children_of", "key_of", "place_of", "where_in_words"]

LISTS: Mapping[type[Part], Mapping[str, tuple[type[Part], Any]]] = {
    Definition: {
        "sections": (Section, _("Sections of the form")),
        "eligibility": (EligibilityRule, _("Conditions of eligibility")),
        "stages": (Stage, _("Stages")),
        "letters": (Letter, _("Letters")),
    },
    Section: {"fields": (Field, _("Questions"))},
    Stage: {"criteria": (Criterion, _("Criteria"))},
    SelectionPlan: {"quotas": (Quota, _("Quotas"))},
}
"""Parts that hold lists of parts; each of these has a page of its own."""
SINGLE: Mapping[str, tuple[type[Part], Any]] = {
    "conflicts": (ConflictRules, _("Conflicts of interest")),
    "selection": (SelectionPlan, _("Selection")),
}
BASICS = ""


@dataclass(frozen=True)
class Place:
    """One part: its address, where problems say it is, its model and its content."""

    path: str
    numbers: str
    """`sections.2.fields.1`, as a problem names it; empty for the whole."""
    model: type[Part]
    content: dict[str, Any]
    holder: str
    """Path of the part that it stands in."""


@dataclass(frozen=True)
class Child:
    path: str
    key: str
    title: str


@dataclass(frozen=True)
class Children:
    """A list of parts within a part."""

    name: str
    title: str
    items: tuple[Child, ...]


def key_of(content: Mapping[str, Any]) -> str:
    """What a part is called in its list: its code; a letter, its kind."""
    return str(content.get("code") or content.get("kind") or "")


def place_of(definition: Mapping[str, Any], path: str) -> Place:
    content: Any = definition
    model: type[Part] = Definition
    numbers: list[str] = []
    walked: list[str] = []
    holder = BASICS
    steps = [step for step in path.split("/") if step]
    while steps:
        name = steps.pop(0)
        holder = "/".join(walked)
        if model is Definition and name in SINGLE:
            content, model = content.get(name) or {}, SINGLE[name][0]
            numbers, walked = [*numbers, name], [*walked, name]
            continue
        if name not in LISTS.get(model, {}) or not steps:
            raise NotFoundError(gettext("The definition has no such part."))
        key, items = steps.pop(0), content.get(name) or []
        place = next((n for n, item in enumerate(items) if key_of(item) == key), None)
        if place is None:
            raise NotFoundError(gettext("The definition has no such part."))
        model, content = LISTS[model][name][0], items[place]
        numbers, walked = [*numbers, name, str(place)], [*walked, name, key]
    return Place("/".join(walked), ".".join(numbers), model, dict(content), holder)


def children_of(place: Place) -> list[Children]:
    found = []
    for name, (_model, title) in LISTS.get(place.model, {}).items():
        items = tuple(
            Child("/".join(filter(None, (place.path, name, key_of(item)))), key_of(item), title_of(item))
            for item in place.content.get(name) or []
        )
        found.append(Children(name, str(title), items))
    return found


def title_of(content: Mapping[str, Any]) -> str:
    for name in ("title", "label", "reason", "subject"):
        if content.get(name):
            return said_now(content[name])
    return key_of(content)


def where_in_words(definition: Mapping[str, Any], numbers: str) -> tuple[str, str]:
    """The path of the nearest part with a page of its own, and what it is called, for a problem's place."""
    steps, content, path, title = numbers.split("."), definition, [], ""
    model: type[Part] = Definition
    while steps:
        name = steps.pop(0)
        if model is Definition and name in SINGLE:
            model, title = SINGLE[name][0], str(SINGLE[name][1])
            content, path = content.get(name) or {}, [name]
            continue
        if name not in LISTS.get(model, {}) or not steps or not steps[0].isdigit():
            break
        items, number = content.get(name) or [], int(steps.pop(0))
        if not isinstance(items, list) or number >= len(items) or not isinstance(items[number], Mapping):
            break
        model, content = LISTS[model][name][0], items[number]
        path, title = [*path, name, key_of(content)], title_of(content)
    return "/".join(path), title
