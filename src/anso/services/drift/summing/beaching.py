"""When and where a thing first comes ashore, and how likely that is.

In: tracks. Out: `Beaching`, or nothing where no particle stranded. Places are told by the cell of a tenth of a degree that most reached.
"""

from dataclasses import dataclass

import numpy as np

from anso.services.drift.kernel.layout import STRANDED
from anso.services.drift.tracks import Tracks

__all__ = ["Beaching", "beaching"]

CELL = 0.1


@dataclass(frozen=True)
class Beaching:
    """Seconds since 1970; the time of a beaching is that of the first position ashore in the file."""

    probability: float
    first: float
    first_longitude: float
    first_latitude: float
    median: float
    """When half of those that come ashore have."""
    likeliest_longitude: float
    likeliest_latitude: float
    likeliest_share: float
    """Of those that come ashore, how many do so within the likeliest cell."""


def beaching(tracks: Tracks) -> Beaching | None:
    """Of all particles."""
    ashore = tracks.status == STRANDED
    stranded = np.flatnonzero(ashore[:, -1])
    if len(stranded) == 0:
        return None
    when = ashore[stranded].argmax(axis=1)
    x, y = tracks.longitude[stranded, -1], tracks.latitude[stranded, -1]
    soonest = int(when.argmin())
    cells = np.stack([np.floor(x / CELL), np.floor(y / CELL)], axis=1)
    kinds, member, counts = np.unique(cells, axis=0, return_inverse=True, return_counts=True)
    del kinds
    inside = member.ravel() == counts.argmax()
    return Beaching(
        len(stranded) / len(ashore),
        float(tracks.times[when[soonest]]),
        float(x[soonest]),
        float(y[soonest]),
        float(tracks.times[int(np.quantile(when, 0.5, method="inverted_cdf"))]),
        float(x[inside].mean()),
        float(y[inside].mean()),
        float(counts.max() / len(stranded)),
    )
