"""Assigning reviewers to 4,000 applications, beside OR-tools' minimum-cost flow on the same arrays.

Ours starts from arrays and ends with pairs and a proof; so does the peer, whose costs are whole numbers of 1e-9
points. The fairest assignment and draws under a limit have no peer at hand; their times and bounds are told. The
peer is not among our dependencies: where it cannot be imported, from the folder that --peers names or from this
environment, its place says so. Each instance is synthetic and seeded.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from anso.alliance.calls.assigning import Problem, assign
from benches.report import Measurement

__all__ = ["measure"]

APPLICATIONS, REVIEWERS, REVIEWS, LOAD = 4000, 200, 3, 60
CONFLICTS = 0.1
TURNS = 5
SECONDS = 2.0
UNIT = 1e-9
Result = TypeVar("Result")
MISSING = "not measured: OR-tools is not installed (pip install --target FOLDER ortools; --peers FOLDER)"


def measure(peers: str | None = None) -> list[Measurement]:
    return [
        *(best_total(name, peers) for name in ("even", "uneven", "topics", "rounded")),
        drawn(instance("even")),
        *(fairest(name) for name in ("even", "topics", "uneven")),
    ]


def drawn(problem: Problem) -> Measurement:
    seconds, found = timed(lambda: assign(problem, random_limit=0.5, seed=1))
    return Measurement(
        "drawn, no pair more probable than 0.5: expected total", told(seconds, found.expected or 0)
    )


def fairest(name: str) -> Measurement:
    problem = instance(name)
    seconds, found = timed(lambda: assign(problem, fair=True))
    proof = "proven best" if not found.gap else f"at most {found.gap * REVIEWS:.4f} below the best"
    return Measurement(
        f"fairest, {name} scores: the worst-off application's sum (that of the best total)",
        f"{seconds:.1f} s, {found.worst_score:.4f} ({assign(problem).worst_score:.4f}), {proof}",
    )


def best_total(name: str, peers: str | None) -> Measurement:
    """Ours and the peer's in turns, the median of each; both totals."""
    problem = instance(name)
    ours, theirs = [], []
    for _ in range(TURNS):
        ours.append(timed(lambda: assign(problem)))
        theirs.append(peers_turn(name, peers))
    seconds, found = sorted(ours, key=lambda turn: turn[0])[TURNS // 2]
    answered = sorted(turn for turn in theirs if turn is not None)
    within, same = f"under {SECONDS:g} s", True
    peer = MISSING
    if answered:
        peer_seconds, total = answered[len(answered) // 2]
        same = abs(found.total - total) <= 1e-9 * abs(total) and seconds <= peer_seconds
        within, peer = f"{within}, no slower, same total", told(peer_seconds, total)
    return Measurement(
        f"best total, {name} scores: {APPLICATIONS:,} x {REVIEWERS} x {REVIEWS}, load {LOAD}",
        told(seconds, found.total),
        peer,
        within,
        met=seconds < SECONDS and same,
    )


def told(seconds: float, total: float) -> str:
    return f"{seconds:.2f} s, {total:.6f}"


def instance(name: str) -> Problem:
    """Scores that are alike for all reviewers; that differ by how good a reviewer is; of topics; of a coarse scale."""
    random = np.random.default_rng(20)
    shape = APPLICATIONS, REVIEWERS
    if name == "uneven":
        scores = 0.5 * random.random(shape) + 0.5 * random.random(REVIEWERS)
    elif name == "topics":
        works, people = (random.dirichlet(np.full(20, 0.2), size) for size in shape)
        scores = works @ people.T / np.outer(np.linalg.norm(works, axis=1), np.linalg.norm(people, axis=1))
    else:
        scores = random.random(shape)
    if name == "rounded":
        scores = scores.round(2)
    return Problem.of(scores, reviews=REVIEWS, load=LOAD, allowed=random.random(shape) >= CONFLICTS)


def peers_turn(name: str, folder: str | None) -> tuple[float, float] | None:
    """Seconds and total of the peer, in a process of its own: its solver and ours take each other's names."""
    command = [sys.executable, "-m", "benches.calls_assignment", name, folder or ""]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    return (answer["seconds"], answer["total"]) if answer else None


def main() -> None:
    """The peer's turn: an instance's name and the folder with the peer."""
    name, folder = sys.argv[1:]
    sys.path += [folder] if folder else []
    try:
        from ortools.graph.python import min_cost_flow  # type: ignore[import-not-found,unused-ignore]
    except ModuleNotFoundError:
        print(json.dumps(None))
        return
    problem = instance(name)
    seconds, total = timed(lambda: by_peer(problem, min_cost_flow))
    print(json.dumps({"seconds": seconds, "total": total}))


def by_peer(problem: Problem, flow: Any) -> float:
    """The same by `SimpleMinCostFlow`, from arrays to the pairs' total."""
    rows, columns = problem.shape
    source, sink = rows + columns, rows + columns + 1
    application, reviewer = np.nonzero(problem.allowed)
    solver = flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        np.full(rows, source), np.arange(rows), problem.reviews, np.zeros(rows, dtype=np.int64)
    )
    costs = -np.round(problem.scores[application, reviewer] / UNIT).astype(np.int64)
    ones = np.ones(len(costs), dtype=np.int64)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(application, reviewer + rows, ones, costs)
    solver.add_arcs_with_capacity_and_unit_cost(
        np.arange(columns) + rows, np.full(columns, sink), problem.most, np.zeros(columns, dtype=np.int64)
    )
    wanted = int(problem.reviews.sum())
    solver.set_nodes_supplies(np.array([source, sink]), np.array([wanted, -wanted]))
    if solver.solve() != solver.OPTIMAL:
        raise AssertionError("OR-tools found no assignment of the measured instance.")
    taken = solver.flows(arcs) > 0
    return float(problem.scores[application[taken], reviewer[taken]].sum())


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


if __name__ == "__main__":
    main()
