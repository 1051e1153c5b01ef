"""What reviewers see: their work, one application as their stage shows it, its discussion, and what they may bid for.

Everything begins with `reviews_of`, which leaves out what a conflict or an unconfirmed identity keeps away.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.calls.blindness import hides_applicants, reviewers_see, sections_shown, shows_title
from anso.alliance.calls.definition import Blind, Reviewing, Stage
from anso.alliance.calls.models import (
    Application,
    Call,
    CallVersion,
    Reference,
    Remark,
    Review,
    Reviewer,
    StageRun,
)
from anso.alliance.calls.queries.sight import without_conflicts
from anso.alliance.calls.stages import stage_to_come, waiting_for
from anso.alliance.calls.words.answers import ShownSection, laid_out
from anso.alliance.people.models import User
from anso.errors import NotFoundError

__all__ = [
    "Task",
    "Work",
    "application_shown",
    "biddable",
    "letters_shown",
    "memberships_of",
    "name_shown",
    "other_reviews",
    "remarks_on",
    "review_for",
    "reviews_of",
    "run_of_review",
    "stage_of",
    "work_of",
]


@dataclass(frozen=True)
class Task:
    """One application to review, by the name that the stage shows it under."""

    review: Review
    name: str


@dataclass(frozen=True)
class Work:
    """What somebody has to review in one stage of one call."""

    call: Call
    stage: Stage
    run: StageRun
    tasks: tuple[Task, ...]

    @property
    def left(self) -> int:
        return sum(task.review.state in Review.AT_WORK for task in self.tasks)

    @property
    def done(self) -> int:
        return len(self.tasks) - self.left

    @property
    def is_late(self) -> bool:
        return bool(self.left) and timezone.now() > self.run.deadline


def reviews_of(user: User) -> QuerySet[Review]:
    """The reviews that stand for somebody, of applications that nothing keeps them away from."""
    seen = without_conflicts(Application.objects.filter(state=Application.State.SUBMITTED), user)
    return Review.objects.filter(
        reviewer__person=user,
        reviewer__is_confirmed=True,
        state__in=Review.STANDING,
        application__in=seen,
        application__call__state=Call.State.PUBLISHED,
    ).select_related("application__call__version", "application__version", "reviewer")


def review_for(user: User, pk: Any) -> Review:
    found = reviews_of(user).filter(pk=pk).first()
    if found is None:
        raise NotFoundError(gettext("There is no such review of yours."))
    return found


def work_of(user: User) -> list[Work]:
    """By call and stage, what is due first coming first; stages that are closed are left out."""
    found = reviews_of(user).select_related(None).select_related("application").defer("application__answers")
    by_stage: dict[tuple[int, str], list[Review]] = {}
    for review in found.order_by("application__number"):
        by_stage.setdefault((review.application.call_id, review.stage), []).append(review)
    # Versions are large and few: each is read once and not with every row.
    versions = CallVersion.objects.in_bulk(
        {review.application.version_id for group in by_stage.values() for review in group}
    )
    runs = StageRun.objects.filter(call__in={call for call, _stage in by_stage}, closed_at__isnull=True)
    work = []
    for run in runs.select_related("call__version", "call__programme").order_by("deadline"):
        stage = run.call.definition.stage(run.stage)
        if stage is not None:
            tasks = []
            for review in by_stage.get((run.call_id, run.stage), ()):
                application = review.application
                application.call, application.version = run.call, versions[application.version_id]
                tasks.append(Task(review, name_shown(application, stage)))
            if tasks:
                work.append(Work(run.call, stage, run, tuple(tasks)))
    return work


def memberships_of(user: User) -> QuerySet[Reviewer]:
    """The pools somebody is in or is asked into."""
    return Reviewer.objects.filter(
        person=user,
        state__in=(Reviewer.State.INVITED, Reviewer.State.READY),
        call__state=Call.State.PUBLISHED,
    ).select_related("call__version", "call__programme", "person")


def stage_of(review: Review) -> Stage:
    """The stage that a review belongs to, as its call has it now."""
    found = review.application.call.definition.stage(review.stage)
    if found is None:
        raise NotFoundError(gettext("There is no such review of yours."))
    return found


def run_of_review(review: Review) -> StageRun:
    return StageRun.objects.get(call=review.application.call_id, stage=review.stage)


def name_shown(application: Application, stage: Stage) -> str:
    """The title, where it may be shown; the number goes with it."""
    shows = shows_title(application.version.definition, stage)
    return application.title if shows and application.title else ""


def application_shown(application: Application, stage: Stage) -> list[ShownSection]:
    """What the stage's reviewers see of an application, by the version it was written under."""
    definition = application.version.definition
    return laid_out(
        sections_shown(definition, stage),
        application.answers,
        application.attachments.order_by("field", "added_at"),
    )


def letters_shown(application: Application, stage: Stage) -> Iterable[Reference]:
    """Letters of reference, which a double-blind stage does not show: they name the applicant."""
    if hides_applicants(stage):
        return ()
    definition = application.version.definition
    fields = [field.code for field in definition.fields if reviewers_see(field, stage)]
    return application.references.filter(state=Reference.State.ANSWERED, field__in=fields)


def other_reviews(review: Review) -> list[tuple[str, Review]]:
    """What the others found, for whoever has submitted their own; by name only where the stage is open."""
    stage = stage_of(review)
    if not stage.discussion or review.state != Review.State.SUBMITTED:
        return []
    others = Review.objects.filter(
        application=review.application_id, stage=review.stage, state=Review.State.SUBMITTED
    ).exclude(pk=review.pk)
    return [
        (voice(other.reviewer.person, number, stage), other)
        for number, other in enumerate(
            others.select_related("reviewer__person").order_by("submitted_at", "pk"), start=1
        )
    ]


def voice(person: User, number: int, stage: Stage) -> str:
    """How one reviewer appears to the others."""
    return str(person) if stage.blind == Blind.OPEN else gettext("Another reviewer (%(n)d)") % {"n": number}


def remarks_on(application: Application, stage: Stage, reader: User) -> list[tuple[str, Remark]]:
    """The discussion, each remark with whose it is as far as the reader may know."""
    remarks = list(Remark.objects.filter(application=application, stage=stage.code).select_related("author"))
    if not remarks:
        return []
    panel = set(
        Review.objects.filter(application=application, stage=stage.code).values_list(
            "reviewer__person", flat=True
        )
    )
    numbers: dict[int | None, int] = {}
    told = []
    for remark in remarks:
        if remark.author_id == reader.pk:
            whose = gettext("You")
        elif remark.author is None or remark.author_id not in panel:
            whose = gettext("The secretariat")
        else:
            whose = voice(remark.author, numbers.setdefault(remark.author_id, len(numbers) + 1), stage)
        told.append((whose, remark))
    return told


def biddable(reviewer: Reviewer, stage: Stage | None = None) -> QuerySet[Application]:
    """What a reviewer may bid for: what is in or before the next stage that is matched from the pool."""
    call = reviewer.call
    stage = stage or stage_to_come(call)
    ready = reviewer.state == Reviewer.State.READY and reviewer.is_confirmed
    if (
        stage is None
        or stage.reviewing != Reviewing.MATCHED
        or not ready
        or call.state != Call.State.PUBLISHED
    ):
        return Application.objects.none()
    return without_conflicts(waiting_for(call, stage.code), reviewer.person).select_related("version")
