"""What is asked of teams: who they are, what they forecast with, what they sent; and who may see which of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from anso.alliance.panels import PanelItem
from anso.alliance.people.models import RoleGrant, User
from anso.alliance.people.rules import Visitor, may
from anso.alliance.search import SearchRecord
from anso.alliance.teams.limits import forecast_file
from anso.alliance.teams.models import ModelEntry, Submission, Team, TeamModel
from anso.alliance.teams.rules import TEAM_ROLES
from anso.errors import NotFoundError
from anso.product import UploadRule

__all__ = [
    "Member",
    "country_panel",
    "entries_of",
    "institution_panel",
    "members_of",
    "searchable",
    "submission_for",
    "submissions_for",
    "team_for",
    "teams_for",
    "teams_of",
    "upload_rules",
]

SHOWN_SUBMISSIONS = 200


@dataclass(frozen=True)
class Member:
    """Somebody of a team."""

    person: User
    role: str
    since: datetime


def teams_for(user: Visitor) -> QuerySet[Team]:
    """The teams that somebody may know of: those that take part, and those that wait with or for them."""
    found = Team.objects.select_related("institution").prefetch_related(
        Prefetch("models", TeamModel.objects.prefetch_related("entries"))
    )
    if may(user, "teams.decide"):
        return found
    own = [team.abbr for team in teams_of(user)]
    return found.filter(~Q(state=Team.State.PROPOSED) | Q(abbr__in=own))


def teams_of(user: Visitor) -> list[Team]:
    """The teams that somebody belongs to."""
    if not isinstance(user, User):
        return []
    codes = [
        grant.scope_code
        for grant in user.current_grants
        if grant.role in TEAM_ROLES and grant.scope_kind == "team"
    ]
    return list(Team.objects.filter(abbr__in=codes))


def team_for(user: Visitor, abbr: str) -> Team:
    """The team of that abbreviation, for somebody who may know of it."""
    found = teams_for(user).filter(abbr=abbr).first()
    if found is None:
        raise NotFoundError(_("There is no team %(abbr)s.") % {"abbr": abbr})
    return found


def members_of(team: Team) -> list[Member]:
    grants = (
        RoleGrant.objects.filter(scope_kind=team.scope.kind.value, scope_code=team.abbr, role__in=TEAM_ROLES)
        .holding()
        .select_related("person")
        .order_by("-role", "person__name")
    )
    return [Member(grant.person, grant.role, grant.granted_at) for grant in grants]


def entries_of(team: Team) -> list[ModelEntry]:
    """The team's models in their hubs, by model and hub."""
    found = ModelEntry.objects.filter(model__team=team).select_related("model__team")
    return list(found.order_by("model__abbr", "hub"))


def submissions_for(user: Visitor, team: Team) -> QuerySet[Submission]:
    """What somebody may know of a team's submissions: its own people and the secretariat all, others what counts."""
    found = Submission.objects.filter(entry__model__team=team).select_related(
        "entry__model__team", "submitted_by"
    )
    if may(user, "teams.see_inside", team):
        return found
    if team.state == Team.State.PROPOSED:
        return found.none()
    return found.filter(state__in=Submission.PUBLIC)


def submission_for(user: Visitor, abbr: str, submission_id: UUID) -> Submission:
    """A submission whose report somebody may read; for everybody else it is not there."""
    found = (
        Submission.objects.filter(pk=submission_id, entry__model__team__abbr=abbr)
        .select_related("entry__model__team", "submitted_by", "replaced_by")
        .first()
    )
    if found is None or not may(user, "teams.read_report", found):
        raise NotFoundError(_("There is no such submission, or it is not yours to see."))
    return found


def upload_rules() -> dict[str, dict[str, UploadRule]]:
    """The file fields of our pages and API calls, by the names of their addresses."""
    return {name: {"file": forecast_file()} for name in ("teams:submit", "api:submit_forecast")}


def institution_panel(code: str) -> list[PanelItem]:
    found = Team.objects.filter(institution__code=code).exclude(state=Team.State.PROPOSED)
    return [panel_item(team) for team in found]


def country_panel(code: str) -> list[PanelItem]:
    return [panel_item(team) for team in Team.objects.filter(country=code, state=Team.State.APPROVED)]


def panel_item(team: Team) -> PanelItem:
    return PanelItem(title=team.name, note=team.abbr, url=team.get_absolute_url(), kind=_("Forecasting team"))


def searchable() -> Iterator[SearchRecord]:
    found = Team.objects.exclude(state=Team.State.PROPOSED).select_related("institution")
    for team in found.prefetch_related(Prefetch("models", TeamModel.objects.select_related("team"))):
        yield SearchRecord(
            kind="team",
            key=team.abbr,
            title=f"{team.name} ({team.abbr})",
            text=" ".join([team.institution_name, *(model.model_id for model in team.models.all())]).strip(),
            url_name="teams:team",
            url_kwargs={"abbr": team.abbr},
            places=(team.country,) if team.country else (),
        )
