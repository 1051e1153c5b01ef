"""A small hub whose rounds we know to the second, teams in it, and files to submit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from anso.alliance.people.models import User
from anso.alliance.teams import actions
from anso.alliance.teams.actions.members import NewInvitation, give_role
from anso.alliance.teams.models import ModelEntry, Submission, Team
from anso.alliance.teams.rules import MANAGER, MEMBER
from anso.hub.keeping import Hub, Shelf
from anso.hub.keeping.documents import step_ahead_documents

LEVELS = (0.25, 0.5, 0.75)
ROUND = "2024-01-06"
OPENS = datetime(2023, 12, 30, 19, 0, tzinfo=UTC)
"""Midnight in Tashkent, which is five hours ahead, six days before the round."""
CLOSES = datetime(2024, 1, 8, 18, 59, 59, tzinfo=UTC)
"""The last second there, two days after it."""
IN_TIME = datetime(2024, 1, 5, 12, 0, tzinfo=UTC)
METADATA = {
    "model_name": "Tidal currents",
    "designated_model": True,
    "license": "CC0-1.0",
    "methods": "Synthetic.",
}


def make_hub(slug: str = "walk", rounds: Sequence[date] = (date(2024, 1, 6), date(2024, 1, 13))) -> Hub:
    """A hub of two places, one target and two horizons, on the shelf of the installation."""
    ends = sorted({day + timedelta(weeks=ahead) for day in rounds for ahead in (1, 2)})
    return Hub.create(
        Shelf().address(slug),
        step_ahead_documents(
            name="Hub of tides",
            maintainer="Tests",
            email="tests@example.org",
            targets={"cases": "count"},
            locations=("LK", "PK"),
            horizons=(1, 2),
            reference_dates=rounds,
            end_dates=ends,
            levels=LEVELS,
            timezone="Asia/Tashkent",
        ),
    )


def forecast(
    round_id: str = ROUND, *, locations: Sequence[str] = ("LK", "PK"), step: float = 10, level: float = 100
) -> bytes:
    """A CSV file for the hub; a negative step gives quantiles that cross."""
    day = date.fromisoformat(round_id)
    lines = ["reference_date,target,horizon,location,target_end_date,output_type,output_type_id,value"]
    lines += [
        f"{round_id},cases,{ahead},{place},{day + timedelta(weeks=ahead)},quantile,{quantile},{level + number * step}"
        for place in locations
        for ahead in (1, 2)
        for number, quantile in enumerate(LEVELS)
    ]
    return ("\n".join(lines) + "\n").encode()


def file_name(model_id: str = "tides-current", round_id: str = ROUND, ending: str = ".csv") -> str:
    return f"{round_id}-{model_id}{ending}"


def give_entry(
    abbr: str = "tides", model: str = "current", *, hub: str = "walk", approved: bool = True
) -> ModelEntry:
    """A team with a model in the hub; nobody belongs to it yet."""
    team = Team.objects.filter(abbr=abbr).first() or actions.register_team(
        actor=None, abbr=abbr, name=f"Team {abbr}"
    )
    if approved and not team.is_approved:
        actions.approve_team(actor=None, team=team)
    return actions.enter_model(actor=None, team=team, abbr=model, hub=hub, metadata=METADATA)


@dataclass(frozen=True)
class Crew:
    """A team with people and a submission, for the walk."""

    entry: ModelEntry
    crew: User
    invitation: NewInvitation
    submission: Submission


def make_team(manager: User, member: User, invited: User | None) -> Crew:
    make_hub()
    entry = give_entry()
    team = entry.model.team
    give_role(manager, team, MANAGER, given_by=None)
    give_role(member, team, MEMBER, given_by=None)
    made = actions.invite(
        actor=manager, team=team, email=invited.email if invited else "new@example.org", role=MEMBER
    )
    sent = actions.submit(
        actor=manager, entry=entry, name=file_name(), content=forecast(), received_at=IN_TIME
    )
    return Crew(entry, member, made, sent.submission)
