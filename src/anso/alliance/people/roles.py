"""The roles a person may hold: one table, read by the rules, the admin and the documentation.

A role by itself gives nothing; a grant gives it to a person for a scope (the whole site, a programme, a
body, an institution or a team) until it ends. What each role may do is said in words here and enforced by the
permissions of each app.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["ROLES", "Role", "Scope", "ScopeKind", "end_of", "role_choices", "scope_choices"]


class ScopeKind(StrEnum):
    """What a grant reaches over."""

    SITE = "site"
    PROGRAMME = "programme"
    BODY = "body"
    INSTITUTION = "institution"
    TEAM = "team"


@dataclass(frozen=True)
class Scope:
    """Where a grant holds: the whole site, or one programme, body, institution or team by its code."""

    kind: ScopeKind = ScopeKind.SITE
    code: str = ""


@dataclass(frozen=True)
class Role:
    """One role, in words."""

    code: str
    title: str | Promise
    who: str | Promise
    """The role as the subject of a sentence: `the secretariat`, `a reviewer`."""
    does: str | Promise
    staff: bool = False
    """May open the staff site."""
    demands_mfa: bool = False
    """Must sign in with a second factor: what the role can change reaches many people."""


ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role(
            "applicant",
            _("Applicant"),
            _("an applicant"),
            _("Writes, submits and follows their own applications."),
        ),
        Role(
            "member-contact",
            _("Member contact"),
            _("a member contact"),
            _("Keeps the record of their own institution and speaks for it."),
        ),
        Role(
            "team-manager",
            _("Team manager"),
            _("a team manager"),
            _("Keeps their forecasting team’s record, members and models, and submits for it."),
        ),
        Role(
            "team-member",
            _("Team member"),
            _("a team member"),
            _("Submits forecasts for their own team and reads its reports."),
        ),
        Role(
            "reviewer",
            _("Reviewer"),
            _("a reviewer"),
            _("Reads and judges the applications assigned to them, once conflicts are declared."),
        ),
        Role(
            "editor",
            _("Editor"),
            _("an editor"),
            _("Prepares publications and the texts of public pages."),
        ),
        Role(
            "duty-officer",
            _("Duty officer"),
            _("a duty officer"),
            _("Issues, updates and withdraws alerts."),
            demands_mfa=True,
        ),
        Role(
            "board-member",
            _("Board member"),
            _("a board member"),
            _("Votes in the governing board and reads its papers and the audit trail."),
            demands_mfa=True,
        ),
        Role(
            "secretariat",
            _("Secretariat"),
            _("the secretariat"),
            _("Keeps members, projects and events, and runs the programmes."),
            staff=True,
            demands_mfa=True,
        ),
        Role(
            "administrator",
            _("Administrator"),
            _("an administrator"),
            _("Keeps accounts and roles, and runs the site."),
            staff=True,
            demands_mfa=True,
        ),
    )
}


def role_choices() -> list[tuple[str, str | Promise]]:
    return [(role.code, role.title) for role in ROLES.values()]


def scope_choices() -> list[tuple[str, str | Promise]]:
    return [
        (ScopeKind.SITE.value, _("The whole site")),
        (ScopeKind.PROGRAMME.value, _("A programme")),
        (ScopeKind.BODY.value, _("A body")),
        (ScopeKind.INSTITUTION.value, _("An institution")),
        (ScopeKind.TEAM.value, _("A team")),
    ]


def end_of(last_day: date) -> datetime:
    """When a role ends that is held to the end of a day."""
    return timezone.make_aware(datetime.combine(last_day, time.max))
