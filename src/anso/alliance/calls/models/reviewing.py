"""Reviewers of a call, what keeps them away from applications, and what they found."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.calls.models.applications import Application
from anso.alliance.calls.models.programmes import Call
from anso.alliance.people.models import User

__all__ = ["Bid", "Conflict", "PoolInvitation", "Remark", "Review", "Reviewer"]


class Reviewer(models.Model):
    """Somebody in the pool of a call."""

    class State(models.TextChoices):
        INVITED = "invited", pgettext_lazy("reviewer", "Invited")
        READY = "ready", pgettext_lazy("reviewer", "Ready")
        DECLINED = "declined", pgettext_lazy("reviewer", "Declined")
        LEFT = "left", pgettext_lazy("reviewer", "Left")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="reviewers", verbose_name=_("call"))
    person = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="reviewerships", verbose_name=_("account")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.INVITED)
    load = models.PositiveSmallIntegerField(_("most applications"), null=True, blank=True)
    """At most so many in a stage; empty: the stage's own limit."""
    is_confirmed = models.BooleanField(_("identity confirmed"), default=False, editable=False)
    """An own address that was confirmed, and a place of work; kept up to date as conflicts are."""
    invited_at = models.DateTimeField(_("invited"), default=timezone.now, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        ordering = ["call", "pk"]
        constraints = [models.UniqueConstraint(fields=["call", "person"], name="reviewer_once_a_call")]

    def __str__(self) -> str:
        return f"{self.call.code}: {self.pk}"

    @property
    def audit_label(self) -> str:
        return "reviewer"


class PoolInvitation(models.Model):
    """An invitation into a pool by mail, to somebody of whom no account is known by that address."""

    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="pool_invitations", verbose_name=_("call")
    )
    email = models.EmailField(_("e-mail address"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    load = models.PositiveSmallIntegerField(_("most applications"), null=True, blank=True)
    invited_at = models.DateTimeField(_("invited"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("invitation to review")
        verbose_name_plural = _("invitations to review")
        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint(fields=["call", "email"], name="one_pool_invitation_an_address")
        ]

    def __str__(self) -> str:
        return f"{self.call.code}: {self.pk}"

    @property
    def audit_label(self) -> str:
        return "invitation"


class Bid(models.Model):
    """How gladly a reviewer would read an application."""

    class Value(models.IntegerChoices):
        RATHER_NOT = -1, pgettext_lazy("bid", "Rather not")
        MAYBE = 1, pgettext_lazy("bid", "If needed")
        GLADLY = 2, pgettext_lazy("bid", "Gladly")

    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="bids")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="bids")
    value = models.SmallIntegerField(_("bid"), choices=Value)

    class Meta:
        verbose_name = _("bid")
        verbose_name_plural = _("bids")
        constraints = [models.UniqueConstraint(fields=["reviewer", "application"], name="one_bid_a_pair")]

    def __str__(self) -> str:
        return self.get_value_display()


class Conflict(models.Model):
    """What keeps a person away from an application: computed with its evidence, or declared.

    Whoever a standing conflict names sees nothing of the application, whatever else they may see.
    """

    class Kind(models.TextChoices):
        OWN = "own", _("It is their own application")
        INSTITUTION = "institution", _("Same institution, now or lately")
        MAIL_DOMAIN = "mail_domain", _("Same mail domain")
        COAUTHORS = "coauthors", _("Published together")
        SUPERVISION = "supervision", _("Supervisor and student")
        FAMILY = "family", _("Family")
        NOMINATING = "nominating", _("Their institution nominates")
        REFEREE = "referee", _("They are a referee of the application")
        COUNTRY = "country", _("Same country")
        INTEREST = "interest", _("An interest they declared on their profile")
        DECLARED = "declared", _("They declared it for this application")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="conflicts")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="application_conflicts")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    evidence = models.JSONField(_("evidence"), default=dict, blank=True)
    """What was found: `{"institution": "…", "until": "2019-08-31"}`; codes and days, in words on the page."""
    note = models.CharField(_("in their own words"), max_length=500, blank=True)
    found_at = models.DateTimeField(_("found"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = [
            models.UniqueConstraint(fields=["application", "person", "kind"], name="one_conflict_a_kind")
        ]
        indexes = [models.Index(fields=["person", "application"], name="conflicts_of_a_person")]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def audit_label(self) -> str:
        return "conflict"


class Review(models.Model):
    """What one reviewer finds of one application in one stage."""

    class State(models.TextChoices):
        ASSIGNED = "assigned", pgettext_lazy("review", "Assigned")
        DRAFT = "draft", pgettext_lazy("review", "Begun")
        SUBMITTED = "submitted", pgettext_lazy("review", "Submitted")
        DECLINED = "declined", pgettext_lazy("review", "Declined")
        REMOVED = "removed", pgettext_lazy("review", "Taken away")

    AT_WORK = (State.ASSIGNED, State.DRAFT)
    STANDING = (State.ASSIGNED, State.DRAFT, State.SUBMITTED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("application")
    )
    reviewer = models.ForeignKey(
        Reviewer, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("reviewer")
    )
    stage = models.CharField(_("stage"), max_length=40)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASSIGNED)
    affinity = models.FloatField(_("affinity"), default=0)
    scores = models.JSONField(_("scores"), default=dict, blank=True)
    """By criterion, on its own scale."""
    total = models.FloatField(_("total"), null=True, blank=True)
    """Weighted mean of the criteria on a scale from 0 to 10, once it is submitted."""
    to_applicant = models.TextField(_("comments for the applicant"), blank=True, max_length=20000)
    to_panel = models.TextField(_("comments for the panel alone"), blank=True, max_length=20000)
    revision = models.PositiveIntegerField(default=0, editable=False)
    note = models.CharField(_("why it was declined or taken away"), max_length=500, blank=True)
    assigned_at = models.DateTimeField(_("assigned"), default=timezone.now, editable=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "reviewer", "stage"], name="one_review_a_pair_and_stage"
            ),
            models.CheckConstraint(
                name="submitted_review_has_total",
                condition=~Q(state="submitted") | Q(total__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "state"], name="reviews_by_stage"),
            models.Index(fields=["reviewer", "state"], name="reviews_of_a_reviewer"),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.stage}"

    @property
    def audit_label(self) -> str:
        return "review"


class Remark(models.Model):
    """One contribution to the discussion of an application among its reviewers and the officers."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="remarks")
    stage = models.CharField(_("stage"), max_length=40)
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("remark"), max_length=10000)
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.application} {self.stage}"
