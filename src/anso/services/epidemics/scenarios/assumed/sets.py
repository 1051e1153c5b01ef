"""A set of scenarios: axes with levels, crossed; each level is said in words and states values."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from anso.services.epidemics.scenarios.assumed.parameters import parameters

__all__ = ["Assumption", "Axis", "Level", "Scenario", "ScenarioSet"]

LETTERS = "ABCDEFGHIJKL"


@dataclass(frozen=True)
class Assumption:
    """What is taken for a parameter."""

    key: str
    value: tuple[float, ...]
    range: tuple[float, float] | None
    source: str


@dataclass(frozen=True)
class Level:
    id: str
    title: Mapping[str, str]
    says: Mapping[str, str]
    """The assumption in words."""
    values: tuple[Assumption, ...]


@dataclass(frozen=True)
class Axis:
    id: str
    title: Mapping[str, str]
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Scenario:
    """One level of each axis."""

    letter: str
    levels: tuple[Level, ...]
    assumed: Mapping[str, Assumption]
    """Every parameter."""

    @property
    def id(self) -> str:
        return f"{self.letter}-{'-'.join(level.id for level in self.levels)}"


@dataclass(frozen=True)
class ScenarioSet:
    id: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    values: tuple[Assumption, ...]
    """What the set states for all its scenarios."""
    axes: tuple[Axis, ...]

    @cached_property
    def common(self) -> Mapping[str, Assumption]:
        """Every parameter, as it is where no level says otherwise."""
        usual = {key: Assumption(key, one.value, one.range, one.source) for key, one in parameters().items()}
        return usual | {value.key: value for value in self.values}

    @cached_property
    def scenarios(self) -> tuple[Scenario, ...]:
        """A, B, C …: the last axis changes first."""
        crossed = product(*(axis.levels for axis in self.axes))
        return tuple(
            Scenario(
                letter,
                levels,
                {**self.common, **{value.key: value for level in levels for value in level.values}},
            )
            for letter, levels in zip(LETTERS, crossed, strict=False)
        )

    @cached_property
    def varied(self) -> tuple[str, ...]:
        """Parameters that some level states."""
        stated = {value.key for axis in self.axes for level in axis.levels for value in level.values}
        return tuple(key for key in parameters() if key in stated)
