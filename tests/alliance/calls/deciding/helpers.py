"""A call whose reviews are in: applications of known merit, all read by the same reviewers."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.alliance.calls.reviewing.helpers import (
    assigned,
    call_at_work,
    expert,
    finished,
    opened,
    pooled,
    screened,
)
from tests.alliance.calls.world import definition

from anso.alliance.calls.models import Application, Call

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
    merits: Mapping[str, int], *, facts: Mapping[str, Mapping[str, Any]] | None = None, **changed: Any
) -> tuple[Call, dict[str, Application]]:
    """A call whose only review has all scores: each application's merit, less each reviewer's severity."""
    given = {"stages": stages(), **changed}
    call = call_at_work(**given)
    found = {name: screened(call, name, **dict((facts or {}).get(name, {})))[0] for name in merits}
    readers = pooled(call, *(expert(f"reader{place}", country="LK") for place in range(len(SEVERITY))))
    opened(call, LAST)
    for name, application in found.items():
        for reader, severity in zip(readers, SEVERITY, strict=True):
            score = merits[name] - severity
            finished(assigned(reader, application, LAST), dict.fromkeys(("record", "plan", "promise"), score))
    for application in found.values():
        application.refresh_from_db()
    call.refresh_from_db()
    return call, found


def named(found: Mapping[str, Application], chosen: Sequence[object]) -> set[str]:
    wanted = {str(one) for one in chosen}
    return {name for name, application in found.items() if str(application.pk) in wanted}
