"""What a reviewer wishes to review, laid onto how well it fits.

In come scores and bids, as words or numbers; out come scores in which a bid counts for something without making
an expert of somebody who is none.
"""

import numpy as np
from numpy.typing import ArrayLike

from anso.alliance.calls.assigning.problem import Floats
from anso.errors import BadValueError

__all__ = ["BIDS", "WEIGHTS", "bid_values", "with_bids"]

BIDS = {
    "": 0,
    "none": 0,
    "neutral": 0,
    "maybe": 0,
    "eager": 2,
    "want": 2,
    "willing": 1,
    "yes": 1,
    "reluctant": -1,
    "pinch": -1,
    "no": -2,
    "unwilling": -2,
}
"""What is written for a bid, from 2 (eager) to -2 (unwilling)."""
WEIGHTS = {2: 1.5, 1: 1.2, 0: 1.0, -1: 0.7, -2: 0.3}
"""What a bid multiplies a score by. An eager reviewer passes one who fits half as well again, not any other; an
unwilling one is still there when nobody else is. Who must not review is a conflict, not a bid."""


def with_bids(scores: Floats, bids: ArrayLike) -> Floats:
    """Scores multiplied by their bids' weights; a negative score moves the same way."""
    given = np.asarray(bids)
    values = given.astype(np.int64) if given.dtype.kind in "iub" else bid_values(given)
    weights = np.array([WEIGHTS[bid] for bid in sorted(WEIGHTS)])
    changed: Floats = scores + (weights[np.clip(values, -2, 2) + 2] - 1) * np.abs(scores)
    return changed


def bid_values(bids: ArrayLike) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Bids as whole numbers from -2 to 2; a word that is no bid is refused."""
    given = np.asarray(bids, dtype=object)
    known: dict[object, int] = {}
    for bid in {
        str(value if value is not None else "").strip().casefold() for value in given.ravel().tolist()
    }:
        if bid in BIDS:
            known[bid] = BIDS[bid]
        elif bid in {"2", "1", "0", "-1", "-2", "+1", "+2"}:
            known[bid] = int(bid)
        else:
            raise BadValueError(
                f"{bid!r} is no bid; write {', '.join(word for word in BIDS if word)}, or a number from -2 to 2"
            )
    flat = [
        known[str(value if value is not None else "").strip().casefold()] for value in given.ravel().tolist()
    ]
    return np.array(flat, dtype=np.int64).reshape(given.shape)
