"""A call's plan of selection, as its definition holds it, made into what is asked.

In come the plan, the candidates and a seed; out goes `Selecting`. A quota keeps its code as its name; bounds of number
and of share on the same people are two quotas, the latter called `<code> share`.
"""

from collections.abc import Iterator

from anso.alliance.calls.definition.quotas import Quota as PlannedQuota
from anso.alliance.calls.definition.quotas import SelectionPlan
from anso.alliance.calls.selecting.problem import Selecting, selecting
from anso.alliance.calls.selecting.quotas import Candidates, Quota, Test

__all__ = ["asked_by"]


def asked_by(plan: SelectionPlan, candidates: Candidates, *, seed: int = 0) -> Selecting:
    """The plan's places and quotas on these candidates, whose facts are called as the plan calls them."""
    quotas = [quota for planned in plan.quotas for quota in quotas_of(planned)]
    return selecting(candidates, quotas, places=plan.places, seed=seed)


def quotas_of(planned: PlannedQuota) -> Iterator[Quota]:
    where = tuple(Test(fact, "in", tuple(values)) for fact, values in planned.where.items())
    if planned.least is not None or planned.most is not None:
        yield Quota(
            planned.code, where, planned.least, planned.most, each=planned.each, sum_of=planned.sum_of
        )
    if planned.least_share is not None or planned.most_share is not None:
        counted = planned.least is not None or planned.most is not None
        yield Quota(
            f"{planned.code} share" if counted else planned.code,
            where,
            planned.least_share,
            planned.most_share,
            each=planned.each,
            share=True,
        )
