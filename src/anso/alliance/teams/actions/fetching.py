"""Verbs on a team's own folder of files: say where it is, fetch what is new there.

Names of files follow from model and round, so no listing is needed: for every open round the one file that
the round could have is asked for, which any plain web server can answer. Only bytes that were never seen for
the round become a submission, so that an old file in the repository undoes nothing that was sent by hand.
"""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import httpx
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.people import audit
from anso.alliance.people.models import User
from anso.alliance.people.rules import may, require
from anso.alliance.teams.actions.submitting import submit
from anso.alliance.teams.filenames import name_for
from anso.alliance.teams.hubs import open_hub
from anso.alliance.teams.limits import largest_bytes
from anso.alliance.teams.models import ModelEntry, Submission, Team
from anso.alliance.teams.public_addresses import PublicTransport, why_not_https
from anso.errors import AnsoError, InvalidInputError, NotFoundError, Problem
from anso.hub.folder import HubFolder
from anso.sources import cache
from anso.sources.fetch import fetch
from anso.sources.source import SourceUnavailableError

__all__ = ["claim_due_teams", "fetch_team", "set_source"]

EVERY = timedelta(hours=1)


@transaction.atomic
def set_source(*, actor: User | None, team: Team, source: str) -> Team:
    """Say where the team's files are fetched from; empty: from nowhere."""
    from_anywhere = actor is None or may(actor, "teams.fetch_from_anywhere").allowed
    if actor is not None and not from_anywhere:
        require(actor, "teams.manage", team)
    address = source.strip().rstrip("/")
    if address == team.source:
        return team
    wrong = why_not_https(address) if address else ""
    if wrong and not from_anywhere:
        raise InvalidInputError([Problem("source", said(wrong))])
    team.source, team.fetched_at, team.fetch_report = address, None, {}
    team.save(update_fields=["source", "fetched_at", "fetch_report"])
    audit.record(actor=actor, verb="teams.set_source", target=team, given=bool(address))
    return team


def said(wrong: str) -> str:
    return {
        "not-an-address": gettext("This is no address."),
        "not-https": gettext("Give an address that begins with https://; for others ask the secretariat."),
        "port": gettext("Give an address without a port; files are fetched from the usual one."),
        "password": gettext("Give an address without a name or password in it."),
        "query": gettext("Give the address of a folder, without ? or # in it."),
    }[wrong]


def claim_due_teams(now: datetime | None = None) -> list[int]:
    """The teams whose folder is to be looked at now; each is claimed, so that two workers take turns."""
    moment = now or timezone.now()
    due = Q(fetched_at__isnull=True) | Q(fetched_at__lte=moment - EVERY)
    found = Team.objects.filter(due, state=Team.State.APPROVED).exclude(source="")
    return [
        pk
        for pk in found.values_list("pk", flat=True)
        if Team.objects.filter(due, pk=pk).update(fetched_at=moment)
    ]


def fetch_team(
    *,
    actor: User | None,
    team: Team,
    transport: httpx.BaseTransport | None = None,
    now: datetime | None = None,
) -> dict[str, Any]:
    """Take what is new in the team's folder; gives how many files were new, known, and what failed."""
    if actor is not None:
        require(actor, "teams.submit", team)
    if not team.source:
        raise InvalidInputError([Problem("source", gettext("Say first where your files lie."))])
    found: dict[str, Any] = {"new": [], "known": 0, "failed": []}
    asked: set[str] = set()
    for entry, name in expected_files(team, now or timezone.now()):
        try:
            content = read(team, entry, name, asked, transport)
            if content is None:
                continue
            if known(entry, content):
                found["known"] += 1
                continue
            made = submit(
                actor=None, entry=entry, name=name, content=content, via=Submission.Via.FETCH, received_at=now
            )
            found["new"].append({"id": str(made.submission.pk), "file": name, "state": made.submission.state})
        except (AnsoError, OSError) as error:
            found["failed"].append({"file": name, "why": str(error)})
    forget_others(team, asked)
    Team.objects.filter(pk=team.pk).update(fetched_at=now or timezone.now(), fetch_report=found)
    team.refresh_from_db()
    return found


def expected_files(team: Team, now: datetime) -> Iterator[tuple[ModelEntry, str]]:
    """The file that each model could have for each round that is open."""
    entries = ModelEntry.objects.filter(model__team=team).select_related("model__team")
    for entry in entries:
        desk = open_hub(entry.hub)
        for window in desk.open_rounds(now):
            for ending in desk.endings:
                yield entry, name_for(window.round_id, entry.model.model_id, ending, desk.endings)


def known(entry: ModelEntry, content: bytes) -> bool:
    return entry.submissions.filter(sha256=sha256(content).hexdigest()).exists()


def read(
    team: Team, entry: ModelEntry, name: str, asked: set[str], transport: httpx.BaseTransport | None
) -> bytes | None:
    """The file's bytes; None when the folder has no such file."""
    path = open_hub(entry.hub).path_of(entry.model.model_id, name)
    if why_not_https(team.source):
        try:
            return HubFolder(team.source).read(path, limit=largest_bytes())
        except NotFoundError:
            return None
    url = f"{team.source}/{path}"
    copies = f"teams/{team.abbr}/{sha256(url.encode()).hexdigest()[:24]}"
    asked.add(copies)
    try:
        came = fetch(
            copies,
            gettext("The team’s file"),
            url,
            transport=transport or PublicTransport(),
            largest=largest_bytes(),
        )
    except SourceUnavailableError as error:
        if " 404 " in str(error):
            return None
        raise
    return came.path.read_bytes() if came.how == "live" else None


def forget_others(team: Team, asked: set[str]) -> None:
    """Copies of files of rounds that are over."""
    ours = cache.folder(f"teams/{team.abbr}")
    for folder in ours.iterdir() if ours.is_dir() else ():
        if f"teams/{team.abbr}/{folder.name}" not in asked:
            shutil.rmtree(folder, ignore_errors=True)
