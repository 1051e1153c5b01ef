"""A definition fitted to a rehearsal smaller than its call: as many for each place as a call of its size would see.

Places, those who go on and quotas of people are multiplied by one factor, lower bounds rounded down and upper bounds up,
so that what can be met stays so. Shares stay as they are; sums of money shrink with the places. What is rehearsed of
form, stages, criteria and letters is the call's own.
"""

from math import ceil, floor

from anso.alliance.calls.definition import Definition, Going, Quota, SelectionPlan, Stage

__all__ = ["scale_of", "scaled"]

FOR_A_PLACE = 3
"""Applications for each place that a rehearsal has at least; fewer, and the places shrink."""


def scale_of(definition: Definition, applications: int) -> float:
    return min(1.0, applications / (FOR_A_PLACE * definition.selection.places))


def scaled(definition: Definition, scale: float) -> Definition:
    if scale >= 1:
        return definition
    return definition.model_copy(
        update={
            "stages": tuple(stage_scaled(stage, scale) for stage in definition.stages),
            "selection": plan_scaled(definition.selection, scale),
        }
    )


def stage_scaled(stage: Stage, scale: float) -> Stage:
    if stage.going.number is None:
        return stage
    return stage.model_copy(update={"going": Going(number=max(1, ceil(stage.going.number * scale)))})


def plan_scaled(plan: SelectionPlan, scale: float) -> SelectionPlan:
    return plan.model_copy(
        update={
            "places": max(1, ceil(plan.places * scale)),
            "waiting": ceil(plan.waiting * scale),
            "quotas": tuple(quota_scaled(quota, scale) for quota in plan.quotas),
        }
    )


def quota_scaled(quota: Quota, scale: float) -> Quota:
    return quota.model_copy(
        update={
            "least": None if quota.least is None else floor(quota.least * scale),
            "most": None if quota.most is None else max(1, ceil(quota.most * scale)),
        }
    )
