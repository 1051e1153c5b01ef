"""How many forecasts were scored, and why others were not: counts, and sentences for the person who asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["LeftOut"]


@dataclass(frozen=True)
class LeftOut:
    """The account of one scoring."""

    forecasts: int
    """All forecasts of the output type that was scored."""
    scored: int
    without_observation: int
    corrections: Mapping[str, int] = field(default_factory=dict)
    """For each target, the forecasts whose observation is a count below zero."""
    raised_to_zero: int = 0
    """On the log scale, the values below zero that were taken as zero."""
    without_wis: int = 0
    """Scored forecasts that state neither a median nor a central interval."""
    without_value: int = 0
    """Rows of that output type that state nothing, or no number (NaN)."""
    unpaired: int = 0
    """Scored forecasts with levels that have no counterpart on the other side of the median."""

    @property
    def sentences(self) -> list[str]:
        """Each thing that was left out or changed, and nothing if all was scored as it stood."""
        said = []
        if self.without_value:
            said.append(f"{counted(self.without_value, 'row')} left out: the value is empty or NaN.")
        if self.without_observation:
            said.append(
                f"{counted(self.without_observation, 'forecast')} left out: nothing was observed yet."
            )
        for target, number in self.corrections.items():
            of_target = f" of {target}" if target else ""
            said.append(
                f"{counted(number, 'forecast')}{of_target} left out: the observation is below zero, a correction "
                "of earlier counts and no count itself."
            )
        if self.raised_to_zero:
            said.append(f"{counted(self.raised_to_zero, 'value')} below zero taken as 0 on the log scale.")
        if self.without_wis:
            said.append(
                f"{counted(self.without_wis, 'forecast')} without a WIS: neither a median nor a pair of levels "
                "such as 0.25 and 0.75 is stated."
            )
        if self.unpaired:
            said.append(
                f"{counted(self.unpaired, 'forecast')} with levels that lack their counterpart (0.1 without 0.9, "
                "say); these levels do not count in the WIS."
            )
        return said


def counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
