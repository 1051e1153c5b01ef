"""Verbs on duplicates: take one institution up into another, and undo that in one step.

Every reference moves, whatever table it stands in. Where moving a row would break a rule of its table (both were
members of one association, both have an open membership), the two rows are made one in the same way: what
refers to the one moves to the other. The merged one's names become former names, its address leads on.
"""

from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext

from anso.alliance.network.merging.ledger import Ledger, undo
from anso.alliance.network.merging.objections import objections
from anso.alliance.network.merging.references import Link, links_to, roles_over
from anso.alliance.network.models import FormerAddress, Institution, Membership, Merge
from anso.alliance.network.models.institutions import folded_names
from anso.alliance.people import audit
from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.errors import AnsoError, InvalidInputError, Problem
from anso.places.fold import fold

__all__ = ["merge_institutions", "undo_merge"]

FILLED = ("acronym", "country", "city", "website", "ror_id", "latitude", "longitude")
"""What the merged one knows and the other does not is taken over."""
PLACE_OF_A_UNIT = ("latitude", "longitude")
HOLDING = (Membership.State.MEMBER, Membership.State.SUSPENDED)


@transaction.atomic
def merge_institutions(*, actor: User | None, survivor: Institution, gone: Institution) -> Merge:
    """Make two records of one institution one: the survivor's."""
    if actor is not None:
        require(actor, "network.merge_institutions")
    locked = Institution.objects.select_for_update().in_bulk([survivor.pk, gone.pk])
    if len(locked) != 2:
        raise InvalidInputError(
            [Problem("", gettext("Choose two different institutions that are on record."))]
        )
    kept, merged = locked[survivor.pk], locked[gone.pk]
    refuse_two(kept, merged)
    refuse_objected(kept, merged)
    ledger = Ledger()
    try:
        with transaction.atomic():
            settle_parents(ledger, kept, merged)
            move_references(ledger, Institution, kept, merged)
            move_roles(ledger, kept, merged)
            ledger.remove(merged)
            take_over(ledger, kept, merged)
    except IntegrityError as error:  # a table that nobody may alter, such as the roll of a ballot
        raise AnsoError(
            gettext(
                "Records that nobody may alter refer to %(gone)s. Keep that one, and merge the other into it."
            )
            % {"gone": merged}
        ) from error
    ledger.add(FormerAddress.objects.create(code=merged.code, institution=kept))
    made = Merge.objects.create(
        survivor=kept, gone_code=merged.code, gone_name=merged.name, before=ledger.entries, merged_by=actor
    )
    audit.record(
        actor=actor,
        verb="network.merge_institutions",
        target=kept,
        gone=merged.code,
        rows=len(ledger.entries),
    )
    survivor.refresh_from_db()
    return made


@transaction.atomic
def undo_merge(*, actor: User | None, merge: Merge) -> list[str]:
    """Put both records back as they were; gives the names of what people changed since, which stays."""
    if actor is not None:
        require(actor, "network.merge_institutions")
    held = Merge.objects.select_for_update().select_related("survivor").get(pk=merge.pk)
    later = Merge.objects.filter(survivor=held.survivor, pk__gt=held.pk).order_by("-pk").first()
    if later is not None:
        raise AnsoError(
            gettext("Undo the later merge of %(name)s first; merges are undone in turn.")
            % {"name": later.gone_name}
        )
    if Institution.objects.filter(code=held.gone_code).exists():
        raise AnsoError(
            gettext("Another institution has the code %(code)s by now.") % {"code": held.gone_code}
        )
    kept = undo(held.before)
    audit.record(
        actor=actor, verb="network.undo_merge", target=held.survivor, back=held.gone_code, kept=len(kept)
    )
    held.delete()
    return kept


def refuse_two(kept: Institution, merged: Institution) -> None:
    if kept.ror_id and merged.ror_id:
        told = gettext(
            "They have different ROR ids (%(one)s and %(other)s), and so are two; mend one of the ids if it is wrong."
        )
        raise InvalidInputError([Problem("ror_id", told % {"one": kept.ror_id, "other": merged.ror_id})])


def refuse_objected(kept: Institution, merged: Institution) -> None:
    """What other apps have against it is said all at once."""
    found = objections(kept, merged)
    if found:
        raise InvalidInputError(Problem("", told) for told in found)


def settle_parents(ledger: Ledger, kept: Institution, merged: Institution) -> None:
    """Neither may end up as a part of itself."""
    if kept.parent_id == merged.pk:
        onward = merged.parent_id if merged.parent_id != kept.pk else None
        ledger.change(kept, parent_id=onward)
    elif kept.parent_id is None and merged.parent_id not in (None, kept.pk):
        ledger.change(kept, parent_id=merged.parent_id)


def move_references(ledger: Ledger, target: type[models.Model], kept: Any, merged: Any) -> None:
    """Let every row that refers to the one refer to the other."""
    for link in links_to(target):
        for row in link.rows(merged.pk):
            twin = twin_of(link, row, kept.pk)
            if twin is None:
                ledger.change(row, **{link.column: kept.pk})
            else:
                make_one(ledger, link, twin, row, kept.pk)


def make_one(ledger: Ledger, link: Link, twin: Any, row: Any, kept_key: Any) -> None:
    """Of two rows that cannot both be, keep one and let it have all that refers to the other."""
    if isinstance(row, Membership) and row.state in HOLDING and twin.state not in HOLDING:
        # The membership that is held stays, whichever of the two records it was on.
        move_references(ledger, type(row), row, twin)
        ledger.remove(twin)
        ledger.change(row, **{link.column: kept_key})
        return
    move_references(ledger, type(row), twin, row)
    if isinstance(row, Membership) and began_earlier(row, twin):
        ledger.change(twin, since=row.since)
    ledger.remove(row)


def began_earlier(one: Membership, other: Membership) -> bool:
    """Of two memberships that are held."""
    if one.state not in HOLDING or other.state not in HOLDING or one.since is None:
        return False
    return other.since is None or one.since < other.since


def twin_of(link: Link, row: Any, kept_key: Any) -> Any:
    """The row that would stand in the way of this one, once it is moved."""
    for fields, condition in unique_sets(link.model):
        if link.field not in fields:
            continue
        columns = {
            name: kept_key if name == link.field else getattr(row, model_column(link.model, name))
            for name in fields
        }
        if any(value is None for value in columns.values()):
            continue
        same = link.model._base_manager.exclude(pk=row.pk)
        rules = Q(**columns) if condition is None else Q(**columns) & condition
        holds = condition is None or link.model._base_manager.filter(condition, pk=row.pk).exists()
        twin = same.filter(rules).first() if holds else None
        if twin is not None:
            return twin
    return None


def model_column(model: type[models.Model], name: str) -> str:
    return str(model._meta.get_field(name).attname)  # type: ignore[union-attr]


def unique_sets(model: type[models.Model]) -> list[tuple[tuple[str, ...], Q | None]]:
    """Which columns of a table must not repeat, and for which of its rows."""
    found: list[tuple[tuple[str, ...], Q | None]] = [
        ((field.name,), None) for field in model._meta.concrete_fields if field.unique
    ]
    found += [(tuple(fields), None) for fields in model._meta.unique_together]
    found += [
        (tuple(rule.fields), rule.condition)
        for rule in model._meta.constraints
        if isinstance(rule, models.UniqueConstraint) and rule.fields
    ]
    return found


def move_roles(ledger: Ledger, kept: Institution, merged: Institution) -> None:
    """Roles over the merged one are roles over the other; one that is held there already goes."""
    for grant in roles_over(merged.code):
        same = roles_over(kept.code).filter(person=grant.person_id, role=grant.role, ends_at=None)
        if grant.ends_at is None and same.exists():
            ledger.remove(grant)
        else:
            ledger.change(grant, scope_code=kept.code)


def take_over(ledger: Ledger, kept: Institution, merged: Institution) -> None:
    """The names of the merged one are former names; what was not known of the other is filled in."""
    changes: dict[str, Any] = {
        name: getattr(merged, name)
        for name in FILLED
        if getattr(kept, name) in ("", None) and name not in PLACE_OF_A_UNIT
    }
    if kept.latitude is None:
        changes |= {name: getattr(merged, name) for name in PLACE_OF_A_UNIT}
    if merged.is_listed and not kept.is_listed:
        changes["is_listed"] = True
    known = set(kept.folded.split("\n"))
    names = {tag: text for tag, text in merged.names.items() if tag not in kept.names}
    changes["names"] = {**kept.names, **names}
    known |= {fold(text) for text in names.values()}
    former = list(kept.former_names)
    for name in (merged.name, *merged.former_names, *merged.names.values()):
        if fold(name) not in known:
            known.add(fold(name))
            former.append(name)
    changes["former_names"] = former
    ledger.change(kept, **changes)
    ledger.change(kept, folded=folded_names(kept))
