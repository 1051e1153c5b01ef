"""What the five sides of the cube are called: models, rounds, targets, horizons, locations.

A hub that asks by more than these (age groups, scenarios) has each of their combinations as a target of its
own, so that nothing is mixed that was forecast apart.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Self

__all__ = ["FIRST_LEVELS", "MOST_LEVELS", "NAMES", "SCALES", "Axes", "Scale"]

Scale = Literal["natural", "log"]
SCALES: tuple[Scale, ...] = ("natural", "log")
NAMES = ("models", "rounds", "targets", "horizons", "locations")
"""The axes in the order of the arrays' dimensions."""
FIRST_LEVELS = (0.5, 0.9, 0.95)
"""Central intervals that leaderboards name; they have the first bits of the coverage arrays."""
MOST_LEVELS = 32
"""Central intervals whose coverage is kept, one bit each; of more, those met later are left out."""


@dataclass(frozen=True)
class Axes:
    """Every axis in ascending order, but the levels, which stand in the order of their bits."""

    models: tuple[str, ...] = ()
    rounds: tuple[date, ...] = ()
    targets: tuple[str, ...] = ()
    horizons: tuple[int, ...] = ()
    locations: tuple[str, ...] = ()
    levels: tuple[float, ...] = FIRST_LEVELS

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(getattr(self, name)) for name in NAMES)

    def widened(self, other: "Axes") -> "Axes":
        """The axes that hold both."""
        joined = {name: tuple(sorted({*getattr(self, name), *getattr(other, name)})) for name in NAMES}
        new = tuple(level for level in other.levels if level not in self.levels)
        return Axes(**joined, levels=(*self.levels, *new)[:MOST_LEVELS])

    def as_json(self) -> dict[str, Any]:
        return {
            **{name: list(getattr(self, name)) for name in NAMES if name != "rounds"},
            "rounds": [day.isoformat() for day in self.rounds],
            "levels": list(self.levels),
        }

    @classmethod
    def from_json(cls, held: dict[str, Any]) -> Self:
        plain = {name: tuple(held[name]) for name in (*NAMES, "levels") if name != "rounds"}
        return cls(rounds=tuple(date.fromisoformat(day) for day in held["rounds"]), **plain)
