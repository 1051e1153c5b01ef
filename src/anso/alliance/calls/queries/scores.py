"""How a stage came out: its applications ranked with what is uncertain of them, its reviewers, and how far they agree.

For officers without any conflict of interest in the call: places and probabilities are of all applications together.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from anso.alliance.calls.models import Call, Reviewer, Score, StageRun
from anso.alliance.calls.totals import TOP
from anso.places.fold import fold

__all__ = ["Band", "ReviewerRow", "band_of", "reviewer_rows", "score_rows", "scores_of"]

NEAR = (0.05, 0.95)
"""Whom chance alone may have put above or below the line."""
TWO_SIDED_95 = 1.96
WIDTH = 200


def scores_of(call: Call, stage: str, *, text: str = "", show: str = "") -> QuerySet[Score]:
    """Best first; `show` is `on`, `off` (going on or not) or `near` the line."""
    found = (
        Score.objects.filter(application__call=call, stage=stage)
        .select_related("application")
        .order_by("rank", "application__number")
    )
    if text.strip():
        found = found.filter(application__folded__contains=fold(text.strip()))
    if show == "near":
        found = found.filter(above__gt=NEAR[0], above__lt=NEAR[1])
    elif show in ("on", "off"):
        found = found.filter(goes_on=show == "on")
    return found


@dataclass(frozen=True)
class Band:
    """A score drawn: the interval and both marks, in units of a picture 200 wide."""

    left: float
    width: float
    adjusted: float
    raw: float


def band_of(score: Score) -> Band:
    half = TWO_SIDED_95 * (score.error or 0)
    low, high = at(score.adjusted - half), at(score.adjusted + half)
    raw = score.adjusted if score.raw is None else score.raw
    return Band(low, round(high - low, 1), at(score.adjusted), at(raw))


def at(value: float) -> float:
    return round(WIDTH * min(max(value / TOP, 0.0), 1.0), 1)


@dataclass(frozen=True)
class ReviewerRow:
    """What the model found of a reviewer."""

    name: str
    given: int
    severity: float
    error: float | None
    noise: float | None
    correlation: float | None


def reviewer_rows(run: StageRun) -> list[ReviewerRow]:
    """The most severe first."""
    found: dict[str, dict[str, Any]] = run.calibrating.get("reviewers", {})
    people = Reviewer.objects.filter(pk__in=list(found)).select_related("person")
    rows = [
        ReviewerRow(
            name=str(one.person),
            **{
                name: found[str(one.pk)][name]
                for name in ("given", "severity", "error", "noise", "correlation")
            },
        )
        for one in people
    ]
    return sorted(rows, key=lambda row: -row.severity)


def score_rows(call: Call, stage: str) -> tuple[list[str], list[dict[str, Any]]]:
    """Columns and rows of the table that is taken away."""
    columns = [
        "rank", "number", "title", "country", "reviews", "raw", "adjusted", "error", "p_above", "rank_low", "rank_high",
        "goes_on",
    ]  # fmt: skip
    rows = [
        {
            "rank": one.rank,
            "number": one.application.number,
            "title": one.application.title,
            "country": one.application.country,
            "reviews": one.reviews,
            "raw": one.raw,
            "adjusted": one.adjusted,
            "error": one.error,
            "p_above": one.above,
            "rank_low": one.rank_low,
            "rank_high": one.rank_high,
            "goes_on": None if one.goes_on is None else ("yes" if one.goes_on else "no"),
        }
        for one in scores_of(call, stage)
    ]
    return columns, rows
