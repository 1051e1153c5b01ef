"""What a run is, before it is run: its settings, its times, the window it may need."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.services.drift.forcing import Forcing
from anso.services.drift.forcing.pieces import Window
from anso.services.drift.kernel.layout import EULER, RK2, RK4
from anso.services.drift.seeding.release import EARTH_RADIUS, Release

__all__ = ["EARTHS", "SCHEMES", "Settings", "Step", "reach", "refuse_outside", "refuse_unfit", "steps_of"]

SCHEMES = {"euler": EULER, "rk2": RK2, "rk4": RK4}
EARTHS = {"sphere": (EARTH_RADIUS, 0.0), "wgs84": (6_378_137.0, 6.69437999014e-3)}
"""Radius in metres and eccentricity squared; NIMA TR8350.2 for WGS 84."""
MOST_OUTPUTS, MOST_STEPS = 100_000, 10_000_000
FASTEST = 6.0
"""m/s: as far as a run looks for coast and forcing; what drifts faster makes the window grow."""


@dataclass(frozen=True)
class Settings:
    """How a run is made; seconds."""

    duration: float
    step: float = 3600.0
    output_step: float = 3600.0
    scheme: str = "rk4"
    diffusivity: float = 0.0
    seed: int = 0
    backward: bool = False
    earth: str = "sphere"
    coast: bool = True
    celsius: float = 25.0
    spilt: float = 1e6
    """kg of oil."""
    cores: int = 0
    """0 means as many as there are."""

    @property
    def direction(self) -> float:
        """1 forward in time, -1 backward."""
        return -1.0 if self.backward else 1.0


@dataclass(frozen=True)
class Step:
    """Steps of one size between two outputs."""

    first: int
    count: int
    seconds: float
    """Signed: negative backward."""
    begin: float
    """Seconds since 1970."""


def steps_of(settings: Settings, start: float) -> list[list[Step]]:
    """For each output after the first: the steps that lead to it. A rest shorter than a step is one step more."""
    size = min(settings.step, settings.output_step, settings.duration)
    outputs = np.arange(settings.output_step, settings.duration * (1 + 1e-12), settings.output_step)
    if len(outputs) == 0 or settings.duration - outputs[-1] > 1e-6 * size:
        outputs = np.append(outputs, settings.duration)
    plan, number, reached = [], 0, 0.0
    for output in outputs:
        group = []
        whole = int((output - reached) / size + 1e-9)
        rest = output - reached - whole * size
        for count, seconds in ((whole, size), (1, rest)):
            if count and seconds > 1e-6 * size:
                signed = settings.direction * seconds
                group.append(Step(number, count, signed, start + settings.direction * reached))
                number, reached = number + count, reached + count * seconds
        reached = float(output)
        plan.append(group)
    return plan


def refuse_unfit(settings: Settings) -> None:
    """Times that cannot be gone through."""
    given = (("--hours", settings.duration), ("--dt", settings.step), ("--output-step", settings.output_step))
    problems = [
        Problem(option, "must be a number above 0") for option, seconds in given if not 0.0 < seconds < np.inf
    ]
    if not problems and settings.duration / settings.output_step > MOST_OUTPUTS:
        problems.append(
            Problem(
                "--output-step",
                f"gives more than {MOST_OUTPUTS:,} positions of each particle; make it longer",
            )
        )
    if not problems and settings.duration / settings.step > MOST_STEPS:
        problems.append(Problem("--dt", f"gives more than {MOST_STEPS:,} steps; make it longer"))
    if problems:
        raise InvalidInputError(problems)


def reach(
    longitude: NDArray[np.float64], latitude: NDArray[np.float64], seconds: float, speed: float = FASTEST
) -> Window:
    """The window that particles can get to in a time, at a speed."""
    far = np.degrees(speed * seconds / EARTH_RADIUS) + 0.5
    south, north = float(latitude.min() - far), float(latitude.max() + far)
    highest = max(abs(south), abs(north))
    if highest > 85.0:
        return Window(-180.0, 180.0, max(south, -90.0), min(north, 90.0))
    wide = far / np.cos(np.radians(highest))
    west, east = float(longitude.min() - wide), float(longitude.max() + wide)
    if east - west >= 360.0:
        west, east = -180.0, 180.0
    return Window(west, east, south, north)


def refuse_outside(forcing: Forcing, release: Release) -> None:
    """Says where the currents are, where the position is not among them."""
    place = np.array([release.longitude]), np.array([release.latitude])
    if forcing.inside(0, *place)[0]:
        return
    areas = "; ".join(
        f"{grid.label}: longitude {grid.longitudes[0]:g} to {grid.longitudes[-1]:g}, "
        f"latitude {grid.latitudes[0]:g} to {grid.latitudes[-1]:g}"
        for grid in forcing.sources[0]
        if grid.member <= 0
    )
    raise InvalidInputError(
        [
            Problem(
                "position", f"{release.latitude:g}, {release.longitude:g} is outside the currents ({areas})"
            )
        ]
    )
