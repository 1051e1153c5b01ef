"""How large a file may be, before, while and after it is read."""

from dataclasses import dataclass

__all__ = ["LIMITS", "Limits"]


@dataclass(frozen=True)
class Limits:
    """What reading one file may cost."""

    bytes: int = 500_000_000
    """As it lies."""
    rows: int = 10_000_000
    unpacked_bytes: int = 4_000_000_000
    """After decompression."""
    columns: int = 200
    memory_bytes: int = 6_000_000_000
    """Of the process that reads it, above what it starts with."""
    seconds: float = 300.0


LIMITS = Limits()
