"""The account of a run: how long each part took, what became of the particles, where the oil is."""

from dataclasses import dataclass, field

__all__ = ["Outcome"]


@dataclass
class Outcome:
    """What became of a run; seconds by part."""

    particles: int
    steps: int
    status: dict[str, int] = field(default_factory=dict)
    compiled: float = 0.0
    """Until the kernel was ready: compiled, or read from where it is kept."""
    read: float = 0.0
    moved: float = 0.0
    written: float = 0.0
    seconds: float = 0.0
    """All of the run but the kernel's getting ready."""
    accounts: dict[str, float] = field(default_factory=dict)
    """kg of oil by account, at the end."""
