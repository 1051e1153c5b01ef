"""How fast daily counts grow: one estimate a country, all countries at once.

In: a matrix of new cases, a row a country and a column a day, whole weeks, `nan` where a day does not
count. Out: the growth rate a day with its 95% interval, the probability that it is positive, and the
fitted line.

The model is quasi-Poisson regression with a log-linear trend and a free effect of each day of the week,
    E[y_t] = exp(a_{d(t)} + r t),    Var[y_t] = phi E[y_t]
(Wedderburn 1974, Biometrika 61:439; McCullagh & Nelder 1989, Generalized Linear Models, ch. 6 and 9; for
epidemic growth with day-of-week effects: Pellis et al. 2021, Phil. Trans. R. Soc. B 376:20200264). Given
the total n_d of each day of the week, its counts over the weeks are multinomial with shares
    p_{dw} = m_{dw} exp(7 r w) / sum_v m_{dv} exp(7 r v)
(m is 0 for a day that is left out), which removes the a_d: the maximum of the likelihood is the root of
    sum_d sum_w y_{dw} 7w - sum_d n_d sum_w p_{dw} 7w,
found by Newton's method with information I = sum_d n_d Var_p(7w). The result is exactly that of the full
regression, and a weekday on which nothing is ever reported needs no special care. Then phi = X^2 / f
(Pearson; f = cells - weekdays - 1), no less than 1, se = sqrt(phi / I), and r / se is referred to
Student's t with f degrees of freedom.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["DAYS_A_WEEK", "Growth", "estimate_growth"]

DAYS_A_WEEK = 7
ITERATIONS = 60
TOLERANCE = 1e-12
LONGEST_STEP = 0.2
WIDEST = 20.0  # half-width of the line's interval on the logarithmic scale: it says "unknown" already
STEEPEST = 1.0  # a day; a search that leaves this range has no finite root

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Growth:
    """Estimates, one a row of the input; `nan` where the counts cannot tell."""

    rate: Floats
    """Growth a day on the logarithmic scale: 0.05 is about 5% a day."""
    low: Floats
    high: Floats
    """Ends of the 95% interval of the rate."""
    probability: Floats
    """That the rate is positive."""
    dispersion: Floats
    line: Floats
    """Fitted new cases a day, the days of the week evened out; a column a day, as the input."""
    line_low: Floats
    line_high: Floats
    """Ends of the line's pointwise 95% interval."""


def estimate_growth(daily: Floats, confidence: float = 0.95) -> Growth:
    """Growth of each row of `daily`, whose columns are consecutive days, the oldest first."""
    from scipy import special

    rows, days = daily.shape
    if days % DAYS_A_WEEK or days < 2 * DAYS_A_WEEK:
        raise ValueError(f"growth needs two whole weeks or more, not {days} days")
    weeks = days // DAYS_A_WEEK
    # axes: country, day of the week, week
    counts = daily.reshape(rows, weeks, DAYS_A_WEEK).transpose(0, 2, 1)
    counted = np.isfinite(counts)
    counts = np.where(counted, counts, 0.0)
    weekday_totals = counts.sum(axis=2)
    total = weekday_totals.sum(axis=1)
    time = DAYS_A_WEEK * (np.arange(weeks) - (weeks - 1) / 2)

    rate = np.zeros(rows)
    observed = (counts * time).sum(axis=(1, 2))
    for _ in range(ITERATIONS):
        shares, centre, spread = _shares(rate, counted, time)
        score = observed - (weekday_totals * centre).sum(axis=1)
        information = (weekday_totals * spread).sum(axis=1)
        step = np.clip(_ratio(score, information), -LONGEST_STEP, LONGEST_STEP)
        rate = np.clip(rate + step, -STEEPEST, STEEPEST)
        if np.all(np.abs(step) < TOLERANCE):
            break
    shares, centre, spread = _shares(rate, counted, time)
    information = (weekday_totals * spread).sum(axis=1)

    expected = weekday_totals[:, :, None] * shares
    pearson = _ratio((counts - expected) ** 2, expected).sum(axis=(1, 2))
    informative = counted & (weekday_totals > 0)[:, :, None]
    cells = informative.sum(axis=(1, 2))
    freedom = cells - informative.any(axis=2).sum(axis=1) - 1
    known = (freedom >= 1) & (information > 0) & (np.abs(rate) < STEEPEST)
    freedom = np.where(known, freedom, 1)
    dispersion = np.maximum(pearson / freedom, 1.0)
    error = np.sqrt(_ratio(dispersion, information))
    quantile = special.stdtrit(freedom, (1 + confidence) / 2)

    line, distance = _line(rate, counts, counted, weekday_totals, total)
    width = quantile[:, None] * np.sqrt(
        _ratio(dispersion, total)[:, None] + distance**2 * (error**2)[:, None]
    )

    width = np.minimum(width, WIDEST)

    def told(values: Floats) -> Floats:
        return np.where(known if values.ndim == 1 else known[:, None], values, np.nan)

    return Growth(
        rate=told(rate),
        low=told(rate - quantile * error),
        high=told(rate + quantile * error),
        probability=told(special.stdtr(freedom, _ratio(rate, error))),
        dispersion=told(dispersion),
        line=told(line),
        line_low=told(line * np.exp(-width)),
        line_high=told(line * np.exp(width)),
    )


def _shares(rate: Floats, counted: NDArray[np.bool_], time: Floats) -> tuple[Floats, Floats, Floats]:
    """How each weekday's total spreads over the weeks, with mean and variance of the time in that spread."""
    weights = np.where(counted, np.exp(rate[:, None, None] * time), 0.0)
    shares = _ratio(weights, weights.sum(axis=2, keepdims=True))
    centre = (shares * time).sum(axis=2)
    spread = np.maximum((shares * time**2).sum(axis=2) - centre**2, 0.0)
    return shares, centre, spread


def _line(
    rate: Floats, counts: Floats, counted: NDArray[np.bool_], weekday_totals: Floats, total: Floats
) -> tuple[Floats, Floats]:
    """The mean of the seven weekdays' curves, day by day, and each day's distance from the centre of the cases."""
    rows, _, weeks = counts.shape
    days = np.arange(weeks * DAYS_A_WEEK, dtype=float)
    day_of_cell = days.reshape(weeks, DAYS_A_WEEK).T
    days_from_middle = days - days.mean()
    curve = np.exp(rate[:, None, None] * (day_of_cell - days.mean()))
    level = _ratio(weekday_totals, np.where(counted, curve, 0.0).sum(axis=2)).sum(axis=1) / DAYS_A_WEEK
    centre = _ratio((counts * (day_of_cell - days.mean())).sum(axis=(1, 2)), total)
    line = level[:, None] * np.exp(rate[:, None] * days_from_middle)
    return line, days_from_middle - centre[:, None] * np.ones((rows, 1))


def _ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Quotient, 0 where the denominator is."""
    return np.divide(
        numerator,
        denominator,
        out=np.zeros(np.broadcast(numerator, denominator).shape),
        where=denominator > 0,
    )
