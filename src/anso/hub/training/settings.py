"""The constants of the trained ensemble, each with its reason.

They are few and have no unit: shares, and numbers of rounds. How they were chosen, and on which half of the
dates and places they were then confirmed, is told in docs/hub/training.md.
"""

from dataclasses import dataclass
from typing import Literal

__all__ = ["DEFAULT", "Settings"]


@dataclass(frozen=True)
class Settings:
    """What a trained ensemble learns from, and how readily it believes what it learned."""

    recalibrate: bool = True
    """Whether widths are learned as well as weights."""
    memory: int = 52
    """Rounds back from which weights are learned; older ones describe models that have since changed."""
    half_life: float = 10
    """Rounds after which a score counts half in a model's relative score."""
    power: float = 1.25
    """Of the inverse relative score: little more than one, for who was best in one wave was seldom in the next."""
    prior: float = 10
    """Past tasks for which the belief counts that a newcomer is somewhat worse than its peers ..."""
    newcomer: float = 1.15
    """... by this factor."""
    stacking: float = 0.2
    """Share of the weights that comes from stacking; the rest comes from past scores."""
    stack_by: Literal["horizon", "all"] = "all"
    """Whether each horizon has its own stacked weights, or all have the same."""
    level_groups: int = 1
    """Groups of neighbouring levels with stacked weights of their own; 1 for the same at all levels."""
    stack_half_life: float = 30
    penalty: float = 0.02
    """Shrinkage towards the performance weights, in mean pinball losses per unit of weight moved."""
    stack_levels: int = 7
    """Levels, evenly among those stated, on which stacking is judged; more change nothing but the time."""
    stack_cases: int = 6000
    """Cases of one programme at the most; of more, evenly many are taken."""
    stack_rounds: int = 4
    """Past rounds below which stacking has nothing to say yet."""
    presence: float = 0.5
    """Share of the tasks that a model must have answered, then and now, to be stacked."""
    trim: float = 0.15
    """Share of the weight left out at each end, level by level: an outlier is a model's mistake."""
    root: float = 1 / 3
    """The power of which models' quantiles are averaged: between logarithms, where one low forecast weighs too
    much, and plain values, where one high one does."""
    climate: float = 0.2
    """Share, in the logarithm of a width, of what the quantity itself was seen to change in such a time."""
    year: int = 52
    """Past observations from which such changes are read."""
    width_half_life: float = 30
    """Rounds after which an error counts half in the widths: long, for calm months teach nothing of storms."""
    width_prior: float = 5
    """Rounds of past errors that weigh as much as the belief that the widths are right as they are: half as many
    weigh a quarter of it, twice as many four times. A wave in the first weeks is no reason to double widths."""
    place_prior: float = 60
    """Rounds of a place's own past errors that weigh as much as all places' together."""
    cases_a_round: float = 3
    """Independent errors in one round, before the past tells: places err together, so that many forecasts are
    few cases ..."""
    cases_prior: float = 4
    """... and the rounds that this belief is worth."""


DEFAULT = Settings()
