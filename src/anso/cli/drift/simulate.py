"""`anso drift simulate`: particles through currents, wind and waves, and where each of them goes."""

import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from anso.errors import BadValueError, InvalidInputError, Problem

if TYPE_CHECKING:
    from anso.services.drift.forcing import Forcing
    from anso.services.drift.objects import Drifting
    from anso.services.drift.simulating import Outcome

__all__ = ["simulate"]

HOUR = 3600.0


def simulate(
    *,
    currents: list[str],
    wind: list[str] | None = None,
    waves: list[str] | None = None,
    object_: Annotated[str, Parameter(name="--object")] = "drifter",
    lat: float,
    lon: float,
    time: str,
    hours: float,
    particles: int = 1000,
    seed: int = 0,
    scheme: Literal["euler", "rk2", "rk4"] = "rk4",
    dt: float = HOUR,
    output_step: float = HOUR,
    diffusivity: str = "0",
    windage: float | None = None,
    radius: float = 0.0,
    to_lat: float | None = None,
    to_lon: float | None = None,
    until: str | None = None,
    every: float | None = None,
    spill: float = 1000.0,
    sea_temperature: float = 25.0,
    backward: bool = False,
    spread: Annotated[bool, Parameter(negative="--no-spread")] = True,
    ensemble: bool = False,
    bridge: float = 0.0,
    steady: bool = False,
    coast: Literal["natural-earth", "none"] = "natural-earth",
    earth: Literal["sphere", "wgs84"] = "sphere",
    cores: int = 0,
    output: Path,
) -> None:
    """Simulate where objects and oil go, and write their tracks.

    Parameters
    ----------
    currents
        A CF file, a folder or pattern of files, an address (OPeNDAP, Zarr), a service (hycom, cmems), or synthetic, a
        made-up monsoon season; `file#EASTWARD,NORTHWARD` names variables. Several: the first that covers a place and
        time is used
    wind
        The same for the wind at 10 m (services: gfs, era5)
    waves
        The same for the Stokes drift of waves (service: cmems)
    object_
        What drifts: leeway:CLASS (such as leeway:PIW-1), drifter, ship:KIND or ship:length=330,draught=21,height=12,
        oil:NAME
    lat
        Latitude of the source, in degrees north
    lon
        Longitude of the source, in degrees east
    time
        When it sets out, such as 2020-09-03T06:00; UTC unless it says another zone
    hours
        How long it drifts
    particles
        How many particles stand for it
    seed
        Of all random numbers: the same seed gives the same tracks
    scheme
        How a step is made
    dt
        Seconds of a step
    output_step
        Seconds between positions in the file
    diffusivity
        Of turbulence in m2/s: a number, or a file with a field of it
    windage
        Share of the wind that moves a drifter or oil, such as 0.03
    radius
        Metres around the position over which particles start
    to_lat
        Latitude that a moving source reaches in the end
    to_lon
        Longitude that a moving source reaches in the end
    until
        When a source that lasts or moves ends
    every
        Hours between the puffs of a source that repeats until then
    spill
        Tonnes of oil
    sea_temperature
        Degrees Celsius, for the weathering of oil
    backward
        Run back in time: from where did it come?
    spread
        Let objects differ as their class does, and change the side they drift to
    ensemble
        Several files of one kind are members of equal right: each particle has one
    bridge
        Hours without forcing that may be filled in
    steady
        A field of a single time holds at all times
    coast
        What particles are stopped by
    earth
        A sphere of 6,371 km, as ocean models have it, or the ellipsoid WGS 84
    cores
        Threads; 0 means as many as there are cores
    output
        The file to write (NetCDF, CF trajectories)
    """
    from anso.services.drift.forcing import read_forcing
    from anso.services.drift.seeding import Release
    from anso.services.drift.simulating import Settings
    from anso.services.drift.simulating import simulate as run

    refuse_unfit(particles, output, spill, cores, bridge)
    constant, fields = mixing(diffusivity)
    start = read("--time", time)
    what = named(object_, particles, seed, spread=spread, windage=windage, waves=bool(waves))
    end = start + (-hours if backward else hours) * HOUR
    forcing = read_forcing(
        currents,
        wind or (),
        waves or (),
        fields,
        span=(start, end),
        ensemble=ensemble,
        bridge=bridge,
        steady=steady,
    )
    release = Release(
        lon,
        lat,
        start,
        radius,
        to_lon,
        to_lat,
        None if until is None else read("--until", until),
        None if every is None else every * HOUR,
    )
    settings = Settings(
        duration=hours * HOUR,
        step=dt,
        output_step=output_step,
        scheme=scheme,
        diffusivity=constant,
        seed=seed,
        backward=backward,
        earth=earth,
        coast=coast != "none",
        celsius=sea_temperature,
        spilt=spill * 1000.0,
        cores=cores,
    )
    for note in notes(forcing, what, wind=bool(wind), waves=bool(waves)):
        print(note, file=sys.stderr)
    attributes = described(what, forcing, seed=seed, scheme=scheme, backward=backward)
    outcome = run(forcing, what, release, settings, output, attributes=attributes)
    print(told(outcome, what, output))


def refuse_unfit(particles: int, output: Path, spill: float, cores: int, bridge: float) -> None:
    """What can be seen to be wrong before anything is read."""
    from anso.cli.hub.score import refuse_unwritable

    problems = [
        Problem(option, message)
        for option, message, wrong in (
            ("--particles", f"{particles} particles are none; at least 1 is needed", particles < 1),
            ("--particles", "at most 100,000,000 are taken", particles > 100_000_000),
            ("--spill", "must be more than 0 tonnes", spill <= 0),
            ("--cores", "must not be below 0", cores < 0),
            ("--bridge", "must not be below 0 hours", bridge < 0),
            ("--output", f"{output} is a folder; name a file", output.is_dir()),
        )
        if wrong
    ]
    if problems:
        raise InvalidInputError(problems)
    refuse_unwritable(output)


def mixing(given: str) -> tuple[float, list[str]]:
    """A number, or the address of a field."""
    try:
        return float(given), []
    except ValueError:
        return 0.0, [given]


def read(option: str, text: str) -> float:
    from anso.services.drift.forcing.times import instant

    try:
        return instant(text)
    except BadValueError as error:
        raise InvalidInputError([Problem(option, str(error))]) from error


def named(
    name: str, particles: int, seed: int, *, spread: bool, windage: float | None, waves: bool
) -> "Drifting":
    from anso.services.drift.objects import drifting

    if not 0 <= seed < 2**63:
        raise InvalidInputError([Problem("--seed", "must lie between 0 and 9,223,372,036,854,775,807")])
    try:
        return drifting(name, particles, seed, spread=spread, windage=windage, waves=waves)
    except BadValueError as error:
        raise InvalidInputError([Problem("--object", str(error))]) from error


def notes(forcing: "Forcing", what: "Drifting", *, wind: bool, waves: bool) -> list[str]:
    """What a reader of the result must know of what was given."""
    said = [f"Note: {note}." for note in forcing.notes]
    if what.feels_wind and not wind:
        said.append(f"Note: without --wind, {what.name} moves with the currents alone.")
    if waves and what.stokes == 0.0:
        said.append(f"Note: the leeway of {what.name} holds the waves' part; --waves is not added to it.")
    if what.oil is not None and not wind:
        said.append(
            "Note: without --wind, the sea is taken as calm: oil takes up little water and does not disperse."
        )
    return said


def described(
    what: "Drifting", forcing: "Forcing", *, seed: int, scheme: str, backward: bool
) -> dict[str, Any]:
    """Attributes of the file."""
    from importlib.metadata import version

    made = datetime.now(UTC)
    labels = [grid.label for source in forcing.sources for grid in source if grid.member <= 0]
    return {
        "title": f"Simulated drift: {what.what}",
        "source": f"anso {version('anso')}, drift simulate",
        "history": f"{made:%Y-%m-%dT%H:%M:%SZ} anso {shlex.join(sys.argv[1:])}",
        "drifting_object": what.name,
        "forcing": ", ".join(labels),
        "scheme": scheme,
        "seed": seed,
        "direction": "backward" if backward else "forward",
    }


def told(outcome: "Outcome", what: "Drifting", output: Path) -> str:
    """The account of the run, for a person."""
    fates = {
        "active": "adrift",
        "stranded": "ashore",
        "outside_currents": "gone from the currents' area",
        "no_current": "where no current is given",
        "no_wind": "where no wind or waves are given",
        "not_released": "not yet set out",
    }
    ends = ", ".join(f"{count:,} {fates[name]}" for name, count in outcome.status.items() if count)
    lines = [
        f"{what.what}: {counted(outcome.particles, 'particle')}, {counted(outcome.steps, 'step')}; in the end {ends}.",
    ]
    if outcome.accounts:
        total = sum(outcome.accounts.values())
        shares = ", ".join(f"{name} {kg / total:.1%}" for name, kg in outcome.accounts.items() if kg > 0)
        lines.append(f"Oil, of {total / 1000:,.0f} t: {shares}.")
    lines += [
        (
            f"seconds: {outcome.seconds:.2f} (reading {outcome.read:.2f}, moving {outcome.moved:.2f}, "
            f"writing {outcome.written:.2f}); besides, getting the kernel ready {outcome.compiled:.2f}"
        ),
        f"peak memory: {peak_megabytes():,.0f} MB",
        f"Written to {output}.",
    ]
    return "\n".join(lines)


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def peak_megabytes() -> float:
    """The most memory this process has held.

    Linux counts what a process inherits from the one that started it into its resource usage, so its own record is read.
    """
    import resource

    try:
        record = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return held / 1e6 if sys.platform == "darwin" else held * 1024 / 1e6
    kilobytes = next(line.split()[1] for line in record.splitlines() if line.startswith("VmHWM:"))
    return int(kilobytes) * 1024 / 1e6
