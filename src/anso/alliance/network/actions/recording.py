"""The verb by which the secretariat puts a membership on record that began outside this site, as a document tells it.

Whoever applies on the site does so by `apply_for_membership`; here nobody is the applicant.
"""

from datetime import date
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.network.actions.membership import add_step, standing
from anso.alliance.network.actions.records import checked
from anso.alliance.network.models import Institution, Membership, MembershipStep
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.errors import InvalidInputError, Problem

__all__ = ["FIRST", "record_membership"]

State, Kind, Step = Membership.State, Membership.Kind, MembershipStep.Step


class Beginning(NamedTuple):
    """What a membership is that begins with a step, and whether that step's day is its first."""

    state: str
    kind: str
    from_that_day: bool


FIRST: dict[str, Beginning] = {
    Step.APPLIED: Beginning(State.APPLIED, "", from_that_day=False),
    Step.FOUNDED: Beginning(State.MEMBER, Kind.FOUNDING, from_that_day=True),
    Step.NAMED: Beginning(State.MEMBER, Kind.NAMED, from_that_day=False),
    Step.ENDORSED: Beginning(State.MEMBER, Kind.ENDORSED, from_that_day=True),
    Step.APPROVED: Beginning(State.MEMBER, Kind.APPROVED, from_that_day=True),
}


@transaction.atomic
def record_membership(
    *,
    actor: User | None,
    institution: Institution,
    step: str,
    on: date,
    evidence: str,
    document: str = "",
    resolution: str = "",
) -> Membership:
    """Put a membership on record by the first step that is known of it."""
    if actor is not None:
        require(actor, "network.decide_membership")
    if step not in FIRST:
        told = gettext("a membership does not begin with %(step)s; it begins with %(known)s")
        raise InvalidInputError([Problem("step", told % {"step": step, "known": ", ".join(FIRST)})])
    if on > timezone.localdate():
        told = gettext("%(day)s lies ahead; a step is recorded once it was made")
        raise InvalidInputError([Problem("on", told % {"day": on})])
    begins = FIRST[step]
    held = Membership.objects.filter(institution=institution, until__isnull=True).first()
    if held is not None:
        raise AlreadyDoneError(standing(held))
    made = Membership(
        institution=institution,
        state=begins.state,
        kind=begins.kind,
        since=on if begins.from_that_day else None,
        evidence=evidence.strip(),
        evidence_date=on,
    )
    checked(made)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:  # somebody recorded it a moment ago
        raise AlreadyDoneError(standing(made)) from error
    add_step(made, step, actor=actor, on=on, evidence=evidence, document=document, resolution=resolution)
    return made
