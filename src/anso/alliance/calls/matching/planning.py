"""An assignment as it would be made, before anything is written: by whom it is judged, what came of it, and its digest.

The digest covers the pairs and everything they rest on; writing asks for it, so that what is written is what was seen.
"""

import time
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np

from anso.alliance.calls.assigning import Assignment, assign
from anso.alliance.calls.definition import Reviewing
from anso.alliance.calls.matching.reading import Matching
from anso.alliance.people.models import canonical_json

__all__ = ["Plan", "plan_assignment"]


@dataclass(frozen=True)
class Plan:
    """What would be assigned."""

    matching: Matching
    assignment: Assignment
    settings: dict[str, Any]
    seconds: float

    @property
    def new_pairs(self) -> list[tuple[int, int]]:
        held = set(self.matching.fixed)
        return [pair for pair in map(tuple, self.assignment.pairs.tolist()) if pair not in held]

    @property
    def digest(self) -> str:
        pairs = [
            [str(self.matching.applications[row]), self.matching.reviewers[column].pk]
            for row, column in self.assignment.pairs.tolist()
        ]
        return sha256(canonical_json([self.settings, pairs]).encode()).hexdigest()

    @property
    def worst_off(self) -> str:
        """The application that is served worst."""
        found = self.assignment
        return found.problem.applications[found.worst] if found.worst is not None else ""

    @property
    def summary(self) -> dict[str, Any]:
        """The figures that are kept; they name no application, for the audit trail leaves nothing out for anybody."""
        found, loads = self.assignment, self.assignment.loads
        return {
            **self.settings,
            "applications": len(self.matching.applications),
            "reviewers": len(self.matching.reviewers),
            "pairs": len(found.pairs),
            "new": len(self.new_pairs),
            "total": round(found.total, 6),
            "status": found.status,
            "gap": round(found.gap, 6),
            "worst_off_score": round(found.worst_score, 6) if found.worst is not None else None,
            "loads": [int(loads.min()), float(np.median(loads)), int(loads.max())] if len(loads) else [],
            "seconds": round(self.seconds, 3),
            "digest": self.digest,
        }


def plan_assignment(
    matching: Matching,
    reviewing: Reviewing,
    *,
    fair: bool = False,
    random_limit: float | None = None,
    seed: int = 0,
) -> Plan:
    """Assign what lacks reviewers; what stands stays. A panel reads everything that nothing keeps it from."""
    begun = time.perf_counter()
    settings = {"method": method(reviewing, fair, random_limit), "random_limit": random_limit, "seed": seed}
    if reviewing == Reviewing.PANEL:
        found = Assignment.of(matching.problem, matching.problem.allowed)
    else:
        found = assign(
            matching.problem, fair=fair, random_limit=random_limit, seed=seed, fixed=matching.fixed
        )
    return Plan(matching, found, settings, time.perf_counter() - begun)


def method(reviewing: Reviewing, fair: bool, random_limit: float | None) -> str:
    if reviewing == Reviewing.PANEL:
        return "panel"
    return "fairest" if fair else "random" if random_limit is not None else "best total"
