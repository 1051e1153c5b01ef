"""Verbs about the plan of a project: its period, team and milestones."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.alliance.projects.actions.common import (
    allowed,
    checked,
    held,
    not_after,
    refuse,
    today_of,
    written,
)
from anso.alliance.projects.actions.schedule import make_schedule
from anso.alliance.projects.models import Milestone, Project, Report, TeamMember

__all__ = [
    "add_milestone",
    "add_team_member",
    "drop_milestone",
    "end_membership",
    "reach_milestone",
    "set_period",
]


@transaction.atomic
def set_period(*, actor: User | None, project: Project, starts_on: date, ends_on: date) -> Project:
    """Say when the project runs, before its first report and payment; both are planned anew from it."""
    allowed(actor, "projects.keep", project)
    found = held(project)
    if found.reports.exclude(state=Report.State.DUE, revision=0).exists():
        raise refuse("", gettext("Reports have been written; more time is asked for as a change."))
    if (
        found.payments.filter(released_at__isnull=False).exists()
        or found.payments.filter(replaces__isnull=False).exists()
    ):
        raise refuse(
            "", gettext("Money has been released or planned anew; more time is asked for as a change.")
        )
    if ends_on <= starts_on:
        raise refuse("ends_on", gettext("The project ends before it starts."))
    moved = starts_on - found.starts_on if found.starts_on else None
    found.starts_on, found.ends_on = starts_on, ends_on
    checked(found)
    found.payments.all().delete()
    found.reports.all().delete()
    make_schedule(found)
    if moved:
        open_ones = list(found.milestones.filter(done_on__isnull=True, dropped=""))
        for one in open_ones:
            one.due_on += moved
        Milestone.objects.bulk_update(open_ones, ["due_on"])
    audit.record(actor=actor, verb="projects.set_period", target=found, starts_on=starts_on, ends_on=ends_on)
    return found


@transaction.atomic
def add_team_member(
    *,
    actor: User | None,
    project: Project,
    name: str,
    part: str = TeamMember.Part.RESEARCHER,
    account: User | None = None,
    organisation: str = "",
    country: str = "",
) -> TeamMember:
    """Put somebody on the team; with an account they read the project from inside."""
    allowed(actor, "projects.lead", project)
    found = held(project)
    if part == TeamMember.Part.LEADER:
        raise refuse("part", gettext("A project has one leader."))
    member = TeamMember(
        project=found,
        person=account,
        name=written(name, "name"),
        part=part,
        organisation=organisation.strip(),
        country=country,
        since=today_of(found),
    )
    checked(member)
    audit.record(actor=actor, verb="projects.add_team_member", target=found, member=member.pk, part=part)
    return member


@transaction.atomic
def end_membership(*, actor: User | None, member: TeamMember) -> TeamMember:
    """Somebody leaves the team today."""
    allowed(actor, "projects.lead", member.project)
    found = held(member.project)
    kept = TeamMember.objects.select_for_update().get(pk=member.pk)
    if kept.until is not None:
        raise AlreadyDoneError(gettext("They left the team already."))
    if kept.part == TeamMember.Part.LEADER:
        raise refuse("", gettext("The leader stays on the team."))
    kept.until = today_of(found)
    kept.save(update_fields=["until"])
    audit.record(actor=actor, verb="projects.end_membership", target=found, member=kept.pk)
    return kept


@transaction.atomic
def add_milestone(*, actor: User | None, project: Project, title: str, due_on: date) -> Milestone:
    """Plan something to be reached within the project's time."""
    allowed(actor, "projects.keep", project)
    found = held(project)
    if (found.starts_on and due_on < found.starts_on) or (found.ends_on and due_on > found.ends_on):
        raise refuse("due_on", gettext("This day lies outside of the project’s time."))
    milestone = Milestone(project=found, title=written(title, "title"), due_on=due_on)
    checked(milestone)
    audit.record(
        actor=actor, verb="projects.add_milestone", target=found, milestone=milestone.pk, due_on=due_on
    )
    return milestone


@transaction.atomic
def reach_milestone(*, actor: User | None, milestone: Milestone, done_on: date, evidence: str) -> Milestone:
    """Say when a milestone was reached, and what shows it."""
    allowed(actor, "projects.lead", milestone.project)
    found = held(milestone.project)
    kept = open_milestone(milestone)
    not_after(done_on, today_of(found), "done_on")
    kept.done_on, kept.evidence = done_on, written(evidence, "evidence")
    checked(kept)
    audit.record(actor=actor, verb="projects.reach_milestone", target=found, milestone=kept.pk, on=done_on)
    return kept


@transaction.atomic
def drop_milestone(*, actor: User | None, milestone: Milestone, reason: str) -> Milestone:
    """Leave a milestone out, with the reason; it stays on record."""
    allowed(actor, "projects.keep", milestone.project)
    found = held(milestone.project)
    kept = open_milestone(milestone)
    kept.dropped = written(reason, "reason")
    checked(kept)
    audit.record(actor=actor, verb="projects.drop_milestone", target=found, milestone=kept.pk)
    return kept


def open_milestone(milestone: Milestone) -> Milestone:
    kept = Milestone.objects.select_for_update().get(pk=milestone.pk)
    if not kept.is_open:
        raise AlreadyDoneError(gettext("This milestone was reached or dropped already."))
    return kept
