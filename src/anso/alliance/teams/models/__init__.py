"""Records of the teams app: teams with their models and invitations, and what they submitted."""

from anso.alliance.teams.models.submissions import Submission
from anso.alliance.teams.models.teams import Invitation, ModelEntry, Team, TeamModel

__all__ = ["Invitation", "ModelEntry", "Submission", "Team", "TeamModel"]
