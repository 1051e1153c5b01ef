"""Verbs on teams: register, change, approve, decline, close."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError, problems
from anso.alliance.people.models import RoleGrant, User
from anso.alliance.people.rules import may, require
from anso.alliance.teams import kept, mail
from anso.alliance.teams.actions.members import give_role
from anso.alliance.teams.actions.settling import settle
from anso.alliance.teams.hubs import hubs
from anso.alliance.teams.models import ModelEntry, Submission, Team
from anso.alliance.teams.names import skeleton, split_model_id
from anso.alliance.teams.rules import MANAGER
from anso.errors import InvalidInputError, Problem

__all__ = ["approve_team", "close_team", "decline_team", "register_team", "update_team"]

PROPOSALS_AT_MOST = 3
"""Teams of one person that wait for approval at the same time, so that nobody hoards abbreviations."""
FIELDS = ("name", "institution", "institution_text", "country", "website")


def checked(record: models.Model) -> None:
    """Refuse a record that does not hold, with every problem beside its field."""
    try:
        record.full_clean()
    except ValidationError as error:
        raise InvalidInputError(
            Problem("abbr" if problem.where == "skeleton" else problem.where, problem.message)
            for problem in problems(error)
        ) from error


@transaction.atomic
def register_team(*, actor: User | None, abbr: str, is_synthetic: bool = False, **fields: Any) -> Team:
    """Propose a team; whoever does so becomes its manager, and the secretariat decides."""
    if actor is not None:
        require(actor, "teams.register")
        allowed_another(actor)
    team = Team(abbr=abbr.strip(), proposed_by=actor, is_synthetic=is_synthetic, **fields)
    team.skeleton = skeleton(team.abbr)
    alike = Team.objects.filter(skeleton=team.skeleton).first()
    if alike is not None:
        raise InvalidInputError([Problem("abbr", too_like(team.abbr, alike.abbr))])
    if actor is not None and not may(actor, "teams.decide"):
        not_in_use(team)
    checked(team)
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as error:  # somebody registered it a moment ago
        raise InvalidInputError([Problem("abbr", too_like(team.abbr, team.abbr))]) from error
    # A role over a team of this abbreviation that was there before the team must not open it.
    RoleGrant.objects.filter(scope_kind=team.scope.kind.value, scope_code=team.abbr).holding().update(
        ends_at=timezone.now()
    )
    if actor is not None:
        give_role(actor, team, MANAGER, given_by=actor)
    audit.record(actor=actor, verb="teams.register", target=team, synthetic=is_synthetic)
    return team


def allowed_another(actor: User) -> None:
    waiting = Team.objects.filter(proposed_by=actor, state=Team.State.PROPOSED).count()
    if waiting >= PROPOSALS_AT_MOST and not may(actor, "teams.decide"):
        told = gettext("%(n)d teams of yours wait for approval already; wait until they are decided.")
        raise InvalidInputError([Problem("", told % {"n": waiting})])


def too_like(abbr: str, other: str) -> str:
    if abbr == other:
        return gettext("Another team has this abbreviation.")
    return gettext("%(abbr)s looks like %(other)s, which another team has; choose one that does not.") % {
        "abbr": abbr,
        "other": other,
    }


def not_in_use(team: Team) -> None:
    """A name under which a hub holds forecasts belongs to those who made them."""
    for desk in hubs():
        if any(skeleton(split_model_id(name)[0]) == team.skeleton for name in desk.model_ids()):
            told = gettext(
                "The hub %(hub)s holds models of a team of this name. If it is yours, ask the secretariat "
                "to register it for you."
            )
            raise InvalidInputError([Problem("abbr", told % {"hub": desk.name})])


@transaction.atomic
def update_team(*, actor: User | None, team: Team, **changes: Any) -> Team:
    """Change what a team says of itself; its abbreviation stays."""
    if actor is not None:
        require(actor, "teams.manage", team)
    changed = [field for field in FIELDS if field in changes and getattr(team, field) != changes[field]]
    for field in changed:
        setattr(team, field, changes[field])
    checked(team)
    if changed:
        team.save(update_fields=changed)
        audit.record(actor=actor, verb="teams.update", target=team, fields=changed)
    return team


def approve_team(*, actor: User | None, team: Team) -> Team:
    """Let a team take part; what it submitted in time while it waited counts from now on."""
    with transaction.atomic():
        held = decided(actor, team, Team.State.APPROVED)
        Submission.objects.filter(entry__model__team=held, state=Submission.State.WAITING).update(
            state=Submission.State.ACCEPTED, unsettled=True
        )
        ModelEntry.objects.filter(model__team=held).update(unsettled=True)
        audit.record(actor=actor, verb="teams.approve", target=held)
    team.refresh_from_db()
    for entry in ModelEntry.objects.filter(model__team=team):
        settle(entry.pk)
    mail.tell_managers(
        team,
        gettext("%(team)s may take part") % {"team": team.abbr},
        gettext("Your team %(team)s was approved; what it submits counts from now on.") % {"team": team.abbr},
    )
    return team


@transaction.atomic
def close_team(*, actor: User | None, team: Team) -> Team:
    """Take nothing more from a team; what counted still counts."""
    held = decided(actor, team, Team.State.CLOSED)
    audit.record(actor=actor, verb="teams.close", target=held)
    team.refresh_from_db()
    return team


def decided(actor: User | None, team: Team, state: Team.State) -> Team:
    if actor is not None:
        require(actor, "teams.decide", team)
    held = Team.objects.select_for_update().get(pk=team.pk)
    if held.state == state:
        raise AlreadyDoneError(gettext("This was decided already."))
    held.state, held.decided_at = state, timezone.now()
    held.save(update_fields=["state", "decided_at"])
    return held


def decline_team(*, actor: User | None, team: Team, why: str) -> None:
    """Do without a proposed team: its record goes, and its abbreviation is free again."""
    managers = mail.addresses_of_managers(team)
    with transaction.atomic():
        if actor is not None:
            require(actor, "teams.decide", team)
        held = Team.objects.select_for_update().get(pk=team.pk)
        if held.state != Team.State.PROPOSED:
            told = gettext("%(team)s was approved before; close it instead.") % {"team": held.abbr}
            raise AlreadyDoneError(told)
        if not why.strip():
            raise InvalidInputError([Problem("why", gettext("Say why; the team is told."))])
        ours = set(Submission.objects.filter(entry__model__team=held).values_list("sha256", flat=True))
        RoleGrant.objects.filter(scope_kind=held.scope.kind.value, scope_code=held.abbr).holding().update(
            ends_at=timezone.now()
        )
        audit.record(actor=actor, verb="teams.decline", target=held)
        held.delete()
    kept.forget(ours - set(Submission.objects.filter(sha256__in=ours).values_list("sha256", flat=True)))
    mail.tell(
        managers,
        gettext("%(team)s was declined") % {"team": team.abbr},
        gettext("Your team %(team)s was declined: %(why)s") % {"team": team.abbr, "why": why.strip()},
    )
