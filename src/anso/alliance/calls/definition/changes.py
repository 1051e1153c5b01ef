"""What differs between two versions of a definition, and what of it would strand work that is under way.

In come two definitions; out go the changes by place, and sentences on those that must not be made any more.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from anso.alliance.calls.definition.definition import Definition

__all__ = ["Change", "changes", "strands"]


@dataclass(frozen=True)
class Change:
    where: str
    """`sections.studies.fields.degree.label.en`: parts of a list by their code."""
    before: Any
    after: Any
    """None where the part is there in one of the two alone."""


def changes(before: Definition, after: Definition) -> list[Change]:
    return list(differing("", before.model_dump(mode="json"), after.model_dump(mode="json")))


def differing(where: str, before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    old, new = by_code(before), by_code(after)
    if old is None or new is None:
        yield Change(where.removeprefix("."), before, after)
        return
    for key in dict.fromkeys((*old, *new)):
        yield from differing(f"{where}.{key}", old.get(key), new.get(key))


def by_code(value: Any) -> dict[str, Any] | None:
    """A mapping, or a list whose items have codes or kinds, by these."""
    if isinstance(value, dict):
        return value
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        keys = [str(item.get("code") or item.get("kind") or number) for number, item in enumerate(value)]
        return dict(zip(keys, value, strict=True)) if len(set(keys)) == len(keys) else None
    return None


def strands(
    before: Definition, after: Definition, *, begun: Collection[str], answered: Collection[str]
) -> list[str]:
    """What of the change would strand something: `begun` are the stages at work, `answered` the fields with answers."""
    found = []
    for code in sorted(begun):
        old, new = before.stage(code), after.stage(code)
        if old is None:
            continue
        if new is None:
            found.append(gettext("The stage %(code)s has begun; it cannot be taken out.") % {"code": code})
        elif (old.criteria, old.kind) != (new.criteria, new.kind):
            found.append(
                gettext("The stage %(code)s has begun; what it judges by stays as it is.") % {"code": code}
            )
    order = [stage.code for stage in after.stages if stage.code in begun]
    if order != [stage.code for stage in before.stages if stage.code in order]:
        found.append(gettext("Stages that have begun keep their order."))
    for code in sorted(answered):
        old_field, new_field = before.field(code), after.field(code)
        if old_field and new_field and old_field.kind != new_field.kind:
            told = gettext("The field %(code)s has answers; it keeps its kind. Add another field instead.")
            found.append(told % {"code": code})
    return found
