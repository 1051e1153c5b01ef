"""A call whose reviews are in: applications of known merit, all read by the same reviewers."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.alliance.calls.reviewing.helpers import (
    ON,
    expert,
    opened,
    pooled,
    screened,
)
from tests.alliance.calls.world import definition, open_call

from anso.alliance.calls.definition import Criterion
from anso.alliance.calls.models import Application, Call, Review, Reviewer
from anso.alliance.calls.totals import review_total

LAST = "merit"
SEVERITY = (0, 1, 2)
"""Points that each reviewer gives less than the first."""


def stages(**merit: Any) -> list[dict[str, Any]]:
    """Screening and one review, read by three."""
    given = definition()["stages"]
    kept = [stage for stage in given if stage["code"] in ("screening", LAST)]
    return [
        {**stage, "reviews_per": 3, "per_country": None, **merit} if stage["code"] == LAST else stage
        for stage in kept
    ]


def reviewed(
    merits: Mapping[str, int],
    *,
    code: str = "sch-2021",
    facts: Mapping[str, Mapping[str, Any]] | None = None,
    **changed: Any,
) -> tuple[Call, dict[str, Application]]:
    """A call whose only review has all scores: each application's merit, less each reviewer's severity."""
    given = {"stages": stages(), **changed}
    call = open_call(code, given=definition(**given))
    found = {name: screened(call, name, **dict((facts or {}).get(name, {})))[0] for name in merits}
    readers = pooled(call, *(expert(f"reader{place}", country="LK") for place in range(len(SEVERITY))))
    opened(call, LAST)
    criteria = call.definition.stages[1].criteria
    Review.objects.bulk_create(
        scored(application, reader, merits[name] - severity, criteria)
        for name, application in found.items()
        for reader, severity in zip(readers, SEVERITY, strict=True)
    )
    for application in found.values():
        application.refresh_from_db()
    call.refresh_from_db()
    return call, found


def scored(application: Application, reader: Reviewer, score: int, criteria: Sequence[Criterion]) -> Review:
    given = {criterion.code: score for criterion in criteria}
    return Review(
        application=application, reviewer=reader, stage=LAST, state=Review.State.SUBMITTED, scores=given,
        total=review_total(criteria, given), to_applicant="Well argued.", submitted_at=ON,
    )  # fmt: skip
