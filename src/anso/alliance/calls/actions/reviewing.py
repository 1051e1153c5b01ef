"""Verbs of reviewers on one review: save, submit, take up again, decline.

A review is saved as it is, whatever it lacks, each save naming the revision it was made from; it is submitted whole,
and its total is taken then (`totals`). Until its stage closes it may be taken up again. A review that comes after the
deadline counts while the stage is open: what the deadline settles is when reminders end and officers reassign.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.calls.actions.applying import OvertakenError
from anso.alliance.calls.actions.common import allowed, refuse
from anso.alliance.calls.definition import Criterion, Stage
from anso.alliance.calls.models import Application, Review, StageRun
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.totals import review_total
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.errors import InvalidInputError, Problem

__all__ = ["decline_review", "lacking", "reopen_review", "save_review", "submit_review"]

State = Review.State
LONGEST_COMMENT = 20000
LONGEST_NOTE = 500


@transaction.atomic
def save_review(
    *,
    actor: User,
    review: Review,
    scores: Mapping[str, Any],
    to_applicant: str = "",
    to_panel: str = "",
    revision: int,
) -> Review:
    """Keep a review as it is so far; `revision` is the one that the reviewer's page was made from."""
    held, stage = at_work(actor, review)
    if held.revision != revision:
        raise OvertakenError(
            gettext(
                "This review was saved elsewhere in the meantime. What you wrote is still here; compare and save again."
            )
        )
    held.scores = cleaned(stage, scores)
    held.to_applicant, held.to_panel = fitting("to_applicant", to_applicant), fitting("to_panel", to_panel)
    held.state, held.revision = State.DRAFT, revision + 1
    held.save(update_fields=["scores", "to_applicant", "to_panel", "state", "revision"])
    audit.record(actor=actor, verb="calls.save_review", target=held, revision=held.revision)
    return held


@transaction.atomic
def submit_review(*, actor: User, review: Review) -> Review:
    """Hand in what was saved, if nothing lacks."""
    held, stage = at_work(actor, review, (*Review.AT_WORK, State.SUBMITTED))
    if held.state == State.SUBMITTED:
        raise AlreadyDoneError(gettext("This review was submitted already."))
    problems = lacking(held, stage)
    if problems:
        raise InvalidInputError(problems)
    held.total = review_total(stage.criteria, held.scores)
    held.state, held.submitted_at = State.SUBMITTED, timezone.now()
    held.save(update_fields=["total", "state", "submitted_at"])
    audit.record(
        actor=actor, verb="calls.submit_review", target=held, stage=held.stage, scores=held.scores,
        total=held.total,
    )  # fmt: skip
    return held


@transaction.atomic
def reopen_review(*, actor: User, review: Review) -> Review:
    """Take a submitted review up again, while its stage is open."""
    held, _stage = at_work(actor, review, (State.SUBMITTED,))
    held.state, held.revision = State.DRAFT, held.revision + 1
    held.save(update_fields=["state", "revision"])
    audit.record(actor=actor, verb="calls.reopen_review", target=held, total=held.total)
    return held


@transaction.atomic
def decline_review(*, actor: User, review: Review, reason: str = "") -> Review:
    """Give a review back; the officers find another reviewer."""
    held, _stage = at_work(actor, review)
    held.state, held.note = State.DECLINED, reason.strip()[:LONGEST_NOTE]
    held.save(update_fields=["state", "note"])
    audit.record(actor=actor, verb="calls.decline_review", target=held, stage=held.stage)
    return held


def lacking(review: Review, stage: Stage) -> list[Problem]:
    """What keeps a review from being submitted."""
    problems = [
        Problem(
            criterion.code, gettext("Give a score for “%(title)s”.") % {"title": said_now(criterion.title)}
        )
        for criterion in stage.criteria
        if criterion.code not in review.scores
    ]
    if stage.comment_needed and not review.to_applicant.strip():
        problems.append(
            Problem("to_applicant", gettext("Write some words for the applicant: why these scores?"))
        )
    return problems


def at_work(
    actor: User, review: Review, states: tuple[Review.State, ...] = Review.AT_WORK
) -> tuple[Review, Stage]:
    """The review as it stands, its row held, and its stage; if it may still be written."""
    allowed(actor, "calls.write_review", review)
    held = (
        Review.objects.select_for_update(of=("self",))
        .select_related("application__call__version", "reviewer")
        .defer("application__answers", "application__facts", "application__call__version__definition_json")
        .get(pk=review.pk)
    )
    stage = held.application.call.definition.stage(held.stage)
    running = StageRun.objects.filter(
        call=held.application.call_id, stage=held.stage, closed_at__isnull=True
    ).exists()
    if stage is None or not running:
        raise refuse("", gettext("This stage is closed; its reviews are final."))
    if held.application.state != Application.State.SUBMITTED:
        raise refuse("", gettext("This application was withdrawn; it needs no review any more."))
    if held.state not in states:
        raise refuse(
            "",
            gettext("The review is “%(state)s”; this cannot follow.") % {"state": held.get_state_display()},
        )
    return held, stage


def cleaned(stage: Stage, scores: Mapping[str, Any]) -> dict[str, int]:
    """Scores by criterion; an empty one is not given yet."""
    kept, problems = {}, []
    for criterion in stage.criteria:
        given = scores.get(criterion.code)
        if given is None or given == "":
            continue
        score = whole(given)
        if score is None or not criterion.least <= score <= criterion.most:
            problems.append(Problem(criterion.code, out_of_scale(criterion)))
        else:
            kept[criterion.code] = score
    unknown = sorted(set(scores) - {criterion.code for criterion in stage.criteria})
    problems += [Problem(code, gettext("There is no criterion of this code.")) for code in unknown]
    if problems:
        raise InvalidInputError(problems)
    return kept


def whole(given: Any) -> int | None:
    if isinstance(given, bool) or not isinstance(given, int | str):
        return None
    text = str(given).strip()
    return int(text) if text.removeprefix("-").isdecimal() and text.isascii() and len(text) < 6 else None


def out_of_scale(criterion: Criterion) -> str:
    return gettext("Give a whole number from %(least)d to %(most)d.") % {
        "least": criterion.least,
        "most": criterion.most,
    }


def fitting(where: str, text: str) -> str:
    if len(text) > LONGEST_COMMENT:
        told = gettext("This is too long; at most %(n)d characters are kept.") % {"n": LONGEST_COMMENT}
        raise refuse(where, told)
    return text
