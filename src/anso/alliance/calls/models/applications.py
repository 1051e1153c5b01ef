"""Applications: drafts that are kept through anything, and what was submitted, which never changes."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.calls.models.programmes import Call, CallVersion
from anso.alliance.fields import CountryField
from anso.alliance.network.models import Institution
from anso.alliance.people.models import User
from anso.places.fold import fold

__all__ = ["Application", "Attachment", "Participant", "Reference", "Submission"]

LONGEST_FOLDED = 400


class Application(models.Model):
    """One application to a call."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("application", "Draft")
        SUBMITTED = "submitted", pgettext_lazy("application", "Submitted")
        WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")
        REFUSED = "refused", pgettext_lazy("application", "Not eligible or not complete")

    class Outcome(models.TextChoices):
        NONE = "", pgettext_lazy("application", "Not decided")
        AWARDED = "awarded", pgettext_lazy("application", "Awarded")
        WAITING = "waiting", pgettext_lazy("application", "On the waiting list")
        DECLINED = "declined", pgettext_lazy("application", "Not chosen")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="applications", verbose_name=_("call")
    )
    version = models.ForeignKey(
        CallVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("version")
    )
    """The version it is written under: a draft moves to a newer one when it is opened, a submitted one does not."""
    number = models.CharField(_("number"), max_length=20, blank=True, db_index=True)
    """Given when it is first submitted."""
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    stage = models.CharField(_("stage"), max_length=40, blank=True)
    """Code of the last stage it has come to."""
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True, default=Outcome.NONE)
    """As it was released; until then it stands in `Decision` alone."""
    answers = models.JSONField(_("answers"), default=dict)
    revision = models.PositiveIntegerField(default=0, editable=False)
    """Raised at every save: two tabs cannot overwrite each other unseen."""
    title = models.CharField(_("title"), max_length=300, blank=True)
    """What it is called in lists: the fact `title`."""
    folded = models.CharField(max_length=LONGEST_FOLDED, blank=True, editable=False)
    country = CountryField(_("country"), blank=True)
    facts = models.JSONField(default=dict, blank=True, editable=False)
    """The facts of the form's answers (`definition.facts`), and those that follow from them."""
    institution = models.ForeignKey(
        Institution,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("institution"),
    )
    """The institution that applies or nominates, where one does."""
    started_at = models.DateTimeField(_("started"), default=timezone.now, editable=False)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "number"], condition=~Q(number=""), name="one_application_per_number"
            ),
            models.CheckConstraint(
                name="submitted_has_number_and_time",
                condition=Q(state="draft")
                | Q(state="withdrawn")
                | (Q(submitted_at__isnull=False) & ~Q(number="")),
            ),
        ]
        indexes = [
            models.Index(fields=["call", "state", "number"], name="applications_by_state"),
            models.Index(fields=["call", "stage"], name="applications_by_stage"),
            models.Index(fields=["call", "country"], name="applications_by_country"),
            models.Index(fields=["call", "folded"], name="applications_by_name"),
        ]

    def __str__(self) -> str:
        return self.number or str(self.pk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(f"{self.number} {self.title}")[:LONGEST_FOLDED]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("calls:application", kwargs={"pk": self.pk})

    @property
    def told_state(self) -> State:
        """The state as its applicants know it: until a refusal is told, nothing differs from one that waits."""
        state = self.State(self.state)
        decision = getattr(self, "decision", None) if state == self.State.REFUSED else None
        is_told = decision is not None and decision.released_at is not None
        return self.State.SUBMITTED if state == self.State.REFUSED and not is_told else state

    @property
    def audit_id(self) -> str:
        return str(self.pk)

    @property
    def audit_label(self) -> str:
        """No name and no title: the trail cannot forget them."""
        return self.number or "draft"


class Participant(models.Model):
    """Somebody who writes an application, with their own rights."""

    class Part(models.TextChoices):
        LEAD = "lead", pgettext_lazy("application", "Lead applicant")
        WRITER = "writer", pgettext_lazy("application", "Writes and reads")
        READER = "reader", pgettext_lazy("application", "Reads")

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="participants", verbose_name=_("application")
    )
    person = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("account"),
    )
    """Empty until an invitation is accepted."""
    part = models.CharField(_("part"), max_length=6, choices=Part, default=Part.WRITER)
    email = models.EmailField(_("e-mail address"), blank=True)
    """Where the invitation went; empty once it was accepted."""
    token_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    invited_at = models.DateTimeField(_("invited"), default=timezone.now, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "person"], name="person_once_an_application"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(part="lead"), name="one_lead_an_application"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.part}"


class Attachment(models.Model):
    """A file of a draft or a submitted application; its bytes are kept by their hash (`alliance.files`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="attachments", verbose_name=_("application")
    )
    field = models.CharField(_("field"), max_length=40)
    name = models.CharField(_("file name"), max_length=200)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64, db_index=True)
    added_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["field", "added_at"]

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """What was submitted, at one moment, whole; its hash is the receipt."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="submissions", verbose_name=_("application")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    """1 for the first; an application may be withdrawn and submitted again until the deadline."""
    version = models.ForeignKey(CallVersion, on_delete=models.PROTECT, related_name="+")
    content_json = models.TextField(_("content"))
    """Canonical JSON of the answers and of the names, sizes and hashes of the files."""
    sha256 = models.CharField(_("receipt"), max_length=64)
    submitted_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("submitted by")
    )
    submitted_at = models.DateTimeField(_("submitted"))

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="one_submission_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.application} ({self.number})"


class Reference(models.Model):
    """A letter of reference: asked for by mail, answered without an account behind a secret address."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("reference", "Asked")
        ANSWERED = "answered", pgettext_lazy("reference", "Answered")
        DECLINED = "declined", pgettext_lazy("reference", "Declined")
        VOID = "void", pgettext_lazy("reference", "Not needed any more")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="references", verbose_name=_("application")
    )
    field = models.CharField(_("field"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    institution = models.CharField(_("institution"), max_length=300, blank=True)
    relation = models.CharField(_("how they know the applicant"), max_length=300, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    text = models.TextField(_("reference"), blank=True)
    ratings = models.JSONField(_("ratings"), default=dict, blank=True)
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    file_size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    file_sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    """A signed letter as PDF, beside the text or instead of it."""
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("letter of reference")
        verbose_name_plural = _("letters of reference")
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["application", "email"], name="referee_once_an_application")
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.get_state_display()}"

    @property
    def audit_label(self) -> str:
        return "reference"
