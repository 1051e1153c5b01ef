"""Targets that follow another target of the same place, a delay later and in a drifting ratio."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.known import State
from anso.services.epidemics.forecasting.models.renewal.blocks import WEEK, Blocks

__all__ = ["Follower", "followed", "followers"]

DELAYS = (7, 10, 14, 17, 21, 25)
"""Mean delays in days that are tried."""
SPREAD = 0.45
"""Standard deviation of the delay relative to its mean (onset to death: Linton et al. 2020, Journal of
Clinical Medicine 9: 538)."""
BETTER = 0.97
"""A target follows if the ratio is so much steadier than its own course."""
BLOCKS = 26
SMOOTHING = 0.6
TREND = 4
"""Weeks over which the ratio's trend is read."""
PERSISTENCE = 0.9
"""Share of the ratio's newest trend that is left after a week."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Follower:
    target: int
    leader: int
    delay: Numbers
    """Share after 0, 1, ... days."""
    places: NDArray[np.int64]
    """Those whose two courses end on the same day; elsewhere the target goes its own way."""


def followers(blocks: Blocks, state: State) -> list[Follower]:
    """For each target the leader and delay that explain it best, if any does; no leader follows in turn."""
    found: list[tuple[float, Follower]] = []
    for target in np.unique(state.group):
        own = np.flatnonzero(state.group == target)
        for leader in np.unique(state.group):
            led = np.flatnonzero(state.group == leader)
            places = np.flatnonzero(blocks.into[own] == blocks.into[led])
            if leader == target or not len(places):
                continue
            alone = restless(blocks.daily[own[places]])
            for days in DELAYS:
                delay = delay_weights(days)
                if len(delay) > blocks.daily.shape[1]:  # more days than are known
                    continue
                size = restless(blocks.daily[own[places]] / delayed(blocks.daily[led[places]], delay))
                if size < BETTER * alone:
                    found.append((size / alone, Follower(int(target), int(leader), delay, places)))
    chosen: list[Follower] = []
    for _, one in sorted(found, key=lambda pair: pair[0]):
        taken = {other.target for other in chosen}
        leading = {other.leader for other in chosen}
        if one.target not in taken | leading and one.leader not in taken:
            chosen.append(one)
    return chosen


def followed(
    follower: Follower,
    blocks: Blocks,
    rows: NDArray[np.int64],
    led: NDArray[np.int64],
    paths: Numbers,
    random: np.random.Generator,
) -> Numbers:
    """The follower's paths: the leader's, delayed, times a ratio that drifts as it did."""
    expected = delayed(blocks.daily[led], follower.delay)
    log_ratio = np.log(blocks.daily[rows] / expected)[:, WEEK // 2 :: WEEK][:, -BLOCKS:]
    change = np.diff(log_ratio, axis=-1)
    slope, goes_on = trend_of(change)
    now = log_ratio[:, -1] - (1 - SMOOTHING) * (change[:, -1] - slope)
    missed = change[:, TREND:] - goes_on * trend_before(change)[:, :-1]
    usual = np.median(np.abs(missed)) * 1.48
    noise = np.sqrt((np.minimum(missed**2, 1.0).mean(-1) + usual**2) / 2)
    past = np.broadcast_to(blocks.daily[led][:, None], (*paths.shape[:2], blocks.daily.shape[1]))
    reach = len(follower.delay)
    whole = np.concatenate([past[..., -reach:], paths], axis=-1)
    due = delayed(whole, follower.delay)[..., reach:]
    weeks = paths.shape[-1] // WEEK
    walk = np.cumsum(random.standard_normal((*paths.shape[:2], weeks)), axis=-1) * noise[:, None, None]
    course = slope[:, None] * goes_on * np.cumsum(PERSISTENCE ** np.arange(weeks))
    drift = np.repeat(walk + course[:, None], WEEK, axis=-1) + now[:, None, None]
    result: Numbers = due * np.exp(drift)
    return result


def trend_of(change: Numbers) -> tuple[Numbers, float]:
    """The ratio's newest trend a week, and the share of such trends that went on, over all places."""
    before = trend_before(change)
    past, then = before[:, :-1], np.clip(change[:, TREND:], -1.0, 1.0)
    share = float((past * then).sum() / max((past * past).sum(), 1e-9))
    return before[:, -1], float(np.clip(share, 0.0, 1.0))


def trend_before(change: Numbers) -> Numbers:
    """Mean change of each `TREND` weeks in a row."""
    total = np.cumsum(np.pad(np.clip(change, -1.0, 1.0), ((0, 0), (1, 0))), axis=-1)
    mean: Numbers = (total[:, TREND:] - total[:, :-TREND]) / TREND
    return mean


def delayed(daily: Numbers, delay: Numbers) -> Numbers:
    """The last axis moved into the future by the delay's distribution."""
    moved = np.zeros(daily.shape)
    for days, weight in enumerate(delay):
        moved[..., days:] += weight * daily[..., : daily.shape[-1] - days]
        moved[..., :days] += weight * daily[..., :1]
    return moved


def delay_weights(mean: float) -> Numbers:
    days = np.arange(int(2.5 * mean) + 1)
    shape, scale = 1 / SPREAD**2, mean * SPREAD**2
    weight = (days + 0.5) ** (shape - 1) * np.exp(-(days + 0.5) / scale)
    weights: Numbers = weight / weight.sum()
    return weights


def restless(daily: Numbers) -> float:
    """Typical weekly change of the logarithm."""
    weekly = np.log(np.maximum(daily, 1e-3))[:, WEEK // 2 :: WEEK][:, -BLOCKS:]
    return float(np.median(np.abs(np.diff(weekly, axis=-1))))
