"""Where categories meet: the terciles of a climate, or any other of its quantiles."""

from dataclasses import dataclass

from anso.services.outlooks.known.numbers import Numbers

__all__ = ["Edges"]


@dataclass(frozen=True)
class Edges:
    values: Numbers
    """Edges x points, ascending, in the observations' units."""
    levels: Numbers
    """The climate's probability below each."""
