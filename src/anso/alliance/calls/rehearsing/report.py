"""The report of a rehearsal as plain data: what was made up, what each step took, who was chosen at which price.

What only a rehearsal can say is held against true merit: how many of the truly best are among those chosen, by the
means of the scores as they were given (raw) and as they were calibrated (adjusted).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from platform import python_version
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Count

from anso.alliance.calls.definition import Definition
from anso.alliance.calls.models import Application, Call, Conflict, Score
from anso.alliance.calls.rehearsing.course.applying import Applied
from anso.alliance.calls.rehearsing.course.deciding import Decided
from anso.alliance.calls.rehearsing.course.reviewing import Reviewed
from anso.alliance.calls.rehearsing.timing import Steps, peak_memory_mb
from anso.alliance.people import audit

__all__ = ["Course", "report_of"]

PACKAGES = ("anso", "django", "numpy", "scipy", "highspy")
DIGITS = 4


@dataclass(frozen=True)
class Course:
    """Everything that a rehearsal came to."""

    call: Call
    definition: Definition
    size: Any
    scale: float
    applied: Applied
    letters: Mapping[str, int]
    withdrawn: int
    refused: int
    reviewed: Sequence[Reviewed]
    decided: Decided
    merit: Mapping[str, float]


def report_of(course: Course, steps: Steps) -> dict[str, Any]:
    with steps.step("audit trail read again") as step:
        trail = audit.verify()
        step.acts = trail.events
    return {
        "synthetic": True,
        "title": course.definition.title,
        "size": {
            "applications": course.size.applications,
            "reviewers": course.size.reviewers,
            "seed": course.size.seed,
            "scale": round(course.scale, DIGITS),
        },
        "counts": counts_of(course),
        "stages": [stage_told(course, one) for one in course.reviewed],
        "selection": selection_told(course),
        "audit": {"events": trail.events, "whole": trail.sound, "broken": trail.broken},
        "steps": steps.told(),
        "seconds": steps.seconds,
        "processor_seconds": steps.processor_seconds,
        "peak_memory_mb": peak_memory_mb(),
        "database": connection.vendor,
        "versions": {"python": python_version(), **{name: version_of(name) for name in PACKAGES}},
    }


def version_of(name: str) -> str:
    try:
        return version(name)
    except ModuleNotFoundError:
        return ""


def counts_of(course: Course) -> dict[str, Any]:
    applications = course.call.applications
    outcomes = applications.exclude(outcome="").values_list("outcome").annotate(Count("pk"))
    kept_apart = (
        Conflict.objects.filter(application__call=course.call).values_list("kind").annotate(Count("pk"))
    )
    return {
        "submitted": len(course.applied.submitted),
        "kept_out": course.applied.kept_out,
        "withdrawn": course.withdrawn,
        "refused": course.refused,
        "countries": applications.exclude(country="").values("country").distinct().count(),
        "references": dict(course.letters),
        "conflicts": dict(sorted(kept_apart)),
        "outcomes": dict(sorted(outcomes)),
        "letters": course.decided.letters,
        "answers": dict(sorted(course.decided.answers.items())),
        "replaced": course.decided.replaced,
    }


def stage_told(course: Course, found: Reviewed) -> dict[str, Any]:
    kept = {name: value for name, value in found.calibration.items() if name not in ("reviewers", "digest")}
    assignment = {
        name: value for name, value in found.assignment.items() if name not in ("digest", "seconds")
    }
    return {
        "stage": found.stage,
        "reviews": {"submitted": found.submitted, "given_back": found.given_back, "silent": found.silent},
        "assignment": rounded(assignment),
        "assignment_seconds": found.assignment.get("seconds"),
        "calibration": rounded(kept),
        "truth": rounded(truth_of(course, found)),
        "notes": found.notes,
    }


def truth_of(course: Course, found: Reviewed) -> dict[str, Any]:
    """How many of the truly best the scores put above the line: by raw means and by adjusted scores."""
    rows = list(
        Score.objects.filter(application__call=course.call, stage=found.stage)
        .order_by("application__number")
        .values_list("application__number", "raw", "adjusted")
    )
    places = found.calibration.get("places")
    if not places or places >= len(rows):
        return {}
    merit = np.array([course.merit[number] for number, _raw, _adjusted in rows])
    raw = np.array([raw if raw is not None else -np.inf for _number, raw, _adjusted in rows], dtype=float)
    adjusted = np.array([adjusted for _number, _raw, adjusted in rows], dtype=float)
    return {
        "places": places,
        "overlap_raw": overlap(raw, merit, places),
        "overlap_adjusted": overlap(adjusted, merit, places),
    }


def overlap(scores: np.ndarray, merit: np.ndarray, places: int) -> float:
    best = set(np.argsort(-merit, kind="stable")[:places].tolist())
    return len(best & set(np.argsort(-scores, kind="stable")[:places].tolist())) / places


def selection_told(course: Course) -> dict[str, Any] | None:
    made = course.decided.selection
    if made is None:
        return None
    result = made.result_json
    numbers = list(
        course.call.applications.filter(state=Application.State.SUBMITTED)
        .exclude(stage="")
        .values_list("number", flat=True)
    )
    best = set(sorted(numbers, key=lambda number: -course.merit[number])[: len(result["chosen"])])
    return {
        "candidates": result["candidates"],
        "chosen": len(result["chosen"]),
        "waiting": len(result["waiting"]),
        "total": round(result["total"], DIGITS),
        "truly_best": round(len(best & set(result["chosen"])) / max(1, len(result["chosen"])), DIGITS),
        "impossible": course.decided.impossible,
        "quota_rows": len(result["quotas"]),
        "quotas": rounded(result["quotas"]),
        "selection_seconds": result["seconds"],
    }


def rounded(value: Any) -> Any:
    match value:
        case float():
            return round(value, DIGITS)
        case dict():
            return {name: rounded(item) for name, item in value.items()}
        case list() | tuple():
            return [rounded(item) for item in value]
        case _:
            return value
