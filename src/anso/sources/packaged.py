"""Data files that travel with the package (those of this room in `data/`, described in its `PROVENANCE.md`)."""

import hashlib
from functools import cache
from pathlib import Path

__all__ = ["DATA", "sha256_of"]

DATA = Path(__file__).parent / "data"


@cache
def sha256_of(path: Path) -> str:
    """Of a packaged file, which does not change while the program runs."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
