"""What the quantity itself did before: how much it changed in as many steps as a forecast looks ahead.

In comes the truth known on the day, on the scale of learning; out go, for each lead and place, the sizes of
change that were exceeded as rarely as an interval may be missed. They exist before any forecast was ever
scored, keep the widths sane in the first rounds, and lend calm forecasts some of the unrest that they forgot.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["lent", "past_changes"]

Floats = NDArray[np.float64]
LEAST_CHANGES = 20
"""Changes below which nothing is said of their distribution."""
PLACE_COVERAGE = 0.8
PLACE_BOUNDS = (0.5, 2.0)
"""How much calmer or wilder than all a place may be taken to be; the square root of it counts."""


def past_changes(known: Floats, leads: NDArray[np.int64], coverage: Floats, year: int) -> Floats:
    """Leads x places x intervals; NaN where too little is known. `known` is places x dates, by step."""
    result = np.full((len(leads), len(known), len(coverage)), np.nan)
    seen = np.flatnonzero(np.isfinite(known).any(axis=0))
    if not len(seen) or not len(coverage):
        return result
    recent = known[:, max(0, seen[-1] - year) : seen[-1] + 1]
    for number, lead in enumerate(leads):
        if lead >= recent.shape[1]:
            continue
        change = np.abs(recent[:, lead:] - recent[:, :-lead])
        counted = np.isfinite(change)
        if counted.sum() < LEAST_CHANGES:
            continue
        common = np.nanquantile(change, coverage)
        typical = np.nanquantile(change, PLACE_COVERAGE)
        enough = counted.sum(axis=1) >= LEAST_CHANGES
        relative = np.ones(len(known))
        if typical > 0 and enough.any():
            relative[enough] = np.nanquantile(change[enough], PLACE_COVERAGE, axis=1) / typical
        result[number] = np.sqrt(np.clip(relative, *PLACE_BOUNDS))[:, None] * common
    return result


def lent(widths: Floats, changes: Floats, share: float, least: float) -> Floats:
    """Widths moved towards the changes, as a geometric mean; left alone where no changes are known."""
    own = np.maximum(widths, least)
    return np.where(np.isfinite(changes), own ** (1 - share) * np.maximum(changes, least) ** share, own)
