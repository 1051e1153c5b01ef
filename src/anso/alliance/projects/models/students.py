"""Students on a scholarship: from the award to the thesis, with progress every year."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.calls.models import Award
from anso.alliance.calls.models import Programme as CallProgramme
from anso.alliance.fields import CountryField
from anso.alliance.people.models import User

__all__ = ["Progress", "Student", "StudentEvent"]


class Student(models.Model):
    """One scholarship of one person."""

    class State(models.TextChoices):
        EXPECTED = "expected", pgettext_lazy("student", "Expected")
        STUDYING = "studying", pgettext_lazy("student", "Studying")
        ON_LEAVE = "leave", pgettext_lazy("student", "On leave")
        GRADUATED = "graduated", pgettext_lazy("student", "Graduated")
        ENDED = "ended", pgettext_lazy("student", "Ended without the degree")

    AT_WORK = (State.EXPECTED, State.STUDYING, State.ON_LEAVE)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="student")
    call_programme = models.ForeignKey(CallProgramme, on_delete=models.PROTECT, related_name="students")
    person = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="studies",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=300)
    country = CountryField(_("country"), blank=True, db_index=True)
    degree = models.CharField(_("degree"), max_length=60, blank=True)
    university = models.CharField(_("university"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(_("year of the award"), db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.EXPECTED)
    supervisor_name = models.CharField(_("supervisor"), max_length=200, blank=True)
    supervisor = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="students",
        verbose_name=_("account of the supervisor"),
    )
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    """The call's: by it a day begins and ends."""
    arrives_on = models.DateField(_("planned arrival"), null=True, blank=True)
    arrived_on = models.DateField(_("arrival"), null=True, blank=True)
    has_visa = models.BooleanField(_("has a visa"), default=False)
    is_insured = models.BooleanField(_("is insured"), default=False)
    starts_on = models.DateField(_("start of studies"), null=True, blank=True)
    ends_on = models.DateField(_("planned end"), null=True, blank=True)
    ended_on = models.DateField(_("graduation or end"), null=True, blank=True)
    end_reason = models.CharField(_("reason of the end"), max_length=500, blank=True)
    thesis_title = models.CharField(_("title of the thesis"), max_length=500, blank=True)
    thesis_doi = models.CharField(_("DOI of the thesis"), max_length=200, blank=True)
    may_be_named = models.BooleanField(_("may be named to everybody"), default=False)
    is_alumni = models.BooleanField(
        _("wishes to hear from the alliance as an alumna or alumnus"), default=False
    )
    is_synthetic = models.BooleanField(_("synthetic"), default=False)

    class Meta:
        verbose_name = _("student")
        verbose_name_plural = _("students")
        ordering = ["-year", "name"]
        constraints = [
            models.CheckConstraint(
                name="studies_end_after_their_start",
                condition=Q(starts_on__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(ended_on__gte=F("starts_on")),
                violation_error_message=_("The studies end before they start."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("projects:student", kwargs={"student": self.pk})

    @property
    def audit_id(self) -> str:
        return str(self.pk)

    @property
    def audit_label(self) -> str:
        """No name: the trail cannot forget it."""
        return str(self.award)


class Progress(models.Model):
    """The report of one year of studies, with the supervisor's word."""

    class State(models.TextChoices):
        DUE = "due", pgettext_lazy("report", "To be written")
        SUBMITTED = "submitted", pgettext_lazy("report", "Waits for the supervisor")
        ACCEPTED = "accepted", pgettext_lazy("report", "Accepted")
        RETURNED = "returned", pgettext_lazy("report", "Returned")
        DROPPED = "dropped", pgettext_lazy("report", "Not needed any more")

    WRITABLE = (State.DUE, State.RETURNED)

    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="progress")
    number = models.PositiveSmallIntegerField(_("year of studies"))
    due_on = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DUE)
    text = models.TextField(_("report"), blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    word = models.TextField(_("the supervisor's word"), blank=True)
    word_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    word_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(_("reminded"), null=True, blank=True)

    class Meta:
        verbose_name = _("report of a student")
        verbose_name_plural = _("reports of students")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["student", "number"], name="one_progress_a_year")]
        indexes = [models.Index(fields=["state", "due_on"], name="progress_by_day")]

    def __str__(self) -> str:
        return f"{self.student.award}: {self.number}"


class StudentEvent(models.Model):
    """Something in the course of studies, kept with its day: leave and return, another supervisor."""

    class Kind(models.TextChoices):
        ARRIVAL = "arrival", pgettext_lazy("student", "Arrived")
        LEAVE = "leave", pgettext_lazy("student", "Leave")
        RETURN = "return", pgettext_lazy("student", "Came back")
        SUPERVISOR = "supervisor", pgettext_lazy("student", "Another supervisor")
        GRADUATION = "graduation", pgettext_lazy("student", "Graduated")
        END = "end", pgettext_lazy("student", "Ended")

    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("what"), max_length=12, choices=Kind)
    on = models.DateField(_("day"))
    until = models.DateField(_("until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("event in the course of studies")
        verbose_name_plural = _("events in the course of studies")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.student.award}: {self.kind}"
