"""Verbs on programmes and calls: make, revise, publish, close, cancel.

What a call asks is never changed in place: a revision is a new version, which is refused where it would strand
something that is under way.
"""

import zoneinfo
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from anso.alliance.calls.actions.common import allowed, refuse
from anso.alliance.calls.definition import Definition, changes, read_definition, strands, template
from anso.alliance.calls.models import Application, Call, CallVersion, Programme
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError, problems
from anso.alliance.people.models import User, canonical_json
from anso.errors import InvalidInputError

__all__ = [
    "cancel_call",
    "close_call",
    "make_call",
    "make_programme",
    "publish_call",
    "revise_call",
    "stranded_by",
]

State = Call.State
TAKEN_BY_ADDRESSES = frozenset(
    {
        "applications",
        "bids",
        "desk",
        "invitations",
        "letters",
        "new",
        "programmes",
        "references",
        "reviewers",
        "reviews",
    }
)
"""Words that lead other addresses; a call of that code could not be reached."""


@transaction.atomic
def make_programme(
    *,
    actor: User | None,
    code: str,
    titles: Mapping[str, str],
    summaries: Mapping[str, str] | None = None,
    template_name: str = "",
) -> Programme:
    """Set up a programme that calls are made under."""
    allowed(actor, "calls.keep_programme")
    made = Programme(code=code, titles=dict(titles), summaries=dict(summaries or {}), template=template_name)
    checked(made)
    made.save()
    audit.record(actor=actor, verb="calls.make_programme", target=made)
    return made


@transaction.atomic
def make_call(
    *,
    actor: User | None,
    programme: Programme,
    code: str,
    prefix: str,
    opens_at: datetime,
    deadline: datetime | None,
    zone: str = "Asia/Shanghai",
    definition: Mapping[str, Any] | None = None,
    is_synthetic: bool = False,
) -> Call:
    """Draft a call: from a definition, or from its programme's template."""
    allowed(actor, "calls.keep_programme", programme)
    given = definition if definition is not None else template(programme.template).model_dump(mode="json")
    if code in TAKEN_BY_ADDRESSES:
        raise refuse(
            "code", gettext("“%(code)s” is taken by the site itself; choose another code.") % {"code": code}
        )
    made = Call(programme=programme, code=code, prefix=prefix, is_synthetic=is_synthetic)
    checked(made)
    made.save()
    made.version = new_version(actor, made, given, opens_at=opens_at, deadline=deadline, zone=zone, note="")
    made.save(update_fields=["version"])
    audit.record(actor=actor, verb="calls.make_call", target=made, sha256=made.version.sha256)
    return made


@transaction.atomic
def revise_call(
    *,
    actor: User | None,
    call: Call,
    definition: Mapping[str, Any] | None = None,
    opens_at: datetime | None = None,
    deadline: datetime | None = None,
    zone: str | None = None,
    note: str,
) -> CallVersion:
    """Make a new version of what a call asks and does; what is not given stays as it is."""
    allowed(actor, "calls.keep_call", call)
    held = Call.objects.select_for_update(of=("self",)).select_related("version").get(pk=call.pk)
    if held.state in (State.CLOSED, State.CANCELLED):
        raise refuse("", gettext("This call is closed; it is not revised any more."))
    if held.state == State.PUBLISHED and not note.strip():
        raise refuse("note", gettext("Say what changed, and why: applicants are told."))
    before = held.current
    given = definition if definition is not None else before.definition_json
    after = read_definition(given)
    stranded = stranded_by(held, after)
    if stranded:
        raise InvalidInputError([*refusals(stranded)])
    version = new_version(
        actor,
        held,
        given,
        opens_at=opens_at or before.opens_at,
        deadline=deadline if deadline is not None else before.deadline,
        zone=zone or before.zone,
        note=note.strip(),
    )
    Call.objects.filter(pk=held.pk).update(version=version)
    call.version = version
    changed = [change.where for change in changes(before.definition, after)]
    audit.record(
        actor=actor, verb="calls.revise_call", target=held, version=version.number, sha256=version.sha256,
        changed=changed[:50], deadline=version.deadline,
    )  # fmt: skip
    return version


@transaction.atomic
def publish_call(*, actor: User | None, call: Call) -> None:
    """Show a call to everybody; from its opening on it takes applications."""
    allowed(actor, "calls.keep_call", call)
    moved(actor, call, (State.DRAFT,), State.PUBLISHED, "calls.publish_call")


@transaction.atomic
def close_call(*, actor: User | None, call: Call) -> None:
    """All is decided and told."""
    allowed(actor, "calls.keep_call", call)
    moved(actor, call, (State.PUBLISHED,), State.CLOSED, "calls.close_call")


@transaction.atomic
def cancel_call(*, actor: User | None, call: Call, reason: str) -> None:
    """Call a call off; what was submitted is kept."""
    allowed(actor, "calls.keep_call", call)
    if not reason.strip():
        raise refuse("reason", gettext("Say why the call is cancelled: applicants are told."))
    moved(
        actor,
        call,
        (State.DRAFT, State.PUBLISHED),
        State.CANCELLED,
        "calls.cancel_call",
        reason=reason.strip(),
    )


def moved(
    actor: User | None, call: Call, after: tuple[Call.State, ...], to: Call.State, verb: str, **details: str
) -> None:
    held = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if held.state == to:
        raise AlreadyDoneError(
            gettext("This was done already: the call is “%(state)s”.") % {"state": to.label}
        )
    if held.state not in after:
        raise refuse(
            "", gettext("The call is “%(state)s”; this cannot follow.") % {"state": held.get_state_display()}
        )
    Call.objects.filter(pk=held.pk).update(state=to)
    call.state = to
    audit.record(actor=actor, verb=verb, target=held, **details)


def new_version(
    actor: User | None,
    call: Call,
    definition: Mapping[str, Any],
    *,
    opens_at: datetime,
    deadline: datetime | None,
    zone: str,
    note: str,
) -> CallVersion:
    content = read_definition(definition).model_dump(mode="json")
    known_zone(zone)
    made = CallVersion(
        call=call,
        number=call.versions.count() + 1,
        definition_json=content,
        sha256=sha256(canonical_json(content).encode()).hexdigest(),
        opens_at=opens_at,
        deadline=deadline,
        zone=zone,
        note=note,
        made_by=actor,
    )
    checked(made)
    made.save()
    return made


def known_zone(zone: str) -> None:
    if zone not in zoneinfo.available_timezones():
        raise refuse(
            "zone", gettext("%(name)s is not a time zone; give one such as Asia/Tashkent.") % {"name": zone}
        )


def stranded_by(call: Call, after: Definition) -> list[str]:
    """What of another definition would strand something that is under way."""
    begun = set(call.runs.values_list("stage", flat=True))
    return strands(call.definition, after, begun=begun, answered=answered(call))


def answered(call: Call) -> set[str]:
    """Fields that some application has answered."""
    found: set[str] = set()
    rows = Application.objects.filter(call=call).exclude(answers={}).values_list("answers", flat=True)
    for answers in rows.iterator(chunk_size=500):
        found.update(answers)
    return found


def refusals(sentences: list[str]) -> list[Any]:
    return [problem for sentence in sentences for problem in refuse("definition", sentence).problems]


def checked(record: Any) -> None:
    try:
        record.full_clean()
    except ValidationError as error:
        raise InvalidInputError(problems(error)) from error
