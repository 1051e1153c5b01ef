"""Ensemble regression (EMOS, NGR): a normal distribution whose mean is linear in the model's and whose variance is
linear in its members'.

Gneiting et al. (2005), eqs. 2-3, by maximum likelihood: Fisher scoring takes mean and variance in turn, over all
points at once. Where only means are known it is a linear regression with the residuals' variance.
"""

import numpy as np

from anso.services.outlooks.calibrating.scales import joint, scaled, scaled_models
from anso.services.outlooks.distributions.normal import Normal
from anso.services.outlooks.known.lesson import Lesson
from anso.services.outlooks.known.numbers import Numbers

__all__ = ["emos", "joint_emos", "joint_spread"]

STEPS = 12


def emos(lesson: Lesson, model: int) -> Normal:
    """Of one model."""
    forecasts = scaled(lesson.past.means[model], lesson.asked.means[model])
    return regressed(
        forecasts.past,
        forecasts.asked,
        lesson.past.spreads[model],
        lesson.asked.spreads[model],
        lesson.observed,
    )


def joint_emos(lesson: Lesson) -> Normal:
    """Of the models' mean anomaly and their mean spread."""
    forecasts = joint(scaled_models(lesson))
    past, asked = joint_spread(lesson)
    return regressed(forecasts.past, forecasts.asked, past, asked, lesson.observed)


def joint_spread(lesson: Lesson) -> tuple[Numbers, Numbers]:
    """The models' mean spread, each in units of its usual one; NaN where any knows none."""
    usual = lesson.past.spreads.mean(1, keepdims=True)
    usual = np.where(usual > 0, usual, np.nan)
    return (lesson.past.spreads / usual).mean(0), (lesson.asked.spreads / usual).mean(0)


def regressed(
    past: Numbers, asked: Numbers, spread: Numbers, asked_spread: Numbers, observed: Numbers
) -> Normal:
    """Years x points each. A variance below its hundredth part is never believed."""
    known = np.isfinite(spread).all(0) & np.isfinite(asked_spread).all(0)
    size = np.where(known, spread, 0).mean(0)
    known &= size > 0
    scale = np.where(known, 1 / np.where(size > 0, size, 1), 0)
    wide, asked_wide = (
        np.where(known, np.nan_to_num(values) * scale, 0) ** 2 for values in (spread, asked_spread)
    )
    floor = np.maximum(0.01 * observed.var(0), 1e-18)
    variance = np.broadcast_to(np.maximum(observed.var(0), floor), observed.shape)
    for _ in range(STEPS if known.any() else 2):
        level, slope = line(past, observed, 1 / variance)
        squares = (observed - level - slope * past) ** 2 * len(observed) / (len(observed) - 2)
        constant, factor = variance_line(wide, squares, 1 / variance**2)
        variance = np.maximum(constant + factor * wide, floor)
    return Normal(level + slope * asked, np.sqrt(np.maximum(constant + factor * asked_wide, floor)))


def line(x: Numbers, y: Numbers, weights: Numbers) -> tuple[Numbers, Numbers]:
    """Level and slope of the weighted least squares of each point; no slope where x never varies."""
    total = weights.sum(0)
    x_mean, y_mean = (weights * x).sum(0) / total, (weights * y).sum(0) / total
    varied = (weights * (x - x_mean) ** 2).sum(0)
    slope = np.where(
        varied > 0, (weights * (x - x_mean) * (y - y_mean)).sum(0) / np.where(varied > 0, varied, 1), 0
    )
    return y_mean - slope * x_mean, slope


def variance_line(x: Numbers, y: Numbers, weights: Numbers) -> tuple[Numbers, Numbers]:
    """The same where neither may be negative: the better of the two edges if the line leaves them."""
    level, slope = line(x, y, weights)
    flat = (weights * y).sum(0) / weights.sum(0)
    square = (weights * x * x).sum(0)
    steep = np.where(square > 0, (weights * x * y).sum(0) / np.where(square > 0, square, 1), 0)
    level, slope = np.where(slope < 0, flat, level), np.where(slope < 0, 0, slope)
    return np.where(level < 0, 0, level), np.where(level < 0, steep, slope)
