"""How much each point of a line matters to its shape (M. Visvalingam and J. D. Whyatt, "Line generalisation
by repeated elimination of points", The Cartographic Journal 30, 1993).

A point's weight is the area of the triangle it makes with its neighbours at the moment it would be the
next to go, in square degrees of latitude: a line keeps its shape at a scale when the points under that
scale's weight are left out.
"""

from heapq import heapify, heappop, heappush
from math import cos, inf, radians

from places.arcs import Arc

__all__ = ["thinned", "weights"]


def weights(arc: Arc) -> list[float]:
    """The weight of each point; the ends weigh infinitely."""
    width = cos(radians(sum(y for _, y in arc) / len(arc)))
    points = [(x * width, y) for x, y in arc]
    before = list(range(-1, len(points) - 1))
    after = list(range(1, len(points) + 1))
    result = [inf] * len(points)

    def area(i: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = points[before[i]], points[i], points[after[i]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    current = {i: area(i) for i in range(1, len(points) - 1)}
    heap = [(weight, i) for i, weight in current.items()]
    heapify(heap)
    largest = 0.0
    while heap:
        weight, i = heappop(heap)
        if current.get(i) != weight:
            continue
        del current[i]
        # A point cannot matter less than one that went before it.
        largest = max(largest, weight)
        result[i] = largest
        before[after[i]], after[before[i]] = before[i], after[i]
        for neighbour in (before[i], after[i]):
            if neighbour in current:
                current[neighbour] = area(neighbour)
                heappush(heap, (current[neighbour], neighbour))
    return result


def thinned(arc: Arc, weight: float, at_least: int) -> Arc:
    """The arc without the points that weigh less, but with so many points between its ends kept."""
    heavy = weights(arc)
    inner = sorted(range(1, len(arc) - 1), key=lambda i: -heavy[i])
    kept = {i for rank, i in enumerate(inner) if heavy[i] >= weight or rank < at_least}
    return tuple(point for i, point in enumerate(arc) if i in kept or i in (0, len(arc) - 1))
