"""Stages as they ran, scores as they came out, selections, decisions taken privately and released together, letters."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.calls.models.applications import Application
from anso.alliance.calls.models.programmes import Call
from anso.alliance.people.models import User

__all__ = ["Award", "Decision", "Letter", "Score", "Selection", "StageRun"]


class StageRun(models.Model):
    """A stage of a call, as it ran."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="runs", verbose_name=_("call"))
    stage = models.CharField(_("stage"), max_length=40)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)
    deadline = models.DateTimeField(_("deadline"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    assigning = models.JSONField(default=dict, blank=True, editable=False)
    """How the last assignment was made: method, seed, limits, total, worst-off, seconds."""
    calibrating = models.JSONField(default=dict, blank=True, editable=False)
    """The variances that were estimated, agreement, and how many scores they rest on."""

    class Meta:
        verbose_name = _("stage of a call")
        verbose_name_plural = _("stages of calls")
        ordering = ["call", "opened_at"]
        constraints = [models.UniqueConstraint(fields=["call", "stage"], name="one_run_a_stage")]

    def __str__(self) -> str:
        return f"{self.call.code}: {self.stage}"


class Score(models.Model):
    """How an application came out of a stage: raw beside adjusted, with its uncertainty."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="results")
    stage = models.CharField(_("stage"), max_length=40)
    reviews = models.PositiveSmallIntegerField(_("reviews"))
    raw = models.FloatField(_("mean of the scores"), null=True)
    adjusted = models.FloatField(_("adjusted score"))
    error = models.FloatField(_("standard error"), null=True)
    """Empty where nothing can be said of it: a stage with a single score."""
    above = models.FloatField(_("probability of being above the line"), null=True)
    rank = models.PositiveIntegerField(_("rank"))
    rank_low = models.PositiveIntegerField(null=True)
    rank_high = models.PositiveIntegerField(null=True)
    """The ranks between which it lies with a probability of 90 %."""
    goes_on = models.BooleanField(_("goes on"), null=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["stage", "rank"]
        constraints = [models.UniqueConstraint(fields=["application", "stage"], name="one_score_a_stage")]

    def __str__(self) -> str:
        return f"{self.application} {self.stage}: {self.adjusted:.2f}"


class Selection(models.Model):
    """One run of the selection under quotas; a call may try several and takes one."""

    class State(models.TextChoices):
        TRIED = "tried", pgettext_lazy("selection", "Tried")
        TAKEN = "taken", pgettext_lazy("selection", "Taken, not approved")
        APPROVED = "approved", pgettext_lazy("selection", "Approved")
        RELEASED = "released", pgettext_lazy("selection", "Released")
        LEFT = "left", pgettext_lazy("selection", "Left")

    call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="selections", verbose_name=_("call")
    )
    stage = models.CharField(_("stage"), max_length=40)
    """The stage whose scores it rests on."""
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.TRIED)
    plan_json = models.JSONField(_("places and quotas"))
    result_json = models.JSONField(_("result"))
    """Total score, what each quota holds and costs in score points, seed, and the reason for each who was passed by."""
    note = models.CharField(_("note"), max_length=500, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)
    resolution = models.CharField(_("resolution of the board"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("selection")
        verbose_name_plural = _("selections")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["call"],
                condition=Q(state__in=["taken", "approved", "released"]),
                name="one_selection_taken_a_call",
            )
        ]

    def __str__(self) -> str:
        return f"{self.call.code} {self.made_at:%Y-%m-%d %H:%M}"


class Decision(models.Model):
    """What was decided of an application; nobody but those who decide knows of it before its release."""

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="decision", verbose_name=_("application")
    )
    selection = models.ForeignKey(
        Selection, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Application.Outcome)
    waiting = models.PositiveIntegerField(_("place on the waiting list"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    by_hand = models.BooleanField(_("decided by hand"), default=False)
    """An officer decided otherwise than the selection, or without one; the reason says why."""
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), default=timezone.now, editable=False)
    released_at = models.DateTimeField(_("released"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                name="waiting_has_place", condition=~Q(outcome="waiting") | Q(waiting__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.outcome}"


class Award(models.Model):
    """A place or a grant that was offered, and the answer to it."""

    class Answer(models.TextChoices):
        WAITED_FOR = "", pgettext_lazy("award", "No answer yet")
        ACCEPTED = "accepted", pgettext_lazy("award", "Accepted")
        DECLINED = "declined", pgettext_lazy("award", "Declined")
        LAPSED = "lapsed", pgettext_lazy("award", "Not answered in time")

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, related_name="award", verbose_name=_("application")
    )
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    offered_at = models.DateTimeField(_("offered"), default=timezone.now, editable=False)
    answer_by = models.DateTimeField(_("to be answered by"))
    answer = models.CharField(
        _("answer"), max_length=10, choices=Answer, blank=True, default=Answer.WAITED_FOR
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    """The award that became free, where this one came from the waiting list."""

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["offered_at"]

    def __str__(self) -> str:
        return str(self.application)


class Letter(models.Model):
    """A letter as it was written to one applicant; its PDF is made from it and nothing else."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(_("kind"), max_length=10)
    language = models.CharField(_("language"), max_length=2)
    addressee = models.CharField(_("to"), max_length=200, blank=True)
    subject = models.CharField(_("subject"), max_length=300)
    body = models.TextField(_("text"))
    signatory = models.CharField(_("signed by"), max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    taken_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When a worker took it up for mailing: whatever happens to that worker, no other one mails it again."""
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["written_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["application", "kind"], name="one_letter_a_kind")]

    def __str__(self) -> str:
        return f"{self.application} {self.kind}"
