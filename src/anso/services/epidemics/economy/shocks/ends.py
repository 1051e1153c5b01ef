"""The three sets of assumptions that a loss is stated under: what is believed, and either end of its range."""

from dataclasses import dataclass

__all__ = ["ENDS", "HIGH", "LOW", "MIDDLE", "End"]


@dataclass(frozen=True)
class End:
    """One set of assumptions."""

    number: int
    """0 at the low end, 1 in the middle, 2 at the high end."""
    strength: float
    """Of the shock: what industries can do without workers or doors is known no better than by a quarter."""
    pace: float
    """Of the time of recovery."""
    level: float
    """The quantile of projected infections, where a scenario implies them."""


LOW, MIDDLE, HIGH = End(0, 0.75, 0.5, 0.1), End(1, 1.0, 1.0, 0.5), End(2, 1.25, 2.0, 0.9)
ENDS = (LOW, MIDDLE, HIGH)
