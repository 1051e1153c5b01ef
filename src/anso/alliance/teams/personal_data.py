"""What the teams app holds of a person, and what becomes of it."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anso.alliance.people.models import RoleGrant, User, UserManager
from anso.alliance.people.privacy import Fate, Holding, Retention, exempt, forbid_deletion, hold, retain
from anso.alliance.teams.models import Invitation
from anso.alliance.teams.models.teams import INVITATION_HOLDS
from anso.alliance.teams.rules import MANAGER

__all__: list[str] = []

ENDED_KEPT_FOR = timedelta(days=30)


def invitations_to(person: User) -> QuerySet[Invitation]:
    """By the addresses that the person has shown to be theirs."""
    confirmed = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return Invitation.objects.filter(email__in=[UserManager.normalize_email(one) for one in confirmed])


def teams_left_alone(person: User) -> list[str]:
    """Teams that nobody could change any more."""
    managed = RoleGrant.objects.filter(scope_kind="team", role=MANAGER).holding()
    own = set(managed.filter(person=person).values_list("scope_code", flat=True))
    others = set(
        managed.filter(scope_code__in=own).exclude(person=person).values_list("scope_code", flat=True)
    )
    told = gettext("You alone manage the team %(team)s: make somebody else its manager, or have it closed.")
    return [told % {"team": code} for code in sorted(own - others)]


def ended_invitations() -> int:
    ended = timezone.now() - INVITATION_HOLDS - ENDED_KEPT_FOR
    return Invitation.objects.filter(invited_at__lt=ended).delete()[0]


hold(
    Holding(
        "teams.Invitation",
        ("email",),
        Fate.DELETED,
        rows=invitations_to,
        hidden=("digest",),
        why=_("Invitations to forecasting teams that were written to your address."),
    ),
    Holding(
        "teams.Invitation",
        ("invited_by",),
        Fate.FORGOTTEN,
        hidden=("digest", "email"),
        why=_("That you invited somebody to a team."),
    ),
    Holding(
        "teams.Team",
        ("proposed_by",),
        Fate.FORGOTTEN,
        why=_("A team you registered stays; that it was you is forgotten."),
    ),
    Holding(
        "teams.Submission",
        ("submitted_by",),
        Fate.FORGOTTEN,
        why=_("A forecast stays its team’s; who sent it is forgotten."),
    ),
)
forbid_deletion(teams_left_alone)
retain(
    Retention(
        "invitations that ended",
        _("An invitation to a team that nobody accepted goes a month after its end."),
        ended_invitations,
    )
)
exempt("teams.Team", "name", "institution_text", "fetch_report", why="the team's, not a person's")
exempt("teams.ModelEntry", "metadata", why="what the team publishes of its model, its authors among it")
exempt("teams.Submission", "report", why="what the checks say of a file")
