"""Verbs on memberships: apply, screen, endorse, approve, decline, withdraw, suspend, reinstate, end.

In comes an institution or its membership, a day and the evidence; out goes the membership as it stands, one
step of its history and one event of the trail. Which step may follow which state is one table. A body's
resolution takes effect through the same verbs, with the site as its actor and the resolution's id.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.network.models import Institution, Membership, MembershipStep
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError, problems
from anso.alliance.people.models import User
from anso.alliance.people.rules import may, require
from anso.errors import InvalidInputError, Problem

__all__ = [
    "apply_for_membership",
    "approve_membership",
    "decline_membership",
    "end_membership",
    "endorse_membership",
    "reinstate_membership",
    "screen_membership",
    "suspend_membership",
    "withdraw_application",
]

State, Step = Membership.State, MembershipStep.Step
APPLICATIONS_AT_MOST = 3
"""Applications of one person that wait at the same time."""


@dataclass(frozen=True)
class Move:
    """A step: the states it may follow, and the state it leads to."""

    after: tuple[str, ...]
    to: str
    permission: str


MOVES: dict[str, Move] = {
    Step.SCREENED: Move((State.APPLIED,), State.SCREENED, "network.screen_membership"),
    Step.ENDORSED: Move((State.APPLIED, State.SCREENED), State.MEMBER, "network.decide_membership"),
    Step.APPROVED: Move((State.MEMBER,), State.MEMBER, "network.decide_membership"),
    Step.DECLINED: Move((State.APPLIED, State.SCREENED), State.DECLINED, "network.decide_membership"),
    Step.WITHDRAWN: Move((State.APPLIED, State.SCREENED), State.DECLINED, "network.withdraw_application"),
    Step.SUSPENDED: Move((State.MEMBER,), State.SUSPENDED, "network.decide_membership"),
    Step.REINSTATED: Move((State.SUSPENDED,), State.MEMBER, "network.decide_membership"),
    Step.LEFT: Move((State.MEMBER, State.SUSPENDED), State.ENDED, "network.decide_membership"),
}
KINDS: dict[str, Membership.Kind] = {
    Step.ENDORSED: Membership.Kind.ENDORSED,
    Step.APPROVED: Membership.Kind.APPROVED,
}
CLOSING = (Step.DECLINED, Step.WITHDRAWN, Step.LEFT)
LISTING = (Step.SCREENED, Step.ENDORSED)
"""By these an institution that somebody proposed is found to be one, and is listed."""


@transaction.atomic
def apply_for_membership(
    *,
    actor: User | None,
    institution: Institution | None = None,
    described: dict[str, Any] | None = None,
    evidence: str,
    on: date | None = None,
) -> Membership:
    """Ask that an institution become a member: one on record, or one described, which is then put on record."""
    if actor is not None:
        require(actor, "network.apply")
        waiting = Membership.objects.filter(applicant=actor, state__in=Membership.PENDING).count()
        if waiting >= APPLICATIONS_AT_MOST and not may(actor, "network.screen_membership"):
            told = gettext("%(n)d applications of yours wait already; wait until they are decided.")
            raise InvalidInputError([Problem("", told % {"n": waiting})])
    if not evidence.strip():
        raise InvalidInputError([Problem("evidence", gettext("say why the institution wishes to join"))])
    if institution is None:
        from anso.alliance.network.actions.institutions import propose_institution

        institution = propose_institution(actor=actor, **(described or {}))
    day = on or timezone.localdate()
    held = Membership.objects.filter(institution=institution, until__isnull=True).first()
    if held is not None:
        raise AlreadyDoneError(standing(held))
    made = Membership(
        institution=institution,
        state=State.APPLIED,
        evidence=evidence.strip(),
        evidence_date=day,
        applicant=actor,
    )
    try:
        made.full_clean()
        with transaction.atomic():
            made.save()
    except ValidationError as error:
        raise InvalidInputError(problems(error)) from error
    except IntegrityError as error:  # somebody applied for it a moment ago
        raise AlreadyDoneError(standing(made)) from error
    add_step(made, Step.APPLIED, actor=actor, on=day, evidence=evidence)
    return made


def screen_membership(
    *, actor: User | None, membership: Membership, evidence: str, on: date | None = None, document: str = ""
) -> Membership:
    """The secretariat has looked at an application and found it fit to be put to the board."""
    return moved(membership, Step.SCREENED, actor=actor, evidence=evidence, on=on, document=document)


def endorse_membership(
    *,
    actor: User | None,
    membership: Membership,
    evidence: str,
    on: date | None = None,
    document: str = "",
    resolution: str = "",
) -> Membership:
    """The board endorses an applicant, which is a member from that day."""
    return moved(
        membership,
        Step.ENDORSED,
        actor=actor,
        evidence=evidence,
        on=on,
        document=document,
        resolution=resolution,
    )


def approve_membership(
    *,
    actor: User | None,
    membership: Membership,
    evidence: str,
    on: date | None = None,
    document: str = "",
    resolution: str = "",
) -> Membership:
    """The assembly approves a member that the board endorsed, or that had only been named."""
    return moved(
        membership,
        Step.APPROVED,
        actor=actor,
        evidence=evidence,
        on=on,
        document=document,
        resolution=resolution,
    )


def decline_membership(
    *,
    actor: User | None,
    membership: Membership,
    evidence: str,
    on: date | None = None,
    resolution: str = "",
) -> Membership:
    """An application is not taken up; the evidence says why."""
    return moved(membership, Step.DECLINED, actor=actor, evidence=evidence, on=on, resolution=resolution)


def withdraw_application(
    *, actor: User | None, membership: Membership, evidence: str = "", on: date | None = None
) -> Membership:
    """Whoever applied takes the application back."""
    return moved(
        membership,
        Step.WITHDRAWN,
        actor=actor,
        evidence=evidence or gettext("Withdrawn by the applicant"),
        on=on,
    )


def suspend_membership(
    *,
    actor: User | None,
    membership: Membership,
    evidence: str,
    on: date | None = None,
    resolution: str = "",
) -> Membership:
    """A member keeps its place and loses its voice, until it is reinstated or leaves."""
    return moved(membership, Step.SUSPENDED, actor=actor, evidence=evidence, on=on, resolution=resolution)


def reinstate_membership(
    *,
    actor: User | None,
    membership: Membership,
    evidence: str,
    on: date | None = None,
    resolution: str = "",
) -> Membership:
    return moved(membership, Step.REINSTATED, actor=actor, evidence=evidence, on=on, resolution=resolution)


def end_membership(
    *,
    actor: User | None,
    membership: Membership,
    evidence: str,
    on: date | None = None,
    resolution: str = "",
) -> Membership:
    """A member leaves; that it was one stays on record."""
    return moved(membership, Step.LEFT, actor=actor, evidence=evidence, on=on, resolution=resolution)


@transaction.atomic
def moved(
    membership: Membership,
    step: str,
    *,
    actor: User | None,
    evidence: str,
    on: date | None = None,
    document: str = "",
    resolution: str = "",
) -> Membership:
    """The membership after a step, which its state must allow and which cannot lie before the last one."""
    move, day = MOVES[step], on or timezone.localdate()
    held = Membership.objects.select_for_update().select_related("institution").get(pk=membership.pk)
    if actor is not None:
        require(actor, move.permission, held)
    if held.state not in move.after or (step == Step.APPROVED and held.kind == Membership.Kind.APPROVED):
        raise AlreadyDoneError(standing(held))
    refuse_what_cannot_be(held, day, evidence)
    held.state = move.to
    if step in KINDS:
        held.kind = KINDS[step]
        held.evidence, held.evidence_date = evidence.strip(), day
    if step == Step.ENDORSED:
        held.since = day
    if step in CLOSING:
        held.until = day
    held.save()
    if step in LISTING:
        Institution.objects.filter(pk=held.institution_id, is_listed=False).update(is_listed=True)
    add_step(held, step, actor=actor, on=day, evidence=evidence, document=document, resolution=resolution)
    for field in ("state", "kind", "since", "until", "evidence", "evidence_date"):
        setattr(membership, field, getattr(held, field))
    return held


def refuse_what_cannot_be(held: Membership, day: date, evidence: str) -> None:
    found = []
    if not evidence.strip():
        found.append(Problem("evidence", gettext("say where it is written, or why")))
    last = held.steps.order_by("-on", "-pk").first()
    if last is not None and day < last.on:
        told = gettext("%(day)s lies before the last step of this membership, on %(last)s")
        found.append(Problem("on", told % {"day": day, "last": last.on}))
    if day > timezone.localdate():
        found.append(
            Problem("on", gettext("%(day)s lies ahead; a step is recorded once it was made") % {"day": day})
        )
    if found:
        raise InvalidInputError(found)


def add_step(
    membership: Membership,
    step: str,
    *,
    actor: User | None,
    on: date,
    evidence: str,
    document: str = "",
    resolution: str = "",
) -> MembershipStep:
    made = MembershipStep(
        membership=membership,
        step=step,
        on=on,
        evidence=evidence.strip(),
        document=document,
        resolution=resolution,
        recorded_by=actor,
    )
    try:
        made.full_clean()
    except ValidationError as error:
        raise InvalidInputError(problems(error)) from error
    made.save()
    audit.record(
        actor=actor,
        verb=f"network.membership_{step}",
        target=membership,
        institution=membership.institution.code,
        on=on,
        resolution=resolution,
    )
    return made


def standing(membership: Membership) -> str:
    """Why a step cannot be made: how the membership stands."""
    told = gettext("This step cannot be made: the membership of %(institution)s stands at “%(state)s”.")
    state = membership.get_state_display()
    if membership.state == State.MEMBER:
        state = membership.get_kind_display()
    return told % {"institution": membership.institution, "state": state}
