"""From the last day on: each member goes on by itself, and counts are drawn around what it expects."""

import numpy as np

from anso.services.epidemics.filtering.model.observe import drawn, expected
from anso.services.epidemics.filtering.model.state import SCATTER, Numbers
from anso.services.epidemics.filtering.model.step import NOISES, step
from anso.services.epidemics.filtering.model.streams import Streams, stream

__all__ = ["ahead", "draw_counts"]


def ahead(
    ensemble: Numbers, last: int, people: Numbers, names: tuple[str, ...], days: int, seed: int
) -> Numbers:
    """Mean reports of each member on the days after the ordinal `last`: rows x members x days."""
    moving = ensemble.copy()
    streams = Streams([f"ahead {name}" for name in names], seed)
    rows, members = len(ensemble), ensemble.shape[-1]
    result = np.empty((rows, members, days))
    noise = streams.normal(days, NOISES, members)
    daily = np.zeros(rows, dtype=bool)
    for number in range(days):
        day = last + 1 + number
        step(moving, day, people, noise[:, number])
        result[..., number] = expected(moving, day, daily)
    return result


def draw_counts(means: Numbers, ensemble: Numbers, names: tuple[str, ...], seed: int) -> Numbers:
    """Counts of days around their means, rows x members x days."""
    noise = np.exp(ensemble[:, SCATTER.start])[..., None]
    result = np.empty(means.shape)
    for row, name in enumerate(names):
        random = stream(f"counts {name}", seed)
        result[row] = drawn(means[row], np.broadcast_to(noise[row], means[row].shape), random)
    return result
