"""Verbs that try selections under quotas, take one, and have the board approve it. Nothing is told to anybody yet.

Whoever is kept from one application would learn of it from the totals: officers and board members with any conflict of
interest in the call leave this to others.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.calls.actions.common import allowed, refuse
from anso.alliance.calls.choosing import candidates_of, choose, digest_of, last_review
from anso.alliance.calls.definition import SelectionPlan
from anso.alliance.calls.models import Application, Call, Decision, Selection
from anso.alliance.calls.queries.selection import digest_of_decisions
from anso.alliance.calls.selecting import ImpossibleError
from anso.alliance.calls.words.selecting import conflict_in_words
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.errors import InvalidInputError, Problem

__all__ = ["approve_selection", "leave_selection", "take_selection", "try_selection"]

State = Selection.State
Outcome = Application.Outcome
HELD = (State.TAKEN, State.APPROVED)
AT_ONCE = 1000


@transaction.atomic
def try_selection(
    *,
    actor: User | None,
    call: Call,
    plan: SelectionPlan | None = None,
    seed: int = 0,
    note: str = "",
) -> Selection:
    """Choose under a plan (the call's own, if none is given) and keep what came out beside other tries."""
    allowed(actor, "calls.select", call)
    wanted = plan or call.definition.selection
    stage = last_review(call.definition)
    refuse_open(call)
    try:
        found = choose(call, wanted, seed=seed)
    except ImpossibleError as error:
        told = conflict_in_words(call.definition, error.conflict)
        raise InvalidInputError([Problem("", sentence) for sentence in told]) from error
    made = Selection.objects.create(
        call=call,
        stage=stage.code if stage else "",
        plan_json=wanted.model_dump(mode="json"),
        result_json=found.result,
        note=note.strip()[:500],
        made_by=actor,
    )
    record(actor, "calls.try_selection", made)
    return made


def refuse_open(call: Call) -> None:
    stage = last_review(call.definition)
    if stage is None:
        raise refuse("", gettext("This call has no review; decide by hand."))
    if not call.runs.filter(stage=stage.code, closed_at__isnull=False).exists():
        raise refuse("", gettext("Close the last review before you select."))
    refuse_released(call)


def refuse_released(call: Call) -> None:
    if call.selections.filter(state=State.RELEASED).exists():
        raise AlreadyDoneError(gettext("The decisions of this call are released."))


@transaction.atomic
def take_selection(*, actor: User | None, selection: Selection) -> Selection:
    """Make a try the call's selection, and its decisions those of every application; still nobody is told."""
    allowed(actor, "calls.select", selection.call)
    call = Call.objects.select_for_update(of=("self",)).select_related("version").get(pk=selection.call_id)
    refuse_released(call)
    held = Selection.objects.select_related("call__version").get(pk=selection.pk)
    if held.state in HELD:
        raise AlreadyDoneError(gettext("This selection is taken already."))
    refuse_outdated(call, held)
    call.selections.filter(state__in=HELD).update(state=State.LEFT, approved_at=None, resolution="")
    held.state = State.TAKEN
    held.save(update_fields=["state"])
    Decision.objects.filter(
        application__call=call, application__state=Application.State.SUBMITTED, released_at__isnull=True
    ).delete()
    Decision.objects.bulk_create(decisions_of(call, held, actor), batch_size=AT_ONCE)
    record(actor, "calls.take_selection", held)
    return held


def refuse_outdated(call: Call, selection: Selection) -> None:
    if digest_of(candidates_of(call)) != selection.result_json["digest"]:
        raise refuse(
            "", gettext("Applications or scores changed since this selection was tried; try it again.")
        )


def decisions_of(call: Call, selection: Selection, actor: User | None) -> list[Decision]:
    """Of everybody who was reviewed in any stage: chosen, waiting or not."""
    result = selection.result_json
    chosen, waiting = set(result["chosen"]), result["waiting"]
    moment = timezone.now()
    considered = (
        call.applications.filter(state=Application.State.SUBMITTED)
        .exclude(decision__released_at__isnull=False)
        .exclude(stage="")
        .order_by("number")
    )
    return [
        Decision(
            application_id=pk,
            selection=selection,
            outcome=Outcome.AWARDED
            if number in chosen
            else Outcome.WAITING
            if number in waiting
            else Outcome.DECLINED,
            waiting=waiting.get(number),
            decided_by=actor,
            decided_at=moment,
        )
        for pk, number in considered.values_list("pk", "number")
    ]


@transaction.atomic
def leave_selection(*, actor: User | None, selection: Selection) -> None:
    """Take back what was taken: its unreleased decisions go."""
    allowed(actor, "calls.select", selection.call)
    hold_call(selection)
    held = Selection.objects.select_for_update(of=("self",)).select_related("call").get(pk=selection.pk)
    if held.state not in HELD:
        raise refuse("", gettext("This selection is not taken."))
    held.state, held.approved_at, held.resolution = State.LEFT, None, ""
    held.save(update_fields=["state", "approved_at", "resolution"])
    Decision.objects.filter(selection=held, released_at__isnull=True).delete()
    record(actor, "calls.leave_selection", held)


@transaction.atomic
def approve_selection(
    *, actor: User | None, selection: Selection, resolution: str = "", seen: str = ""
) -> Selection:
    """The board's word, where the call asks for it; with the number of its resolution, if it made one.

    `seen` is the digest of the decisions that were looked at: where one was changed since, nothing is approved.
    """
    allowed(actor, "calls.approve_selection", selection.call)
    hold_call(selection)
    held = (
        Selection.objects.select_for_update(of=("self",)).select_related("call__version").get(pk=selection.pk)
    )
    if held.state == State.APPROVED:
        raise AlreadyDoneError(gettext("This selection is approved already."))
    if held.state != State.TAKEN:
        raise refuse("", gettext("Only the selection that was taken is approved."))
    if seen and seen != digest_of_decisions(held.call):
        raise refuse(
            "", gettext("A decision was changed since you looked at the selection; look at it again.")
        )
    held.state, held.approved_at, held.resolution = State.APPROVED, timezone.now(), resolution.strip()[:100]
    held.save(update_fields=["state", "approved_at", "resolution"])
    record(actor, "calls.approve_selection", held, resolution=held.resolution)
    return held


def hold_call(selection: Selection) -> None:
    """A release and a decision by hand hold the call's row, and wait here; so does this."""
    Call.objects.select_for_update(of=("self",), no_key=True).get(pk=selection.call_id)


def record(actor: User | None, verb: str, selection: Selection, **more: Any) -> None:
    """The plan, the seed and the digests: enough to choose the same again, and no application by name."""
    result = selection.result_json
    audit.record(
        actor=actor,
        verb=verb,
        target=selection.call,
        selection=selection.pk,
        plan=selection.plan_json,
        seed=result["seed"],
        digest=result["digest"],
        candidates=result["candidates"],
        chosen=len(result["chosen"]),
        total=result["total"],
        **more,
    )
