"""What a worker does for teams: look at a team's folder."""

from django_tasks import task

from anso.alliance.teams.actions.fetching import claim_due_teams, fetch_team
from anso.alliance.teams.models import Team

__all__ = ["fetch_due", "fetch_one"]


@task()
def fetch_one(team_id: int) -> int:
    """Take what is new in one team's folder; gives how many files were."""
    team = Team.objects.filter(pk=team_id, state=Team.State.APPROVED).first()
    return len(fetch_team(actor=None, team=team)["new"]) if team is not None and team.source else 0


def fetch_due() -> int:
    """Put every team whose folder is due into the queue; gives how many."""
    due = claim_due_teams()
    for team_id in due:
        fetch_one.enqueue(team_id)
    return len(due)
