"""The form of a review: each criterion with its scale and anchors; what was typed is never lost.

It is read without Django's forms, as the form of an application is: whatever was typed is kept and shown again, right
or wrong.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from anso.alliance.calls.definition import Criterion, Stage
from anso.alliance.calls.models.programmes import said_now
from anso.errors import Problem

__all__ = ["CriterionShown", "ReviewSent", "criteria_shown", "read_review"]

STEPS_AT_MOST = 11
"""A longer scale is typed as a number rather than chosen from buttons."""
LONGEST_NUMBER = 9


@dataclass(frozen=True)
class ReviewSent:
    """What a page sent."""

    scores: dict[str, str]
    to_applicant: str
    to_panel: str
    revision: int


@dataclass(frozen=True)
class CriterionShown:
    """One criterion as it is asked."""

    code: str
    title: str
    help: str
    share: float
    """Of the total, in percent."""
    least: int
    most: int
    steps: tuple[tuple[int, str, bool], ...]
    """Each score with its anchor, and whether it is chosen; none where a number is typed."""
    anchors: tuple[tuple[int, str], ...]
    value: str
    errors: tuple[str, ...]


def read_review(request: HttpRequest, stage: Stage) -> ReviewSent:
    sent = request.POST
    revision = sent.get("revision", "")
    sound = revision.isascii() and revision.isdigit() and len(revision) <= LONGEST_NUMBER
    return ReviewSent(
        {criterion.code: sent.get(f"score-{criterion.code}", "").strip() for criterion in stage.criteria},
        sent.get("to_applicant", ""),
        sent.get("to_panel", ""),
        int(revision) if sound else -1,
    )


def criteria_shown(
    stage: Stage, scores: Mapping[str, object], problems: Iterable[Problem] = ()
) -> list[CriterionShown]:
    whole = sum(criterion.weight for criterion in stage.criteria)
    wrong: dict[str, list[str]] = {}
    for problem in problems:
        wrong.setdefault(problem.where, []).append(problem.message)
    return [
        shown(criterion, scores.get(criterion.code), 100 * criterion.weight / whole, wrong)
        for criterion in stage.criteria
    ]


def shown(
    criterion: Criterion, given: object, share: float, wrong: Mapping[str, list[str]]
) -> CriterionShown:
    value = "" if given is None else str(given)
    anchors = {score: said_now(texts) for score, texts in sorted(criterion.anchors.items())}
    scale = range(criterion.least, criterion.most + 1)
    return CriterionShown(
        criterion.code,
        said_now(criterion.title),
        said_now(criterion.help) if criterion.help else "",
        share,
        criterion.least,
        criterion.most,
        tuple((score, anchors.get(score, ""), str(score) == value) for score in scale)
        if len(scale) <= STEPS_AT_MOST
        else (),
        tuple(anchors.items()),
        value,
        tuple(wrong.get(criterion.code, ())),
    )
