"""Made-up models of visibly different skill. Synthetic: none is anybody's, and their names say so.

In comes what was known at each round; out come quantiles over round, target, place, horizon and level.
Every model is a path on the log scale with a normal spread around it; styles differ in how they follow the
trend, how wide they are, how they lean, when they take part, and how much of the truth they were told.
"""

from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from anso.hub.simulate.epidemic import Epidemic

__all__ = ["BASELINE", "Known", "Style", "known_by_round", "quantiles", "styles", "takes_part"]

BASELINE = "synth-baseline"
PAST_WEEKS = 26
"""Weeks whose changes say how uncertain the next one is."""
TREND_WEEKS = 3

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Style:
    """How one model behaves."""

    name: str
    methods: str
    trend: float = 0.0
    """Share of the recent growth that goes on."""
    damping: float = 0.8
    """How much of the growth of one week is left in the next."""
    memory: int = 1
    """Weeks whose mean is the starting point."""
    width: float = 1.0
    """Spread, relative to past changes."""
    lean: float = 0.0
    """Drift of the path for each week ahead, on the log scale."""
    insight: float = 0.0
    """How much of the path is the truth itself; no real model has any."""
    noise: float = 0.0
    joins: float = 0.0
    """When it begins, as a share of the rounds."""
    leaves: float = 1.0
    coverage: float = 1.0
    """Share of the places it forecasts."""
    misses: float = 0.0
    """Share of the rounds it leaves out."""


STYLES = (
    Style("baseline", "The last count goes on; as wide as past changes were"),
    Style("trend", "Recent growth goes on, damped", trend=0.9, width=0.9),
    Style("sluggish", "The mean of the last month goes on", memory=4, width=0.9),
    Style("overconfident", "Follows the trend, much too narrow", trend=0.7, width=0.4),
    Style("underconfident", "Follows the trend, much too wide", trend=0.7, width=1.7),
    Style("biased", "Always expects more than comes", trend=0.5, lean=0.2, width=0.8),
    Style("insight", "Is told most of the truth, with noise", trend=0.8, insight=0.65, noise=0.08, width=0.5),
    Style("late", "Follows the trend; joined late", trend=0.8, joins=0.4, width=0.8, noise=0.05),
    Style("dropout", "The last count goes on; left early", leaves=0.55, noise=0.1, width=1.1),
    Style(
        "regional", "Follows the trend in some places only", trend=0.8, coverage=0.5, noise=0.05, misses=0.1
    ),
)


@dataclass(frozen=True)
class Known:
    """What the models start from: logs of counts, over round, target and place."""

    last: Array
    """The newest weeks, newest first, on a further axis."""
    growth: Array
    spread: Array


def styles(rng: np.random.Generator, models: int) -> list[Style]:
    """So many styles: the plain ones first, then variants with settings of their own."""
    found = list(STYLES[:models])
    for number in range(len(STYLES), models):
        plain = STYLES[1 + number % (len(STYLES) - 1)]
        found.append(
            replace(
                plain,
                name=f"{plain.name}_{1 + number // (len(STYLES) - 1)}",
                trend=plain.trend + rng.normal(0, 0.15),
                width=plain.width * float(np.exp(rng.normal(0, 0.2))),
                lean=plain.lean + rng.normal(0, 0.02),
                insight=min(plain.insight, 0.7) * float(rng.uniform(0.5, 1)),
                noise=abs(float(rng.normal(0.05, 0.04))),
                misses=float(rng.uniform(0, 0.15)),
            )
        )
    return found


def known_by_round(epidemic: Epidemic, history: int) -> Known:
    """The starting points of every round, from what was known then."""
    rounds = len(epidemic.known)
    ends = history - 1 + np.arange(rounds)
    weeks = ends[:, None] - np.arange(PAST_WEEKS + 1)[None, :]
    recent = np.take_along_axis(epidemic.known, weeks[:, None, None, :], axis=3)
    logs = np.log1p(recent)
    # A place that reported nothing new has no newest count; its last known one stands in.
    for back in range(PAST_WEEKS - 1, -1, -1):
        logs[..., back] = np.where(np.isnan(logs[..., back]), logs[..., back + 1], logs[..., back])
    change = logs[..., :-1] - logs[..., 1:]
    spread = np.sqrt((change**2).mean(axis=3)) + 0.02
    growth = (logs[..., 0] - logs[..., TREND_WEEKS]) / TREND_WEEKS
    return Known(logs[..., :4], growth, spread)


def quantiles(rng: np.random.Generator, style: Style, known: Known, truth: Array, levels: Array) -> Array:
    """Round x target x place x horizon x level; `truth` holds the log of what came, in the same order."""
    ahead = np.arange(1, truth.shape[3] + 1)
    start = known.last[..., : style.memory].mean(axis=3)
    carried = np.cumsum(style.damping**ahead) * style.trend
    path = start[..., None] + known.growth[..., None] * carried + style.lean * ahead
    path = (1 - style.insight) * path + style.insight * truth
    path = path + style.noise * np.sqrt(ahead) * rng.normal(size=path.shape)
    spread = style.width * known.spread[..., None] * np.sqrt(ahead)
    deviate = np.array([NormalDist().inv_cdf(level) for level in levels])
    values: Array = np.expm1(path[..., None] + spread[..., None] * deviate)
    return np.maximum(np.round(values), 0.0)


def takes_part(
    rng: np.random.Generator, style: Style, rounds: int, places: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rounds in which a model takes part, and the places it forecasts; at least one of each."""
    share = np.arange(rounds) / rounds
    there = (share >= style.joins) & (share < style.leaves) & (rng.random(rounds) >= style.misses)
    if not there.any():
        there[-1] = True
    kept = max(1, round(style.coverage * places))
    return np.flatnonzero(there), np.sort(rng.permutation(places)[:kept])
