"""How much oil evaporates: Fingas (2004), J. Hazardous Materials 107, 27-36, from the part that distils up to 180 C.

Crude and heavy oils lose mass with the logarithm of time, diesel with its root; wind and thickness hardly count. The
logarithm is taken of one minute more, so that nothing is lost at once.
"""

import numpy as np
from numpy.typing import NDArray

from anso.services.drift.oil.oils import Oil

__all__ = ["evaporated_share"]

MOST = 0.99
"""No oil evaporates whole: its last hundredth is left, so that shares of what remains stay defined."""


def evaporated_share(oil: Oil, minutes: NDArray[np.float64], celsius: float) -> NDArray[np.float64]:
    """The part of the spilt mass that is gone after a time at the sea's temperature."""
    if oil.law == "root":
        per_cent = (0.0254 * oil.distilled + 0.01 * (celsius - 15.0)) * np.sqrt(minutes)
    else:
        per_cent = (0.165 * oil.distilled + 0.045 * (celsius - 15.0)) * np.log1p(minutes)
    return np.clip(per_cent / 100.0, 0.0, MOST)
