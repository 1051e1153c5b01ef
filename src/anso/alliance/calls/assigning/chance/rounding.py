"""From probabilities to pairs: dependent rounding, so that limits hold exactly and every probability is kept.

Where pairs are fractional, a closed walk over them is found; raising every other one and lowering the rest keeps
all sums, and the two ways of doing so until some pair is whole are drawn with such odds that no probability changes
on average (Gandhi, Khuller, Parthasarathy, Srinivasan, Dependent rounding, 2006). A node of its own takes up what a
reviewer's load lacks to a whole number, so that every sum is whole and every walk closes.

In come probabilities whose rows sum to whole numbers, and a generator; out go pairs whose rows keep their sums, and
whose columns are theirs rounded down or up.
"""

from collections.abc import Iterator

import numpy as np

from anso.alliance.calls.assigning.problem import Floats, Mask

__all__ = ["rounded"]

TINY = 1e-9


def rounded(chances: Floats, random: np.random.Generator) -> Mask:
    """Whole pairs with these probabilities."""
    rows = len(chances)
    loads = chances.sum(0)
    spare = np.ceil(loads - TINY) - loads
    padded = np.vstack([chances, spare])
    padded[np.abs(padded - np.round(padded)) < TINY] = np.round(
        padded[np.abs(padded - np.round(padded)) < TINY]
    )
    value = padded.copy()
    open_edges: dict[int, dict[int, None]] = {}
    for row, column in np.argwhere((value > 0) & (value < 1)).tolist():
        open_edges.setdefault(row, {})[rows + 1 + column] = None
        open_edges.setdefault(rows + 1 + column, {})[row] = None
    draws = (number for _ in iter(int, 1) for number in random.random(4096).tolist())
    for start in range(rows + 1):
        path = [start] if open_edges.get(start) else []
        while path:
            walk(path, open_edges, value, rows + 1, draws)
    chosen: Mask = value[:rows] > 0.5
    return chosen


def walk(
    path: list[int],
    open_edges: dict[int, dict[int, None]],
    value: Floats,
    first_column: int,
    draws: Iterator[float],
) -> None:
    """Lengthen the path by one pair; when it meets itself, settle the closed walk and cut it off."""
    here = path[-1]
    before = path[-2] if len(path) > 1 else -1
    onward = next((node for node in open_edges.get(here, ()) if node != before), None)
    if onward is None:
        # What is left of a node whose last pair is whole but for rounding.
        for node in list(open_edges.get(here, ())):
            settle(here, node, open_edges, value, first_column, force=True)
        path.pop()
        return
    if onward not in path:
        path.append(onward)
        return
    place = path.index(onward)
    loop = path[place:]
    del path[place + 1 :]
    edges = [cell(one, two, first_column) for one, two in zip(loop, [*loop[1:], loop[0]], strict=True)]
    ups, downs = edges[::2], edges[1::2]
    up = min(*(1 - value[edge] for edge in ups), *(value[edge] for edge in downs))
    down = min(*(value[edge] for edge in ups), *(1 - value[edge] for edge in downs))
    step = up if next(draws) * (up + down) < down else -down
    for edge in ups:
        value[edge] += step
    for edge in downs:
        value[edge] -= step
    for one, two in zip(loop, [*loop[1:], loop[0]], strict=True):
        settle(one, two, open_edges, value, first_column)
    if not open_edges.get(path[-1]) and len(path) == 1:
        path.pop()


def cell(one: int, two: int, first_column: int) -> tuple[int, int]:
    return (one, two - first_column) if one < first_column else (two, one - first_column)


def settle(
    one: int,
    two: int,
    open_edges: dict[int, dict[int, None]],
    value: Floats,
    first_column: int,
    *,
    force: bool = False,
) -> None:
    """Take a pair that is whole out of the graph."""
    edge = cell(one, two, first_column)
    if force or value[edge] < TINY or value[edge] > 1 - TINY:
        value[edge] = round(float(value[edge]))
        open_edges[one].pop(two, None)
        open_edges[two].pop(one, None)
