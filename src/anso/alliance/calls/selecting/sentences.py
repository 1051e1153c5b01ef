"""Quotas and what follows from them, in words."""

from anso.alliance.calls.selecting.quotas import Quota

__all__ = ["amount_of", "bound_of", "quota_text"]


def amount_of(quota: Quota, amount: float) -> str:
    """A number of people, a sum, or a share, as its quota counts it."""
    if quota.share:
        return f"{round(100 * amount, 6):g} %"
    return f"{amount:,.0f}" if abs(amount - round(amount)) < 1e-6 else f"{amount:,.2f}"


def bound_of(quota: Quota, *, at_most: bool) -> str:
    """`PhD at most 300`."""
    bound = quota.most if at_most else quota.least
    side = "at most" if at_most else "at least"
    return f"{quota.name} {side} {amount_of(quota, 0.0 if bound is None else bound)}"


def quota_text(quota: Quota) -> str:
    """`women (gender=F): at least 40 %`."""
    sides = [
        f"{side} {amount_of(quota, bound)}"
        for side, bound in (("at least", quota.least), ("at most", quota.most))
        if bound is not None
    ]
    if quota.least is not None and quota.least == quota.most:
        sides = [f"exactly {amount_of(quota, quota.least)}"]
    counted = quota.whom if not quota.sum_of else f"sum of {quota.sum_of}, {quota.whom}"
    named = quota.name if quota.name == quota.whom else f"{quota.name} ({counted})"
    return f"{named}: {' and '.join(sides)}"
