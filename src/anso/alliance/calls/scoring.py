"""The scores of a stage: its submitted reviews calibrated, applications ranked, and who is above the line.

In come a call, a stage and a seed; out goes a `Scored`: unsaved `Score` rows, the figures that are kept of the model,
and a digest of every review that they rest on, by which the same can be shown to come out again.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Count, Q, QuerySet

from anso.alliance.calls.calibrating import Calibration, calibrate
from anso.alliance.calls.calibrating.result import Floats
from anso.alliance.calls.definition import Definition, Stage
from anso.alliance.calls.models import Application, Call, Review, Score
from anso.alliance.calls.selecting.problem import lot

__all__ = ["Scored", "at_stage", "lacking_reviews", "places_of", "score_stage", "submitted_reviews"]


@dataclass(frozen=True)
class Scored:
    """How a stage came out."""

    rows: list[Score]
    summary: dict[str, Any]
    """What the run keeps: variances, agreement, the line, seed, digest, and each reviewer's severity."""

    @property
    def going_on(self) -> list[UUID]:
        return [row.application_id for row in self.rows if row.goes_on]


def at_stage(call: Call, stage: Stage) -> QuerySet[Application]:
    """The applications that are in the stage and no further."""
    return call.applications.filter(state=Application.State.SUBMITTED, stage=stage.code)


def submitted_reviews(call: Call, stage: Stage) -> QuerySet[Review]:
    return Review.objects.filter(
        application__in=at_stage(call, stage), stage=stage.code, state=Review.State.SUBMITTED
    )


def lacking_reviews(call: Call, stage: Stage) -> dict[UUID, int]:
    """Applications with fewer reviews than the stage wants, and how many each has."""
    came = Count(
        "reviews", filter=Q(reviews__stage=stage.code, reviews__state=Review.State.SUBMITTED), distinct=True
    )
    wanted = stage.reviews_per if stage.reviewing.value == "matched" else 1
    found = at_stage(call, stage).annotate(came=came).filter(came__lt=wanted)
    return dict(found.values_list("pk", "came"))


def places_of(definition: Definition, stage: Stage, applications: int) -> int | None:
    """How many are above the line; none where a score draws it, or where officers choose."""
    if definition.after(stage.code) is None:
        return min(definition.selection.places, applications)
    if stage.going.number is not None:
        return min(stage.going.number, applications)
    if stage.going.share is not None:
        return max(1, math.floor(stage.going.share * applications + 0.5))
    return None


def score_stage(call: Call, stage: Stage, *, seed: int = 0) -> Scored:
    """Calibrate what was submitted; nothing is written."""
    reviews = list(
        submitted_reviews(call, stage).order_by().values_list("application_id", "reviewer_id", "total")
    )
    applications = len({application for application, _reviewer, _total in reviews})
    definition = call.definition
    places = places_of(definition, stage, applications)
    found = calibrate(
        [str(application) for application, _reviewer, _total in reviews],
        [str(reviewer) for _application, reviewer, _total in reviews],
        [total for _application, _reviewer, total in reviews],
        places=places,
        seed=seed,
    )
    above = above_of(found, stage.going.score)
    goes_on = np.zeros(applications, dtype=bool)
    last = definition.after(stage.code) is None
    if places is not None:
        goes_on[in_order(found, seed)[:places]] = True
    elif stage.going.score is not None:
        goes_on = found.adjusted >= stage.going.score
    chosen_here = not last and (places is not None or stage.going.score is not None)
    rows = [
        Score(
            application_id=UUID(name),
            stage=stage.code,
            reviews=int(found.reviews[place]),
            raw=number(found.raw[place]),
            adjusted=float(found.adjusted[place]),
            error=number(found.se[place]),
            above=None if above is None else number(above[place]),
            rank=int(found.rank[place]),
            rank_low=int(found.standing.rank_low[place]) if found.standing else None,
            rank_high=int(found.standing.rank_high[place]) if found.standing else None,
            goes_on=bool(goes_on[place]) if chosen_here else None,
        )
        for place, name in enumerate(found.applications)
    ]
    return Scored(rows, summary_of(found, reviews, places, stage, seed))


def in_order(found: Calibration, seed: int) -> np.ndarray:
    """The best first; of equals, those whom the lot prefers."""
    lots = np.array([lot(name, seed) for name in found.applications])
    return np.lexsort((lots, found.rank))


def above_of(found: Calibration, line: float | None) -> Floats | None:
    """The probability of being above the line, which is a number of places or a score."""
    if found.standing is not None:
        return found.standing.p_above
    if line is None:
        return None
    from scipy.special import ndtr

    sure = ~(found.se > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        chance = ndtr((found.adjusted - line) / found.se)
    answer: Floats = np.where(sure, (found.adjusted >= line).astype(float), chance)
    return answer


def summary_of(
    found: Calibration,
    reviews: Sequence[tuple[UUID, int, float | None]],
    places: int | None,
    stage: Stage,
    seed: int,
) -> dict[str, Any]:
    spread, panel = found.variances, found.panel
    return {
        "seed": seed,
        "digest": digest_of(reviews),
        "applications": len(found.applications),
        "reviews": len(reviews),
        "places": places,
        "line": stage.going.score if places is None else None,
        "mean": found.mean,
        "variances": {
            "application": spread.application,
            "reviewer": spread.reviewer,
            "noise": spread.noise,
        },
        "agreement": number(panel.agreement),
        "consistency": number(panel.consistency),
        "of_means": number(panel.of_means),
        "most_each": int(found.reviews.max()),
        "reviewers": {
            name: {
                "severity": float(found.severity[place]),
                "error": number(found.severity_se[place]),
                "given": int(found.given[place]),
                "noise": number(found.residual_sd[place]),
                "correlation": number(found.correlation[place]),
            }
            for place, name in enumerate(found.reviewers)
        },
    }


def digest_of(reviews: Iterable[tuple[UUID, int, float | None]]) -> str:
    """Over every review in an order of its own, so that the rows' order in a database means nothing."""
    lines = sorted(f"{application} {reviewer} {total!r}" for application, reviewer, total in reviews)
    return sha256("\n".join(lines).encode()).hexdigest()


def number(value: float) -> float | None:
    """JSON and databases know no NaN: what cannot be estimated is left empty."""
    return float(value) if math.isfinite(value) else None
