"""The published leeway classes of search and rescue.

`leeway.csv` holds, by class, slope (per cent of the wind at 10 m), offset and standard error (cm/s) of the leeway downwind,
and to the right and left of it: field experiments gathered by Allen and Plourde (1999), Review of Leeway, US Coast Guard
report CG-D-08-99, Allen (2005), Leeway Divergence, CG-D-05-05, and later ones up to the list of SAROPS of November 2010
(A. Allen, US Coast Guard), as the Norwegian Meteorological Institute has published it since. Left numbers count to the right, so they are negative.

How single objects differ from their class follows Breivik and Allen (2008), J. Marine Systems 69, 99-113, eq. 4: one normal
number e for each object and direction, of the class's standard error, shared between slope (e / 20 s for m/s) and offset
(e / 2). Slopes below zero downwind are drawn again.
"""

import csv
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anso.errors import BadValueError

__all__ = ["JIBES_AN_HOUR", "LeewayClass", "coefficients", "leeway_class", "leeway_classes"]

TABLE = Path(__file__).with_name("leeway.csv")
JIBES_AN_HOUR = 0.04
"""How often an object changes the side it drifts to: 4 % an hour (Allen 2005, table 7-1; Breivik and Allen 2008)."""
TRIES = 100
"""Rounds in which slopes below zero are drawn again; what is still below zero then is set to zero."""


@dataclass(frozen=True)
class LeewayClass:
    """One class; per cent and cm/s, as published."""

    name: str
    what: str
    down: tuple[float, float, float]
    right: tuple[float, float, float]
    left: tuple[float, float, float]


@cache
def leeway_classes() -> dict[str, LeewayClass]:
    """All classes by name, in the table's order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    def three(row: dict[str, str], part: str) -> tuple[float, float, float]:
        return float(row[f"{part}_slope"]), float(row[f"{part}_offset"]), float(row[f"{part}_error"])

    return {
        row["class"]: LeewayClass(
            row["class"], row["what"], three(row, "downwind"), three(row, "right"), three(row, "left")
        )
        for row in rows
    }


def leeway_class(name: str) -> LeewayClass:
    """A class by its name, however it is capitalised; raises `BadValueError` with the nearest names."""
    known = leeway_classes()
    if not name.strip():
        raise BadValueError("leeway needs a class, such as leeway:PIW-1; `anso drift objects` lists all")
    upper = name.strip().upper()
    by_upper = {key.upper(): key for key in known}
    if upper in by_upper:
        return known[by_upper[upper]]
    near = get_close_matches(upper, by_upper, n=3, cutoff=0.4)
    mend = (
        f"did you mean {' or '.join(by_upper[key] for key in near)}?"
        if near
        else "`anso drift objects` lists all"
    )
    raise BadValueError(f"there is no leeway class {name}; {mend}")


def coefficients(
    of: LeewayClass, particles: int, random: np.random.Generator, *, spread: bool
) -> NDArray[np.float32]:
    """Slopes and offsets in the kernel's columns and units: one row for all without spread, else one each."""
    mean = np.array([of.down[:2], of.right[:2], of.left[:2]]) * 0.01
    if not spread:
        return mean.reshape(1, 6).astype(np.float32)
    down = random.standard_normal(particles) * of.down[2] * 0.01
    for _ in range(TRIES):
        below = mean[0, 0] + down / 20.0 < 0.0
        if not below.any():
            break
        down[below] = random.standard_normal(int(below.sum())) * of.down[2] * 0.01
    down = np.maximum(down, -20.0 * mean[0, 0])
    aside = random.standard_normal(particles)
    errors = np.stack([down, aside * of.right[2] * 0.01, aside * of.left[2] * 0.01], axis=1)
    rows = mean + errors[:, :, np.newaxis] * np.array([1 / 20.0, 1 / 2.0])
    flat: NDArray[np.float32] = rows.reshape(particles, 6).astype(np.float32)
    return flat
