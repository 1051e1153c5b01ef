"""Verbs on decisions: adopting and publishing resolutions, and following up what they ask for."""

import json
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.governance.actions.common import allowed, checked, one_subject, refuse
from anso.alliance.governance.counting import Status
from anso.alliance.governance.effects import take_effect
from anso.alliance.governance.letters import reminder
from anso.alliance.governance.models import AgendaItem, Ballot, Body, Meeting, Resolution, Task
from anso.alliance.network.models import Institution
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.alliance.teams.mail import tell

__all__ = ["adopt_resolution", "assign_task", "publish_resolution", "remind", "settle_task"]

CARRIED = (Status.ADOPTED, Status.ELECTED)
REMIND_BEFORE = timedelta(days=7)
REMIND_AGAIN = timedelta(days=7)


@transaction.atomic
def adopt_resolution(
    *,
    actor: User | None,
    body: Body,
    title: str,
    text: str,
    adopted_on: date,
    meeting: Meeting | None = None,
    item: AgendaItem | None = None,
    ballot: Ballot | None = None,
    how: str = Resolution.How.CONSENSUS,
    effect: str = "",
    institutions: Sequence[Institution] = (),
    evidence: str = "",
    is_synthetic: bool = False,
) -> Resolution:
    """Put a decision on record under the body's next number of the year."""
    allowed(actor, "governance.keep", body)
    one_subject(body, meeting, item)
    Body.objects.select_for_update().get(pk=body.pk)  # numbers are given one after the other
    if ballot is not None:
        carried(ballot, body)
        how = Resolution.How.BALLOT
    elif how == Resolution.How.BALLOT:
        raise refuse("ballot", gettext("Say by which ballot."))
    if effect and not institutions:
        raise refuse("institutions", gettext("Say which institutions it concerns."))
    last = body.resolutions.filter(year=adopted_on.year).aggregate(last=models.Max("number"))["last"] or 0
    resolution = checked(
        Resolution(
            body=body,
            meeting=meeting,
            item=item,
            ballot=ballot,
            year=adopted_on.year,
            number=last + 1,
            title=title,
            text=text,
            how=how,
            adopted_on=adopted_on,
            effect=effect,
            evidence=evidence,
            is_synthetic=is_synthetic,
        )
    )
    resolution.save()
    resolution.institutions.set(institutions)
    audit.record(
        actor=actor,
        verb="governance.adopt_resolution",
        target=resolution,
        how=how,
        effect=effect,
        institutions=[institution.code for institution in institutions],
    )
    return resolution


def carried(ballot: Ballot, body: Body) -> None:
    """A resolution by ballot rests on one that carried."""
    if ballot.body_id != body.pk:
        raise refuse("ballot", gettext("This ballot is of another body."))
    if not ballot.is_settled:
        raise refuse("ballot", gettext("This ballot is not decided yet."))
    if json.loads(ballot.record.text)["outcome"]["status"] not in CARRIED:
        raise refuse("ballot", gettext("This ballot did not carry."))


@transaction.atomic
def publish_resolution(*, actor: User | None, resolution: Resolution) -> Resolution:
    """Let everybody read a resolution; it takes effect: members it endorses or approves are so from now on."""
    allowed(actor, "governance.keep", resolution)
    held = (
        Resolution.objects.select_for_update(of=("self",))
        .select_related("body", "meeting")
        .get(pk=resolution.pk)
    )
    if held.published_at is not None:
        raise AlreadyDoneError(gettext("This resolution is published already."))
    held.published_at = timezone.now()
    held.save(update_fields=["published_at"])
    taken = take_effect(held, actor)
    audit.record(actor=actor, verb="governance.publish_resolution", target=held, members=taken)
    return held


@transaction.atomic
def assign_task(
    *,
    actor: User | None,
    resolution: Resolution,
    title: str,
    responsible: str,
    due: date,
    person: User | None = None,
) -> Task:
    """Say who does what by when because of a resolution."""
    allowed(actor, "governance.keep", resolution)
    task = checked(Task(resolution=resolution, title=title, responsible=responsible, due=due, person=person))
    task.save()
    audit.record(actor=actor, verb="governance.assign_task", target=task, task=task.pk, due=due)
    return task


@transaction.atomic
def settle_task(*, actor: User | None, task: Task, state: str, note: str = "") -> Task:
    """Say that a task is done, or why it is dropped; or take it up again."""
    allowed(actor, "governance.settle_task", task)
    held = Task.objects.select_for_update(of=("self",)).select_related("resolution__body").get(pk=task.pk)
    if held.state == state:
        raise AlreadyDoneError(gettext("This was said already."))
    if state == Task.State.DROPPED and not note.strip():
        raise refuse("note", gettext("Say why it is dropped."))
    held.state, held.note = state, note.strip()
    held.settled_at = None if state == Task.State.OPEN else timezone.now()
    checked(held).save(update_fields=["state", "note", "settled_at"])
    audit.record(actor=actor, verb="governance.settle_task", target=held, task=held.pk, state=state)
    return held


@transaction.atomic
def remind(*, on: date | None = None) -> int:
    """Write to whoever has a task due within a week or past its day; again every week. Gives how many letters."""
    today = on or timezone.localdate()
    lately = models.Q(reminded_on__isnull=True) | models.Q(reminded_on__lte=today - REMIND_AGAIN)
    due = Task.objects.filter(
        lately,
        state=Task.State.OPEN,
        due__lte=today + REMIND_BEFORE,
        person__is_active=True,
        person__is_synthetic=False,
    ).select_related("person", "resolution__body")
    written = 0
    for task in due.select_for_update(of=("self",)):
        if task.person is None:
            continue
        tell([task.person.email], *reminder(task))
        task.reminded_on = today
        task.save(update_fields=["reminded_on"])
        audit.record(actor=None, verb="governance.remind", target=task, task=task.pk, due=task.due)
        written += 1
    return written
