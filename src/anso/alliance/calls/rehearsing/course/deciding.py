"""The end of a call: a selection under quotas, the board's word, the release, letters, answers, and who moves up.

Where the quotas cannot all be met the report says why, and the rehearsal goes on without their lower bounds.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from anso.alliance.calls import actions
from anso.alliance.calls.choosing import last_review
from anso.alliance.calls.definition import SelectionPlan
from anso.alliance.calls.lettering import pdf_of
from anso.alliance.calls.models import Application, Award, Call, Letter, Participant, Selection
from anso.alliance.calls.rehearsing.course.stage_set import Staff
from anso.alliance.calls.rehearsing.making.chance import chance
from anso.alliance.calls.rehearsing.timing import Steps
from anso.alliance.people.models import User
from anso.errors import InvalidInputError

__all__ = ["Decided", "decide_all"]

ACCEPTED, DECLINED = 0.88, 0.08
"""Parts of those who are awarded; the others let the time go by."""
GOOD_ENOUGH = 0.0
"""True merit from which the officers decide for an application where there is no review."""
REASON = "Made up for a rehearsal."


@dataclass
class Decided:
    """What was decided, told and answered."""

    selection: Selection | None = None
    impossible: list[str] = field(default_factory=list)
    letters: int = 0
    answers: dict[str, int] = field(default_factory=dict)
    replaced: int = 0


def decide_all(staff: Staff, call: Call, merit: dict[str, float], steps: Steps, *, seed: int) -> Decided:
    found = Decided()
    if last_review(call.definition) is None:
        with steps.step("decisions by hand") as step:
            step.acts = by_hand(staff, call, merit)
    else:
        with steps.step("selection"):
            found.selection = selected(staff, call, found, seed)
        with steps.step("taking and approval"):
            actions.take_selection(actor=staff.officer, selection=found.selection)
            if call.definition.selection.board_approves:
                actions.approve_selection(
                    actor=staff.board, selection=found.selection, resolution="Made up for a rehearsal"
                )
    with steps.step("release") as step:
        found.letters = step.acts = actions.release_decisions(actor=staff.officer, call=call).letters
    with steps.step("letters as PDF") as step:
        typeset(call)
        step.acts = found.letters
    with steps.step("answers and waiting list") as step:
        step.acts = answered(staff, call, found, seed)
    return found


def selected(staff: Staff, call: Call, found: Decided, seed: int) -> Selection:
    try:
        return actions.try_selection(actor=staff.officer, call=call, seed=seed)
    except InvalidInputError as error:
        found.impossible = [problem.message for problem in error.problems]
    plan = without_lower_bounds(call.definition.selection)
    return actions.try_selection(actor=staff.officer, call=call, plan=plan, seed=seed)


def without_lower_bounds(plan: SelectionPlan) -> SelectionPlan:
    capped = [quota for quota in plan.quotas if quota.most is not None or quota.most_share is not None]
    quotas = tuple(quota.model_copy(update={"least": None, "least_share": None}) for quota in capped)
    return plan.model_copy(update={"quotas": quotas})


def by_hand(staff: Staff, call: Call, merit: dict[str, float]) -> int:
    standing = list(
        call.applications.filter(state=Application.State.SUBMITTED)
        .exclude(stage="")
        .select_related("call__version", "call__programme")
        .defer("answers", "call__version__definition_json")
        .order_by("number")
    )
    for one in standing:
        chosen = merit[one.number] >= GOOD_ENOUGH
        outcome = Application.Outcome.AWARDED if chosen else Application.Outcome.DECLINED
        actions.decide(actor=staff.officer, application=one, outcome=outcome, reason=REASON)
    return len(standing)


def typeset(call: Call) -> None:
    """All letters in one document, which is not kept."""
    letters = list(
        Letter.objects.filter(application__call=call)
        .select_related("application")
        .order_by("application__number")
    )
    if letters:
        pdf_of(letters, title=call.title, zone=call.current.zone)


def answered(staff: Staff, call: Call, found: Decided, seed: int) -> int:
    acts = answers_to(call, seed, timezone.now())
    after = timezone.now() + timedelta(days=call.definition.selection.answer_days, minutes=1)
    actions.lapse_due_awards(at=after)
    if found.selection is not None:
        try:
            found.replaced = len(actions.replace_from_waiting(actor=staff.officer, call=call, at=after))
        except InvalidInputError as error:
            found.impossible += [problem.message for problem in error.problems]
        acts += found.replaced + answers_to(call, seed, after)
    for award in Award.objects.filter(application__call=call):
        found.answers[award.answer or "waited_for"] = found.answers.get(award.answer or "waited_for", 0) + 1
    return acts


def answers_to(call: Call, seed: int, moment: datetime) -> int:
    """Everybody who has an open award answers it, or does not; gives how many did."""
    waiting = Award.objects.filter(application__call=call, answer=Award.Answer.WAITED_FOR)
    leads: dict[Any, User] = {
        part.application_id: part.person
        for part in Participant.objects.filter(
            application__call=call, part=Participant.Part.LEAD, person__isnull=False
        ).select_related("person")
        if part.person is not None
    }
    acts = 0
    for award in waiting.select_related("application__call").order_by("application__number"):
        drawn = chance(seed, "answers", award.application.number).random()
        if drawn < ACCEPTED + DECLINED:
            actions.answer_award(
                actor=leads[award.application_id], application=award.application, accept=drawn < ACCEPTED,
                at=moment,
            )  # fmt: skip
            acts += 1
    return acts
