"""Who may do what to teams and what they submit.

A role in a team holds over that team alone: one that somebody holds over the whole site opens no team,
so that nobody but its own people can speak for it. The secretariat decides which teams may take part and
reads reports in order to help; files that are not public are read by their team alone.
"""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rules.predicates import Predicate

from anso.alliance.people.models import User
from anso.alliance.people.roles import Scope
from anso.alliance.people.rules import (
    EVERYONE,
    NOBODY,
    SECRETARIAT,
    SIGNED_IN,
    STAFF,
    Visitor,
    Who,
    permit,
    permit_records,
)
from anso.alliance.teams.models import Invitation, ModelEntry, Submission, Team, TeamModel

__all__ = ["MANAGER", "MEMBER", "TEAM_ROLES", "is_in_team", "team_of"]

MANAGER, MEMBER = "team-manager", "team-member"
TEAM_ROLES = (MANAGER, MEMBER)


def team_of(target: Any) -> Team | None:
    """The team that a record belongs to."""
    match target:
        case Team():
            return target
        case TeamModel() | Invitation():
            return target.team
        case ModelEntry():
            return target.model.team
        case Submission():
            return target.entry.model.team
        case _:
            return None


def is_in_team(user: Visitor, scope: Scope, roles: tuple[str, ...] = TEAM_ROLES) -> bool:
    """Does the user hold one of the roles over this very team?"""
    if not isinstance(user, User):
        return False
    return any(grant.role in roles and grant.scope == scope for grant in user.current_grants)


def of_the_team(words: str | Promise, *roles: str) -> Who:
    """Holders of the roles over the team of the object; nobody when there is no object."""

    def test(user: Visitor, target: object) -> bool:
        team = team_of(target)
        return team is not None and is_in_team(user, team.scope, roles)

    return Who(words, Predicate(test, name=f"of_the_team:{'|'.join(roles)}"))


MANAGERS = of_the_team(_("a manager of the team"), MANAGER)
MEMBERS = of_the_team(_("a member of the team"), *TEAM_ROLES)

permit("teams.register", _("register a team"), SIGNED_IN)
permit("teams.decide", _("approve, decline or close teams"), SECRETARIAT)
permit("teams.manage", _("keep a team’s record, members and models"), MANAGERS)
permit("teams.see_inside", _("see a team’s members and everything it submitted"), MEMBERS | SECRETARIAT)
permit("teams.submit", _("submit and withdraw forecasts for a team"), MEMBERS)
permit("teams.leave", _("leave a team"), MEMBERS)
permit("teams.read_report", _("read the report on a submission"), MEMBERS | SECRETARIAT)
permit("teams.read_file", _("read a submitted file that is not public"), MEMBERS)
permit(
    "teams.fetch_from_anywhere", _("have files fetched from other than public https addresses"), SECRETARIAT
)
for record in (Team, TeamModel, ModelEntry):
    permit_records(record, view=STAFF, change=NOBODY)
permit_records(Submission, view=STAFF, change=NOBODY)
permit("teams.see_list", _("see the teams, their models and what counts"), EVERYONE)
