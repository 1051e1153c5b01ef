"""Teams, their models in the hubs, and invitations to join.

Who belongs to a team is a role granted over it (`people.RoleGrant`), so that membership has a beginning, an
end and one place where every rule looks.
"""

from datetime import datetime, timedelta

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.fields import CountryField
from anso.alliance.network.models import Institution
from anso.alliance.people.models import User
from anso.alliance.people.roles import Scope, ScopeKind
from anso.alliance.teams.names import LONGEST, model_id, skeleton, validate_model_abbr, validate_team_abbr

__all__ = ["Invitation", "ModelEntry", "Team", "TeamModel"]

INVITATION_HOLDS = timedelta(days=14)


class Team(models.Model):
    """A research group that forecasts."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("team", "Waiting for approval")
        APPROVED = "approved", pgettext_lazy("team", "Approved")
        CLOSED = "closed", pgettext_lazy("team", "Closed")

    abbr = models.CharField(
        _("abbreviation"),
        max_length=LONGEST,
        unique=True,
        validators=[validate_team_abbr],
        help_text=_(
            "It begins the name of every model and file: letters, figures and underscores, at most 16. "
            "It cannot be changed later."
        ),
        error_messages={"unique": _("Another team has this abbreviation.")},
    )
    skeleton = models.CharField(max_length=LONGEST, unique=True, editable=False)
    name = models.CharField(pgettext_lazy("team", "name"), max_length=200)
    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="teams",
        verbose_name=_("institution"),
    )
    institution_text = models.CharField(
        _("institution, if it is not in the list"), max_length=300, blank=True
    )
    country = CountryField(_("country"), blank=True)
    website = models.URLField(_("website"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    source = models.CharField(
        _("address of your files"),
        max_length=500,
        blank=True,
        help_text=_(
            "Where model-output/ lies, such as https://raw.githubusercontent.com/our-group/forecasts/main. "
            "While a round is open, new files are fetched from there every hour."
        ),
    )
    fetched_at = models.DateTimeField(_("fetched"), null=True, blank=True, editable=False)
    fetch_report = models.JSONField(_("what the last fetch found"), default=dict, editable=False)
    proposed_at = models.DateTimeField(_("registered"), default=timezone.now, editable=False)
    proposed_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="teams_proposed"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["abbr"]

    def __str__(self) -> str:
        return self.abbr

    def get_absolute_url(self) -> str:
        return reverse("teams:team", kwargs={"abbr": self.abbr})

    def clean(self) -> None:
        super().clean()
        self.skeleton = skeleton(self.abbr)

    @property
    def scope(self) -> Scope:
        return Scope(ScopeKind.TEAM, self.abbr)

    @property
    def is_approved(self) -> bool:
        return self.state == self.State.APPROVED

    @property
    def institution_name(self) -> str:
        return self.institution.full_name if self.institution else self.institution_text


class Invitation(models.Model):
    """An offer to one address to join a team; whoever opens its link must own that address."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=32)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="team_invitations_sent"
    )
    invited_at = models.DateTimeField(_("invited"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("invitation to a team")
        verbose_name_plural = _("invitations to teams")
        ordering = ["-invited_at"]
        constraints = [models.UniqueConstraint(fields=["team", "email"], name="one_invitation_per_address")]

    def __str__(self) -> str:
        return f"{self.team}, {self.role}"

    @property
    def audit_label(self) -> str:
        """No address: the trail cannot forget one."""
        return str(self)

    @property
    def ends_at(self) -> datetime:
        return self.invited_at + INVITATION_HOLDS

    @property
    def holds(self) -> bool:
        return timezone.now() < self.ends_at


class TeamModel(models.Model):
    """A model of a team; hubs call it `team-model`."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="models", verbose_name=_("team"))
    abbr = models.CharField(
        _("abbreviation"),
        max_length=LONGEST,
        validators=[validate_model_abbr],
        help_text=_("Letters, figures and underscores, at most 16. It cannot be changed later."),
    )
    skeleton = models.CharField(max_length=LONGEST, editable=False)
    made_at = models.DateTimeField(_("registered"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("model")
        verbose_name_plural = _("models")
        ordering = ["team__abbr", "abbr"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "skeleton"],
                name="one_model_per_abbreviation",
                violation_error_message=_("The team has a model of this abbreviation already."),
            )
        ]

    def __str__(self) -> str:
        return self.model_id

    def clean(self) -> None:
        super().clean()
        self.skeleton = skeleton(self.abbr)

    @property
    def model_id(self) -> str:
        return model_id(self.team.abbr, self.abbr)


class ModelEntry(models.Model):
    """A model in one hub, described as that hub asks."""

    model = models.ForeignKey(
        TeamModel, on_delete=models.CASCADE, related_name="entries", verbose_name=_("model")
    )
    hub = models.SlugField(_("hub"), max_length=100)
    metadata = models.JSONField(_("metadata"), default=dict)
    entered_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    unsettled = models.BooleanField(_("still to be brought to the hub"), default=True, editable=False)
    """Whether the hub's folder may not hold this metadata yet."""

    class Meta:
        verbose_name = _("entry of a model in a hub")
        verbose_name_plural = _("entries of models in hubs")
        ordering = ["model", "hub"]
        constraints = [models.UniqueConstraint(fields=["model", "hub"], name="one_entry_per_hub")]

    def __str__(self) -> str:
        return f"{self.model} ({self.hub})"

    @property
    def title(self) -> str:
        return str(self.metadata.get("model_name") or self.model.model_id)

    @property
    def is_designated(self) -> bool:
        """Whether the team chose it for ensembles; unless it said no, it did."""
        return self.metadata.get("designated_model", True) is not False
