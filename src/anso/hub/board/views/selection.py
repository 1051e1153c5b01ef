"""Which part of the cube a question is about, and the arrays of that part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from anso.hub.board.cube import SCORED, Cube, Scale

__all__ = ["EVERYTHING", "Part", "Selection", "default_baseline", "part_of"]

T = TypeVar("T")
Picked = slice | NDArray[np.int64]


@dataclass(frozen=True)
class Selection:
    """What is asked about; an empty axis means all of it."""

    first: date | None = None
    last: date | None = None
    targets: tuple[str, ...] = ()
    horizons: tuple[int, ...] = ()
    locations: tuple[str, ...] = ()
    scale: Scale = "natural"


EVERYTHING = Selection()


@dataclass(frozen=True)
class Part:
    """A part of a cube; arrays have the cube's five dimensions."""

    cube: Cube
    scale: Scale
    picked: tuple[Picked, ...]
    """What of each axis but the models' belongs to it."""
    rounds: tuple[date, ...]
    locations: tuple[str, ...]
    horizons: tuple[int, ...]

    def array(self, name: str) -> NDArray[Any]:
        """A score of the part, on its scale."""
        return _taken(self.cube.score(name, self.scale), self.picked)

    def scored(self) -> NDArray[np.bool_]:
        scored: NDArray[np.bool_] = _taken(self.cube.arrays["status"], self.picked) == SCORED
        return scored


def part_of(cube: Cube, selection: Selection) -> Part:
    axes = cube.axes
    within = [
        place
        for place, day in enumerate(axes.rounds)
        if (selection.first is None or day >= selection.first)
        and (selection.last is None or day <= selection.last)
    ]
    rounds = slice(within[0], within[-1] + 1) if within else slice(0, 0)
    locations, at_locations = _named(axes.locations, selection.locations)
    horizons, at_horizons = _named(axes.horizons, selection.horizons)
    _targets, at_targets = _named(axes.targets, selection.targets)
    return Part(
        cube=cube,
        scale=selection.scale,
        picked=(rounds, at_targets, at_horizons, at_locations),
        rounds=axes.rounds[rounds],
        locations=locations,
        horizons=horizons,
    )


def default_baseline(models: Sequence[str]) -> str:
    """The model that others are measured against: by hubs' custom the one whose name ends in `baseline`."""
    ending = [name for name in models if name.lower().endswith("baseline")]
    within = [name for name in models if "baseline" in name.lower()]
    return min(ending or within, key=len, default="")


def _named(axis: tuple[T, ...], asked: tuple[T, ...]) -> tuple[tuple[T, ...], Picked]:
    if not asked:
        return axis, slice(None)
    place = [number for number, value in enumerate(axis) if value in asked]
    if place and place[-1] - place[0] == len(place) - 1:
        return axis[place[0] : place[-1] + 1], slice(place[0], place[-1] + 1)
    return tuple(axis[number] for number in place), np.array(place, dtype=np.int64)


def _taken(array: NDArray[Any], picked: tuple[Picked, ...]) -> NDArray[Any]:
    """The part of an array; slices first, so that a copy is made of as little as possible."""
    sliced = array[(slice(None), *(each if isinstance(each, slice) else slice(None) for each in picked))]
    for axis, each in enumerate(picked, start=1):
        if not isinstance(each, slice):
            sliced = np.take(sliced, each, axis=axis)
    return sliced
