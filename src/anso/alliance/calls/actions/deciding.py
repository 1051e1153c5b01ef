"""Verbs that decide one application by hand, and that release decisions: all outcomes, awards and letters at once.

Before the release a decision is known to those who decide alone; it stands in `Decision` and in no field that anybody
else's page reads.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.calls.actions.common import allowed, refuse
from anso.alliance.calls.definition import Definition, FieldKind, LetterKind
from anso.alliance.calls.lettering import Blanks, letters_for
from anso.alliance.calls.models import Application, Award, Call, Decision, Letter, Selection
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User

__all__ = ["Released", "awarded_letters", "decide", "offer", "release_decisions"]

Outcome = Application.Outcome
State = Selection.State
AT_ONCE = 1000


@transaction.atomic
def decide(*, actor: User | None, application: Application, outcome: str, reason: str) -> Decision:
    """Decide one application by hand, otherwise than the selection or without one; an approval then falls away."""
    allowed(actor, "calls.select", application.call)
    call = Call.objects.select_for_update(of=("self",)).select_related("version").get(pk=application.call_id)
    held = call.applications.get(pk=application.pk)
    if outcome not in (Outcome.AWARDED, Outcome.WAITING, Outcome.DECLINED):
        raise refuse("outcome", gettext("Choose what is decided."))
    if not reason.strip():
        raise refuse("reason", gettext("Say why; the reason stays on record."))
    if held.state != Application.State.SUBMITTED:
        raise refuse("", gettext("Only an application that stands is decided."))
    before = Decision.objects.filter(application=held).first()
    if before is not None and before.released_at is not None:
        raise AlreadyDoneError(gettext("This decision is released; it is not changed any more."))
    # Held: an approval comes before this decision, and falls away, or after it.
    selection = call.selections.select_for_update().filter(state__in=(State.TAKEN, State.APPROVED)).first()
    made, _new = Decision.objects.update_or_create(
        application=held,
        defaults={
            "selection": selection,
            "outcome": outcome,
            "waiting": last_place(call) + 1 if outcome == Outcome.WAITING else None,
            "reason": reason.strip()[:1000],
            "by_hand": True,
            "decided_by": actor,
            "decided_at": timezone.now(),
        },
    )
    if selection is not None and selection.state == State.APPROVED:
        selection.state, selection.approved_at, selection.resolution = State.TAKEN, None, ""
        selection.save(update_fields=["state", "approved_at", "resolution"])
    audit.record(actor=actor, verb="calls.decide", target=call, by_hand=True)
    return made


def last_place(call: Call) -> int:
    found = Decision.objects.filter(application__call=call, outcome=Outcome.WAITING)
    return int(found.aggregate(last=Max("waiting"))["last"] or 0)


@dataclass(frozen=True)
class Released:
    """What a release came to."""

    awarded: int
    waiting: int
    declined: int
    letters: int


@transaction.atomic
def release_decisions(
    *,
    actor: User | None,
    call: Call,
    applications: Collection[Application] | None = None,
    at: datetime | None = None,
) -> Released:
    """Tell everybody at once: outcomes, awards and letters in one transaction, which the worker then mails.

    `applications` releases some decisions of a standing call; where there is a selection, all go together.
    """
    allowed(actor, "calls.release_decisions", call)
    held = Call.objects.select_for_update(of=("self",)).select_related("version", "programme").get(pk=call.pk)
    moment = at or timezone.now()
    selection = refuse_unapproved(held)
    if selection is not None and applications is not None:
        raise refuse("applications", gettext("The decisions of a selection are released together."))
    found = due_decisions(held, applications)
    refused = unanswered(held, applications)
    if not found and not refused:
        raise refuse("", gettext("There is nothing to release."))
    by_outcome = {
        outcome: [one for one in found if one.outcome == outcome]
        for outcome in (Outcome.AWARDED, Outcome.WAITING, Outcome.DECLINED)
    }
    for outcome, decisions in by_outcome.items():
        keys = [one.application_id for one in decisions]
        for start in range(0, len(keys), AT_ONCE):
            part = keys[start : start + AT_ONCE]
            Application.objects.filter(pk__in=part).update(outcome=outcome)
            Decision.objects.filter(application__in=part).update(released_at=moment)
    awards = offer(held, [one.application for one in by_outcome[Outcome.AWARDED]], moment)
    letters = [
        *awarded_letters(held, awards, moment),
        *letters_for(
            held,
            LetterKind.WAITING,
            [one.application for one in by_outcome[Outcome.WAITING]],
            {one.application_id: Blanks(place=one.waiting) for one in by_outcome[Outcome.WAITING]},
            moment=moment,
        ),
        *letters_for(
            held,
            LetterKind.DECLINED,
            [one.application for one in by_outcome[Outcome.DECLINED]],
            {},
            moment=moment,
        ),
        *refusals(held, refused, moment),
    ]
    Letter.objects.bulk_create(letters, batch_size=AT_ONCE)
    for start in range(0, len(refused), AT_ONCE):
        Decision.objects.filter(application__in=refused[start : start + AT_ONCE]).update(released_at=moment)
    if selection is not None:
        selection.state = State.RELEASED
        selection.save(update_fields=["state"])
    counts = Released(
        awarded=len(by_outcome[Outcome.AWARDED]),
        waiting=len(by_outcome[Outcome.WAITING]),
        declined=len(by_outcome[Outcome.DECLINED]),
        letters=len(letters),
    )
    audit.record(
        actor=actor,
        verb="calls.release_decisions",
        target=held,
        selection=selection.pk if selection else None,
        awarded=counts.awarded,
        waiting=counts.waiting,
        declined=counts.declined,
        letters=counts.letters,
    )
    return counts


def refuse_unapproved(call: Call) -> Selection | None:
    """The selection that goes out, if the call has one; it has been approved where the call asks for it."""
    selection = call.selections.filter(state__in=(State.TAKEN, State.APPROVED)).first()
    needs = call.definition.selection.board_approves
    if selection is not None and needs and selection.state != State.APPROVED:
        raise refuse("", gettext("The governing board has not approved this selection yet."))
    if selection is None and needs and call.current.deadline is not None:
        raise refuse("", gettext("The governing board approves a selection first; take one."))
    return selection


def due_decisions(call: Call, only: Collection[Application] | None) -> list[Decision]:
    found = (
        Decision.objects.filter(
            application__call=call,
            application__state=Application.State.SUBMITTED,
            released_at__isnull=True,
        )
        .exclude(outcome=Outcome.NONE)
        .select_related("application")
        # Whoever withdraws in this moment comes before the release or after it.
        .select_for_update(of=("self", "application"))
    )
    if only is not None:
        found = found.filter(application__in=list(only))
    return list(found.order_by("application__number"))


def unanswered(call: Call, only: Collection[Application] | None) -> list[Application]:
    """Those that were refused in screening and have had no letter."""
    found = call.applications.filter(state=Application.State.REFUSED).exclude(
        letters__kind=LetterKind.REFUSED.value
    )
    if only is not None:
        found = found.filter(pk__in=[one.pk for one in only])
    return list(found.order_by("number"))


def refusals(call: Call, refused: Sequence[Application], moment: datetime) -> list[Letter]:
    reasons = dict(Decision.objects.filter(application__in=refused).values_list("application_id", "reason"))
    blanks = {one.pk: Blanks(reason=reasons.get(one.pk, "")) for one in refused}
    return letters_for(call, LetterKind.REFUSED, refused, blanks, moment=moment)


def offer(
    call: Call,
    applications: Sequence[Application],
    moment: datetime,
    replaces: Sequence[Award] = (),
) -> list[Award]:
    """Awards to be answered within the days that the call gives."""
    answer_by = moment + timedelta(days=call.definition.selection.answer_days)
    made = [
        Award(
            application=one,
            offered_at=moment,
            answer_by=answer_by,
            replaces=replaces[place] if place < len(replaces) else None,
            **asked_for(call.definition, one),
        )
        for place, one in enumerate(applications)
    ]
    return Award.objects.bulk_create(made, batch_size=AT_ONCE)


def asked_for(definition: Definition, application: Application) -> dict[str, Any]:
    """The sum that was asked for in the budget, where the form has one."""
    budget = next(
        (field for field in definition.fields if field.kind == FieldKind.BUDGET and field.fact), None
    )
    if budget is None:
        return {}
    total = application.facts.get(budget.fact, 0)
    return {"amount": Decimal(str(total)).quantize(Decimal("0.01")), "currency": budget.currency}


def awarded_letters(call: Call, awards: Sequence[Award], moment: datetime) -> list[Letter]:
    blanks = {
        award.application_id: Blanks(answer_by=award.answer_by, amount=award.amount, currency=award.currency)
        for award in awards
    }
    return letters_for(
        call, LetterKind.AWARDED, [award.application for award in awards], blanks, moment=moment
    )
