"""Steps of loss by which maps and heat tables are coloured: a struck country and its partners differ a thousandfold.

In: shares of a year's value added, percent. Out: the slug of each one's step.
"""

from dataclasses import dataclass

import polars as pl

__all__ = ["STEPS", "Step", "step"]


@dataclass(frozen=True)
class Step:
    """From so many percent on."""

    slug: str
    least: float


STEPS = (
    Step("5% or more", 5.0),
    Step("1 to 5%", 1.0),
    Step("0.1 to 1%", 0.1),
    Step("0.01 to 0.1%", 0.01),
    Step("0.001 to 0.01%", 0.001),
    Step("under 0.001%", 0.0),
)


def step(percent: str) -> pl.Expr:
    """The step of each value of the column of that name."""
    reached = [pl.when(pl.col(percent) >= entry.least).then(pl.lit(entry.slug)) for entry in STEPS[:-1]]
    return pl.coalesce(*reached, pl.lit(STEPS[-1].slug)).alias("step")
