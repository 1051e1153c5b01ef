"""Verbs about awards: the lead accepts or declines, unanswered ones lapse, and the waiting list moves up.

Replacing keeps everybody who was chosen and fills the free places with the best of the waiting list that the quotas
then allow; whoever declined is not asked again.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.calls import decision_mail
from anso.alliance.calls.actions.common import allowed, refuse
from anso.alliance.calls.actions.deciding import awarded_letters, offer
from anso.alliance.calls.awards import accepted
from anso.alliance.calls.choosing import asked_again
from anso.alliance.calls.models import Application, Award, Call, Decision, Letter, Selection
from anso.alliance.calls.selecting import replace_declined
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User

__all__ = ["answer_award", "lapse_due_awards", "remind_due_awards", "replace_from_waiting"]

Answer = Award.Answer
Outcome = Application.Outcome
GIVEN_BACK = (Answer.DECLINED, Answer.LAPSED)
REMIND_BEFORE = timedelta(days=3)
AT_ONCE = 1000


@transaction.atomic
def answer_award(
    *, actor: User | None, application: Application, accept: bool, at: datetime | None = None
) -> Award:
    """Accept or decline what was offered, until its last second."""
    allowed(actor, "calls.answer_award", application)
    award = (
        Award.objects.select_for_update(of=("self",))
        .select_related("application__call__version", "application__call__programme")
        .filter(application=application)
        .first()
    )
    moment = at or timezone.now()
    if award is None:
        raise refuse("", gettext("Nothing has been offered here."))
    if award.answer:
        raise AlreadyDoneError(gettext("This award was answered already."))
    if moment.replace(microsecond=0) > award.answer_by:
        raise refuse("", gettext("The time to answer is over; write to the secretariat."))
    award.answer = Answer.ACCEPTED if accept else Answer.DECLINED
    award.answered_at = moment
    award.save(update_fields=["answer", "answered_at"])
    if accept:
        accepted(award)
    audit.record(
        actor=actor,
        verb="calls.accept_award" if accept else "calls.decline_award",
        target=award.application,
    )
    return award


def lapse_due_awards(*, at: datetime | None = None) -> int:
    """Take back what was not answered in time; gives how many."""
    now = at or timezone.now()
    calls = Call.objects.filter(
        applications__award__answer=Answer.WAITED_FOR, applications__award__answer_by__lt=now
    ).distinct()
    return sum(lapsed(call, now) for call in calls)


@transaction.atomic
def lapsed(call: Call, now: datetime) -> int:
    # An answer is in time to the end of the last second.
    over = now.replace(microsecond=0)
    count = Award.objects.filter(application__call=call, answer=Answer.WAITED_FOR, answer_by__lt=over).update(
        answer=Answer.LAPSED, answered_at=now
    )
    if count:
        audit.record(actor=None, verb="calls.lapse_awards", target=call, awards=count)
    return count


@transaction.atomic
def remind_due_awards(*, at: datetime | None = None) -> int:
    """Write once to those whose time to answer is nearly over; gives to how many."""
    now = at or timezone.now()
    due = Award.objects.filter(
        answer=Answer.WAITED_FOR,
        answer_by__gt=now,
        answer_by__lte=now + REMIND_BEFORE,
        offered_at__lt=now - REMIND_BEFORE,
        reminded_at__isnull=True,
        application__is_synthetic=False,
    )
    keys = list(due.values_list("pk", flat=True))
    due.update(reminded_at=now)
    for key in keys:
        decision_mail.remind_of_award.enqueue(key)
    return len(keys)


@transaction.atomic
def replace_from_waiting(*, actor: User | None, call: Call, at: datetime | None = None) -> list[Award]:
    """Offer the places that were given back to the waiting list, as the quotas allow; gives the new awards."""
    allowed(actor, "calls.release_decisions", call)
    held = Call.objects.select_for_update(of=("self",)).select_related("version", "programme").get(pk=call.pk)
    selection = held.selections.filter(state=Selection.State.RELEASED).select_related("call__version").first()
    if selection is None:
        raise refuse("", gettext("No selection of this call is released."))
    moment = at or timezone.now()
    free = list(
        Award.objects.filter(
            application__call=held, answer__in=GIVEN_BACK, replaced_by__isnull=True
        ).order_by("answered_at", "pk")
    )
    if not free:
        raise refuse("", gettext("No place is free."))
    numbers = incoming(held, selection)[: len(free)]
    if not numbers:
        raise refuse("", gettext("Nobody on the waiting list can take a free place under the quotas."))
    by_number = {one.number: one for one in held.applications.filter(number__in=numbers)}
    chosen = [by_number[number] for number in numbers]
    Application.objects.filter(pk__in=[one.pk for one in chosen]).update(outcome=Outcome.AWARDED)
    Decision.objects.filter(application__in=chosen).update(outcome=Outcome.AWARDED, waiting=None)
    awards = offer(held, chosen, moment, replaces=free)
    Letter.objects.bulk_create(awarded_letters(held, awards, moment), batch_size=AT_ONCE)
    audit.record(
        actor=actor,
        verb="calls.replace_from_waiting",
        target=held,
        selection=selection.pk,
        free=len(free),
        offered=len(awards),
    )
    return awards


def incoming(call: Call, selection: Selection) -> Sequence[str]:
    """Numbers of those who come in: of the waiting list alone, for all others were told that they were not chosen."""
    awards = dict(Award.objects.filter(application__call=call).values_list("application__number", "answer"))
    waiting = list(
        Decision.objects.filter(
            application__call=call,
            application__state=Application.State.SUBMITTED,
            outcome=Outcome.WAITING,
            released_at__isnull=False,
        ).values_list("application__number", flat=True)
    )
    asked = asked_again(selection, [*awards, *waiting])
    known = set(asked.candidates.ids)
    back = [number for number, answer in awards.items() if answer in GIVEN_BACK and number in known]
    return replace_declined(asked, known & set(awards), back).incoming
