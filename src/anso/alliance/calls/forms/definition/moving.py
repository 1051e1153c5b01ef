"""Parts of a definition put in, taken out, moved and replaced; each gives a new definition and leaves the old one."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from django.utils.translation import gettext

from anso.alliance.calls.forms.definition.places import LISTS, key_of, place_of
from anso.errors import InvalidInputError, NotFoundError, Problem

__all__ = ["added", "moved", "removed", "replaced"]


def replaced(definition: Mapping[str, Any], path: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """The definition with another content of one part."""
    if not path:
        return {**definition, **content}
    made: dict[str, Any] = deepcopy(dict(definition))
    *before, last = place_of(definition, path).numbers.split(".")
    holder: Any = made
    for step in before:
        holder = holder[int(step) if step.isdigit() else step]
    holder[int(last) if last.isdigit() else last] = dict(content)
    return made


def inside(content: dict[str, Any], steps: list[str]) -> dict[str, Any]:
    """The part at a path: a name alone for one that stands once, a name and a key for one of a list."""
    rest = list(steps)
    while rest:
        found = content[rest.pop(0)]
        content = found[index_of(found, rest.pop(0))] if isinstance(found, list) else found
    return content


def index_of(items: list[dict[str, Any]], key: str) -> int:
    for number, item in enumerate(items):
        if key_of(item) == key:
            return number
    raise NotFoundError(gettext("The definition has no such part."))


def listed(
    definition: Mapping[str, Any], holder: str, name: str
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A copy of the definition, and in it the list of that name of the part at a path."""
    if name not in LISTS.get(place_of(definition, holder).model, {}):
        raise NotFoundError(gettext("The definition has no such part."))
    made: dict[str, Any] = deepcopy(dict(definition))
    part = inside(made, [step for step in holder.split("/") if step])
    part[name] = list(part.get(name) or [])
    return made, part[name]


def added(definition: Mapping[str, Any], holder: str, name: str, code: str) -> dict[str, Any]:
    """With a new part at the end of a list; what it asks and does is then filled in on its page."""
    made, items = listed(definition, holder, name)
    if not code.strip():
        raise InvalidInputError([Problem("code", gettext("Give the new part a code."))])
    items.append(beginning(definition, name, code.strip()))
    return made


def beginning(definition: Mapping[str, Any], name: str, code: str) -> dict[str, Any]:
    words = {"en": code}
    question = {"code": f"{code}-1", "kind": "text", "label": {"en": "New question"}, "required": False}
    first = definition["sections"][0]["fields"][0]["code"]
    beginnings: dict[str, dict[str, Any]] = {
        "sections": {"code": code, "title": words, "fields": [question]},
        "fields": {"code": code, "kind": "text", "label": words, "required": False},
        "eligibility": {
            "code": code,
            "reason": words,
            "all_of": [{"field": first, "operator": "is not", "value": ""}],
        },
        "stages": {
            "code": code,
            "title": words,
            "criteria": [{"code": "quality", "title": {"en": "Quality"}}],
        },
        "criteria": {"code": code, "title": words},
        "quotas": {"code": code, "title": words, "most": definition["selection"]["places"]},
        "letters": {"kind": code, "subject": {"en": "{call}"}, "body": {"en": "Dear {name},"}},
    }
    return beginnings[name]


def removed(definition: Mapping[str, Any], holder: str, name: str, key: str) -> dict[str, Any]:
    made, items = listed(definition, holder, name)
    del items[index_of(items, key)]
    return made


def moved(definition: Mapping[str, Any], holder: str, name: str, key: str, by: int) -> dict[str, Any]:
    """One part earlier or later in its list; at the end of it nothing changes."""
    made, items = listed(definition, holder, name)
    place = index_of(items, key)
    to = min(max(place + by, 0), len(items) - 1)
    items.insert(to, items.pop(place))
    return made
