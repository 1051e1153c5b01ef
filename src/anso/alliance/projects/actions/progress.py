"""Verbs about a student's yearly reports: written by the student, answered by the supervisor's word."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.alliance.projects.actions.common import allowed, held_student, refuse, written
from anso.alliance.projects.models import Progress

__all__ = ["give_word", "save_progress", "submit_progress"]

State = Progress.State


@transaction.atomic
def save_progress(*, actor: User | None, progress: Progress, text: str, revision: int) -> Progress:
    allowed(actor, "projects.study", progress.student)
    kept = writable(progress, revision)
    kept.text = text
    kept.revision += 1
    kept.save(update_fields=["text", "revision"])
    audit.record(actor=actor, verb="projects.save_progress", target=kept, revision=kept.revision)
    return kept


@transaction.atomic
def submit_progress(
    *, actor: User | None, progress: Progress, text: str, revision: int, at: datetime | None = None
) -> Progress:
    allowed(actor, "projects.study", progress.student)
    kept = writable(progress, revision)
    kept.text = written(text, "text")
    kept.revision += 1
    kept.state, kept.submitted_at = State.SUBMITTED, at or timezone.now()
    kept.save(update_fields=["text", "revision", "state", "submitted_at"])
    audit.record(actor=actor, verb="projects.submit_progress", target=kept, revision=kept.revision)
    return kept


@transaction.atomic
def give_word(*, actor: User | None, progress: Progress, accept: bool, word: str) -> Progress:
    """The supervisor's word on a year, which accepts the report or returns it."""
    allowed(actor, "projects.supervise", progress.student)
    held_student(progress.student)
    kept = Progress.objects.select_for_update().get(pk=progress.pk)
    if kept.state != State.SUBMITTED:
        raise AlreadyDoneError(gettext("This report does not wait for a word."))
    kept.word, kept.word_by, kept.word_at = written(word, "word"), actor, timezone.now()
    kept.state = State.ACCEPTED if accept else State.RETURNED
    kept.save(update_fields=["word", "word_by", "word_at", "state"])
    audit.record(actor=actor, verb="projects.give_word", target=kept, accepted=accept)
    return kept


def writable(progress: Progress, revision: int) -> Progress:
    held_student(progress.student)
    kept = Progress.objects.select_for_update().get(pk=progress.pk)
    if kept.state not in Progress.WRITABLE:
        raise AlreadyDoneError(gettext("This report was handed in and is not written any further."))
    if kept.revision != revision:
        raise refuse(
            "revision",
            gettext("Another window has saved this report since; copy what you wrote and open it again."),
        )
    return kept
