"""Rings cut into arcs that neighbours share, so that what is done to a border is done to both its sides.

Comes in: rings of points. Goes out: each distinct arc once, and each ring as the numbers of its arcs
(`~n` for arc n run backwards). The way of cutting is that of TopoJSON (M. Bostock, "How to Infer
Topology", 2013): a point where two rings part is a junction, arcs run from junction to junction, and a
ring without a junction is one closed arc, begun at its least point so that both its sides begin alike.
"""

from collections.abc import Sequence

from places.outlines import Point, Ring

__all__ = ["Arc", "cut"]

Arc = tuple[Point, ...]


def cut(rings: Sequence[Ring]) -> tuple[list[Arc], list[list[int]]]:
    """The arcs of closed rings, and for each ring the arcs it runs along."""
    opened = [_opened(ring) for ring in rings]
    junctions = _junctions(opened)
    numbers: dict[Arc, int] = {}
    arcs: list[Arc] = []
    runs: list[list[int]] = []
    for ring in opened:
        run = []
        for arc in _split(ring, junctions):
            backwards = arc[::-1]
            if backwards in numbers:
                run.append(~numbers[backwards])
                continue
            if arc not in numbers:
                numbers[arc] = len(arcs)
                arcs.append(arc)
            run.append(numbers[arc])
        runs.append(run)
    return arcs, runs


def _opened(ring: Ring) -> Ring:
    """The ring's points, each but the repeated ones: neither stutters nor the closing point."""
    points = [point for i, point in enumerate(ring) if i == 0 or point != ring[i - 1]]
    return points[:-1] if len(points) > 1 and points[0] == points[-1] else points


def _junctions(rings: Sequence[Ring]) -> set[Point]:
    sides: dict[Point, frozenset[Point]] = {}
    found = set()
    for ring in rings:
        for i, point in enumerate(ring):
            beside = frozenset((ring[i - 1], ring[(i + 1) % len(ring)]))
            if sides.setdefault(point, beside) != beside:
                found.add(point)
    return found


def _split(ring: Ring, junctions: set[Point]) -> list[Arc]:
    starts = [i for i, point in enumerate(ring) if point in junctions]
    if not starts:
        least = ring.index(min(ring))
        return [(*ring[least:], *ring[:least], ring[least])]
    turned = [*ring[starts[0] :], *ring[: starts[0]]]
    at = [i - starts[0] for i in starts]
    turned.append(turned[0])
    return [tuple(turned[start : end + 1]) for start, end in zip(at, [*at[1:], len(turned) - 1], strict=True)]
