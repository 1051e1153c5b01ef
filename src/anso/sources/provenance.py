"""Where a table came from: what a source records each time it is read."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

__all__ = ["How", "Provenance"]

How = Literal["packaged", "live", "cached"]


@dataclass(frozen=True)
class Provenance:
    """One reading of one source; it is kept in the manifest of the release that used it."""

    source: str
    title: str
    url: str
    licence: str
    as_of: date
    """The last day whose knowledge is in the data."""
    sha256: str
    """Of the bytes that were read, before anything was done to them."""
    how: How
    """`packaged` with anso, `live` from the network now, or `cached` because the network gave nothing."""
