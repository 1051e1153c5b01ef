"""Small synthetic hindcasts: a signal all models share in part, on a small grid."""

import numpy as np
from numpy.typing import NDArray

from anso.services.outlooks.known.hindcasts import Hindcasts
from anso.services.outlooks.known.lesson import Course, Lesson
from anso.services.outlooks.known.points import Points

__all__ = ["hindcasts", "lesson"]


def hindcasts(
    *,
    skill: float = 0.6,
    models: int = 2,
    years: int = 24,
    latitudes: int = 6,
    longitudes: int = 7,
    members: int = 0,
    seed: int = 1,
    rain: bool = False,
) -> Hindcasts:
    """`skill` is the correlation of the shared signal with what came; each model adds noise of its own."""
    random = np.random.default_rng(seed)
    shape = (years, latitudes, longitudes)
    common = random.standard_normal((years, 1, 1)) + 0.3 * random.standard_normal(shape)
    observed = skill * common + np.sqrt(1 - skill**2) * random.standard_normal(shape)
    means = common + 0.7 * random.standard_normal((models, *shape))
    whole: tuple[NDArray[np.float64] | None, ...] = (None,) * models
    spreads = np.full(means.shape, np.nan)
    if members:
        width = 0.5 + random.random((models, *shape))
        parts = means[:, None] + width[:, None] * random.standard_normal((models, members, *shape))
        whole, means, spreads = tuple(parts), parts.mean(1), parts.std(1, ddof=1)
    if rain:
        observed = np.exp(observed)
    return Hindcasts(
        tuple(f"model-{number}" for number in range(models)),
        np.arange(1990, 1990 + years),
        np.linspace(0.5, latitudes - 0.5, latitudes),
        np.linspace(70.5, 69.5 + longitudes, longitudes),
        means,
        spreads,
        whole,
        observed,
    )


def lesson(found: Hindcasts, asked: int = 0) -> Lesson:
    """That leaves one year out."""
    every = np.arange(len(found.years))
    points = Points(found.latitudes, found.longitudes, found.valid())
    return Course(found, points).lesson(np.delete(every, asked), every[asked : asked + 1])
