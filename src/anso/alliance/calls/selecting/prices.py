"""What each quota costs, in points of score: the best total without it less the best total with it, exactly.

Of a hundred quotas few need a solution of their own. Let v be the total of the selection.

- Dropping a whole group of quotas gains at least as much as dropping any one of them. So where the best total without
  the group is v, each of its quotas has a price of nought, proven at once; where it is more, only the quotas that this
  better selection breaks are priced one by one, and the others of the group are asked again without them.
- Quotas whose price in the relaxation's dual solution is nought make the first such group. (If the relaxation's value
  is v itself, weak duality proves the group's prices nought, and the relaxation without it shows that.)

Each solution starts from the relaxation's last basis, and people are made whole only where parts of them are left.
"""

from dataclasses import dataclass

import numpy as np

from anso.alliance.calls.selecting.optimum import Best, best_within, relaxation_of, slack
from anso.alliance.calls.selecting.problem import Programme, programme_of
from anso.alliance.calls.selecting.quotas import Quota
from anso.alliance.calls.selecting.relaxation import Relaxation
from anso.alliance.calls.selecting.select import Selection, limits_places

__all__ = ["Price", "prices"]

ROUNDING = 1e-7


@dataclass(frozen=True)
class Price:
    """A quota and what it costs."""

    quota: Quota
    price: float
    """Points that the best selection would gain without it; NaN for the number of places, which nothing else bounds."""
    at_the_margin: float
    """Points gained for its bound eased by one (a person, a unit of money, a whole share), by the relaxation's dual."""


def prices(selection: Selection) -> tuple[Price, ...]:
    """In the order of the quotas asked."""
    programme = programme_of(selection.asked)
    relaxation = relaxation_of(programme)
    relaxed = relaxation.solve()
    chosen = programme.columns(selection.chosen)
    value = float(programme.points @ chosen)
    if relaxed is None:
        raise ValueError("a selection that was made has a relaxation")
    margins = np.abs(relaxed.prices) / programme.scale
    marginal = np.zeros(len(programme.quotas))
    np.maximum.at(marginal, programme.quota_of, margins)
    numbers = [number for number, quota in enumerate(programme.quotas) if not limits_places(quota)]
    free = [number for number in numbers if marginal[number] <= 1e-9]
    binding = [number for number in numbers if marginal[number] > 1e-9]
    gained = dict.fromkeys(numbers, 0.0)
    while free:
        without = best_without(programme, relaxation, free, value)
        if without is None:
            break
        activity = programme.rows @ without.chosen
        broken = (activity > programme.upper + ROUNDING) | (activity < programme.lower - ROUNDING)
        breaking = set(programme.quota_of[broken].tolist()) & set(free)
        # A better selection breaks some quota of the group; by rounding alone it may seem to break none.
        binding += sorted(breaking) or free
        free = [number for number in free if number not in breaking] if breaking else []
    for number in binding:
        without = best_without(programme, relaxation, [number], value)
        gained[number] = 0.0 if without is None else without.value - value
    return tuple(
        Price(quota, gained.get(number, np.nan), float(marginal[number]))
        for number, quota in enumerate(programme.quotas)
    )


def best_without(
    programme: Programme, relaxation: Relaxation, quotas: list[int], value: float
) -> Best | None:
    """The best selection without some quotas; None if it is no better than the total with them."""
    dropped = np.isin(programme.quota_of, quotas)
    lower = np.where(dropped, -np.inf, programme.lower)
    upper = np.where(dropped, np.inf, programme.upper)
    relaxed = relaxation.solve(lower, upper)
    if relaxed is None:
        raise ValueError("fewer quotas leave at least as much possible")
    if relaxed.value - value <= slack(value):
        return None
    best = best_within(programme, relaxed, lower, upper)
    return best if best is not None and best.value - value > slack(value) else None
