"""An institution's membership, and every step of it: applied, screened, endorsed, approved, suspended, left.

The membership says how things stand; its steps say how they came to, each with its day and its evidence. Both
are written by `network.actions` alone, so that they cannot contradict each other.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.network.models.institutions import Institution

__all__ = ["Membership", "MembershipStep"]


class Membership(models.Model):
    """An institution's membership of the alliance, asked for or held, and how we know of it."""

    class Kind(models.TextChoices):
        FOUNDING = "founding", _("Founding member")
        ENDORSED = "endorsed", _("Endorsed by the board")
        APPROVED = "approved", _("Approved by the assembly")
        NAMED = "named", _("Named as a member")

    class State(models.TextChoices):
        APPLIED = "applied", pgettext_lazy("membership", "Applied")
        SCREENED = "screened", pgettext_lazy("membership", "Screened")
        MEMBER = "member", pgettext_lazy("membership", "Member")
        SUSPENDED = "suspended", pgettext_lazy("membership", "Suspended")
        ENDED = "ended", pgettext_lazy("membership", "Ended")
        DECLINED = "declined", pgettext_lazy("membership", "Declined")

    PENDING = (State.APPLIED, State.SCREENED)
    NEVER_HELD = (*PENDING, State.DECLINED)

    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("institution")
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind, blank=True, help_text=_("Empty until it is endorsed.")
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.MEMBER)
    since = models.DateField(_("since"), null=True, blank=True, help_text=_("Empty where it is not public."))
    until = models.DateField(_("until"), null=True, blank=True)
    evidence = models.TextField(_("evidence"), help_text=_("Where it is written."))
    evidence_date = models.DateField(
        _("date of the evidence"),
        help_text=_("A day on which it is known to have held, when its first is not."),
    )
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="memberships_applied_for",
        verbose_name=_("applied for by"),
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["institution__name", "evidence_date"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_membership",
                fields=["institution"],
                condition=models.Q(until__isnull=True),
                violation_error_message=_("This institution is a member already."),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=models.Q(until__isnull=True)
                | models.Q(since__isnull=True)
                | models.Q(until__gte=models.F("since")),
                violation_error_message=_("A membership cannot end before it begins."),
            ),
            models.CheckConstraint(
                name="membership_kind_once_held",
                condition=models.Q(state__in=("applied", "screened", "declined"), kind="")
                | (~models.Q(state__in=("applied", "screened", "declined")) & ~models.Q(kind="")),
                violation_error_message=_("A membership has a kind once it was held, and not before."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution} ({self.get_kind_display() or self.get_state_display()})"

    @property
    def known_from(self) -> int:
        """The first year in which it is known to have held."""
        return (self.since or self.evidence_date).year

    @property
    def is_pending(self) -> bool:
        return self.state in self.PENDING


class MembershipStep(models.Model):
    """One step of a membership: what happened, when, and where it is written."""

    class Step(models.TextChoices):
        APPLIED = "applied", pgettext_lazy("step of a membership", "Applied for")
        SCREENED = "screened", pgettext_lazy("step of a membership", "Screened by the secretariat")
        FOUNDED = "founded", pgettext_lazy("step of a membership", "Founded the alliance")
        NAMED = "named", pgettext_lazy("step of a membership", "Named as a member")
        ENDORSED = "endorsed", pgettext_lazy("step of a membership", "Endorsed by the board")
        APPROVED = "approved", pgettext_lazy("step of a membership", "Approved by the assembly")
        DECLINED = "declined", pgettext_lazy("step of a membership", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("step of a membership", "Application withdrawn")
        SUSPENDED = "suspended", pgettext_lazy("step of a membership", "Suspended")
        REINSTATED = "reinstated", pgettext_lazy("step of a membership", "Reinstated")
        LEFT = "left", pgettext_lazy("step of a membership", "Left")

    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="steps", verbose_name=_("membership")
    )
    step = models.CharField(_("step"), max_length=12, choices=Step)
    on = models.DateField(pgettext_lazy("day of a step", "on"))
    evidence = models.TextField(_("evidence"), help_text=_("Where it is written, or why."))
    document = models.URLField(_("document"), blank=True, help_text=_("Address where it can be read."))
    resolution = models.CharField(
        _("resolution"), max_length=100, blank=True, help_text=_("Id of the resolution that decided it.")
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="membership_steps_recorded",
        verbose_name=_("recorded by"),
    )

    class Meta:
        verbose_name = _("step of a membership")
        verbose_name_plural = _("steps of memberships")
        ordering = ["on", "pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.on}"
