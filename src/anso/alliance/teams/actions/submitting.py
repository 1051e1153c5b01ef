"""Verbs on submissions: submit, withdraw.

A file is kept and checked before anything is recorded; the record then says at once what counts. Which of two
versions counts is decided by when each was received whole, not by which was checked sooner. Sending the same
bytes again while they stand changes nothing, so that a double click is one submission.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.files import clean_name
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.alliance.teams import kept
from anso.alliance.teams.actions.settling import settle
from anso.alliance.teams.coverage import share_of_round
from anso.alliance.teams.filenames import not_of_this_model, not_read_here, round_of
from anso.alliance.teams.hubs import HubDesk, open_hub
from anso.alliance.teams.models import ModelEntry, Submission, Team
from anso.errors import AnsoError, InvalidInputError, Problem
from anso.hub.checks import Outcome, Report

__all__ = ["Submitted", "submit", "withdraw"]

MOST_AN_HOUR = {Team.State.PROPOSED: 20, Team.State.APPROVED: 200}
"""Versions a team may send within an hour; each is kept."""

State = Submission.State


@dataclass(frozen=True)
class Submitted:
    """The version that a file became, or the one that it was already."""

    submission: Submission
    is_repeat: bool = False


def submit(
    *,
    actor: User | None,
    entry: ModelEntry,
    name: str,
    content: bytes,
    via: str = Submission.Via.WEB,
    received_at: datetime | None = None,
) -> Submitted:
    """Take a forecast file: check it, keep it with its report, and let it count if it is valid and in time."""
    received_at = received_at or timezone.now()
    if actor is not None:
        require(actor, "teams.submit", entry)
    allowed_another(entry.model.team, received_at)
    if not content:
        raise InvalidInputError([Problem("file", gettext("The file is empty."))])
    desk = open_hub(entry.hub)
    name = clean_name(name)
    standing = entry.submissions.filter(
        state__in=Submission.STANDING, path=desk.path_of(entry.model.model_id, name)
    )
    if known := standing.filter(sha256=sha256(content).hexdigest()).first():
        return Submitted(known, is_repeat=True)
    version = checked_version(desk, entry, name, content, received_at)
    version.sha256 = kept.keep(content)
    version.submitted_by, version.via = actor, via
    done = record(actor, version)
    if done.submission.unsettled:
        settle(entry.pk)
        done.submission.refresh_from_db(fields=["unsettled"])
    return done


def allowed_another(team: Team, now: datetime) -> None:
    if team.state == Team.State.CLOSED:
        raise AnsoError(gettext("The team %(team)s is closed; it submits no more.") % {"team": team.abbr})
    most = MOST_AN_HOUR[Team.State(team.state)]
    lately = Submission.objects.filter(entry__model__team=team, received_at__gt=now - timedelta(hours=1))
    if lately.count() >= most:
        told = gettext("A team may send %(most)s files within an hour; wait a little.")
        raise AnsoError(told % {"most": most})


def checked_version(
    desk: HubDesk, entry: ModelEntry, name: str, content: bytes, received_at: datetime
) -> Submission:
    """The version as it would be recorded: with its report, and the state that it would have by itself."""
    model_id = entry.model.model_id
    round_id = round_of(name, model_id)
    window = desk.window(round_id) if round_id else None
    is_late = window is not None and window.is_over(received_at)
    path = desk.path_of(model_id, name)
    # A late file is checked as if it had come in time: what else is wrong with it is worth knowing, too.
    moment = window.closes if window and is_late else received_at.replace(microsecond=0)
    report = desk.check(path, content, moment)
    report = answered_here(report, entry, round_id)
    if not round_id:
        report = not_of_this_model(report, name, model_id, desk.endings)
    if desk.counts_nowhere(name):
        report = not_read_here(report, name)
    share = share_of_round(desk.definition, round_id, name, content) if report.ok else None
    return Submission(
        entry=entry,
        round_id=round_id,
        path=path,
        bytes=len(content),
        received_at=received_at,
        deadline=window.closes.astimezone(UTC) if window else None,
        state=State.REJECTED if not report.ok else State.LATE if is_late else State.ACCEPTED,
        report=report.as_dict(),
        share=share,
    )


def answered_here(report: Report, entry: ModelEntry, round_id: str) -> Report:
    """The report, with the answers that the records give better than the hub's folder.

    Metadata are on record before they enter the folder with the team's approval; and a file of another format
    that the team sent before for this round makes room for this one.
    """
    answers = {}
    if entry.unsettled:
        answers["metadata_exists"] = "The model is described here, and in the hub once the team is approved"
    if entry.submissions.filter(round_id=round_id).exists():
        answers["file_n"] = "Of the versions sent for the round, the hub keeps the one that counts"
    return Report(
        tuple(
            replace(check, outcome=Outcome.PASSED, message=answers[check.name], problems=())
            if check.name in answers
            else check
            for check in report.checks
        )
    )


@transaction.atomic
def record(actor: User | None, version: Submission) -> Submitted:
    """Write the version down among the others of its round."""
    entry = ModelEntry.objects.select_for_update().select_related("model__team").get(pk=version.entry_id)
    if version.state == State.ACCEPTED and not entry.model.team.is_approved:
        version.state = State.WAITING
    versions = entry.submissions.filter(round_id=version.round_id)
    standing = versions.filter(state__in=Submission.STANDING).first()
    if standing is not None and same_file(standing, version):
        return Submitted(standing, is_repeat=True)
    newest = versions.first()
    if newest is not None and same_file(newest, version) and newest.state == version.state:
        return Submitted(newest, is_repeat=True)
    if version.is_standing:
        version.unsettled = version.state == State.ACCEPTED
        if standing is not None and standing.received_at > version.received_at:
            version.state, version.replaced_by, version.unsettled = State.REPLACED, standing, False
        elif standing is not None:
            standing.unsettled = standing.state == State.ACCEPTED
            standing.state = State.REPLACED
            standing.save(update_fields=["state", "unsettled"])
    version.save(force_insert=True)
    if standing is not None and standing.state == State.REPLACED:
        standing.replaced_by = version
        standing.save(update_fields=["replaced_by"])
    audit.record(
        actor=actor,
        verb="teams.submit",
        target=version,
        sha256=version.sha256,
        state=version.state,
        via=version.via,
        replaces=standing.pk if standing is not None and standing.state == State.REPLACED else None,
    )
    return Submitted(version)


def same_file(known: Submission, version: Submission) -> bool:
    return (known.path, known.sha256) == (version.path, version.sha256)


def withdraw(
    *, actor: User | None, submission: Submission, why: str = "", now: datetime | None = None
) -> Submission:
    """Take a forecast back: out of the hub until the deadline; after it, it stays and is marked.

    What happened is known soon after a deadline. Could a forecast be taken out then, the scores would be of
    those forecasts that turned out well.
    """
    with transaction.atomic():
        if actor is not None:
            require(actor, "teams.submit", submission)
        moment = now or timezone.now()
        ModelEntry.objects.select_for_update().get(pk=submission.entry_id)
        held = Submission.objects.select_related("entry__model__team").get(pk=submission.pk)
        if not held.is_standing or held.withdrawn_at is not None:
            raise AlreadyDoneError(gettext("This version does not count, or was withdrawn already."))
        if held.may_change(moment) or held.state == State.WAITING:
            held.unsettled = held.state == State.ACCEPTED
            held.state = State.WITHDRAWN
        elif not why.strip():
            told = gettext("Say why: after the deadline the forecast stays and is shown with your reason.")
            raise InvalidInputError([Problem("why", told)])
        held.withdrawn_at, held.withdrawn_why = moment, why.strip()[:500]
        held.save(update_fields=["state", "unsettled", "withdrawn_at", "withdrawn_why"])
        details: dict[str, Any] = {"state": held.state, "sha256": held.sha256}
        audit.record(actor=actor, verb="teams.withdraw", target=held, **details)
    if held.unsettled:
        settle(held.entry_id)
        held.refresh_from_db(fields=["unsettled"])
    return held
