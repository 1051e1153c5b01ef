"""Seasonal outlooks: how good the combination is on real hindcasts, how quick, and how large a grid it takes.

Read: `sascof_ond.nc` and `southasia_jja_members.nc` in the folder that --data or ANSO_SHARED_DATA names, or in its
`climate`. What needs none of them runs on synthetic hindcasts: the same regression cell by cell, a global grid,
and a cluster.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from anso.config import config
from anso.services.outlooks import Hindcasts, crossvalidate, crossvalidation, read_hindcasts, scores
from anso.services.outlooks.folds import Scheme
from anso.services.outlooks.known.numbers import Numbers
from benches.report import Measurement

__all__ = ["measure"]

FILES = {
    "sascof_ond.nc": ("SASCOF OND rain", 0.015),
    "southasia_jja_members.nc": ("South Asia JJA rain", 0.030),
}
SCHEMES: tuple[Scheme, ...] = ("leave-one-out", "leave-three-out")
SLOPES = (0.8, 1.2)
MOST_SECONDS, MOST_GLOBAL_SECONDS, MOST_GLOBAL_MEGABYTES = 1.5, 60, 4000
PEERS = ("equal", "stacked-rps")
TURNS = 5
SHUFFLES = 10
LEAST_WITHOUT_SKILL = -0.002
WATCH = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
subprocess.run([sys.executable, *sys.argv[1:]], stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""
"""Seconds by the clock, of the processor, and the peak of memory: of a process of its own, whose parent holds little."""
GLOBAL = (10, 10, 30, 180, 360)
"""Models, members, years, latitudes, longitudes; a degree between points."""


def measure(data: str | None = None) -> list[Measurement]:
    results: list[Measurement] = []
    folder = climate_folder(data)
    for name, (title, target) in FILES.items():
        if folder is None or not (folder / name).exists():
            print(f"{name} is not at hand: {title} is not measured", file=sys.stderr)
            continue
        hindcasts = read_hindcasts(folder / name)
        results += real(hindcasts, title, target)
        results.append(in_halves(hindcasts, title))
        results.append(without_skill(hindcasts, title))
        if not any("cell by cell" in result.what for result in results):
            results.append(by_cell(hindcasts, title))
    if not results:
        results.append(by_cell(synthetic(), "synthetic, 581 points"))
    results += few_lessons()
    with tempfile.TemporaryDirectory(prefix="anso-bench-") as scratch:
        results += globe(Path(scratch))
    results.append(on_cluster())
    return results


def climate_folder(data: str | None) -> Path | None:
    named = data or os.environ.get("ANSO_SHARED_DATA")
    if not named:
        return None
    inside = Path(named) / "climate"
    return inside if inside.is_dir() else Path(named)


def real(hindcasts: Hindcasts, title: str, target: float) -> list[Measurement]:
    results = []
    points, years = int(hindcasts.valid().sum()), len(hindcasts.years)
    for scheme in SCHEMES:
        table = scores(crossvalidate(hindcasts, scheme), details=True)
        rows = {str(row["method"]): row for row in table.iter_rows(named=True)}
        single = max(rows[name]["rpss"] for name in rows if name.startswith("ngr:"))
        ours = rows["anso"]
        results.append(
            Measurement(
                f"{title}, {points} points, {years} years, {scheme}: RPSS (90% interval); peers: best single "
                f"regression, mean of calibrated models, stacking by RPS",
                f"{ours['rpss']:+.4f} ({ours['rpss_low']:+.3f} to {ours['rpss_high']:+.3f})",
                f"{single:+.4f}, " + ", ".join(f"{rows[name]['rpss']:+.4f}" for name in PEERS),
                f"{target:+.3f} or more",
                ours["rpss"] >= target,
            )
        )
        slope = ours["reliability_slope"]
        results.append(
            Measurement(
                f"the same: slope of reliability; CRPSS {ours['crpss']:+.4f}",
                f"{slope:.2f}",
                f"{rows['equal']['reliability_slope']:.2f} (mean of calibrated models)",
                f"{SLOPES[0]} to {SLOPES[1]}",
                SLOPES[0] <= slope <= SLOPES[1],
            )
        )
    seconds = timed(lambda: crossvalidate(hindcasts, methods=("anso",)))
    results.append(
        Measurement(
            f"{title}: the combination in all folds, weights and damping learnt anew in each",
            f"{seconds:.2f} s",
            "",
            f"under {MOST_SECONDS} s",
            seconds < MOST_SECONDS,
        )
    )
    return results


def in_halves(hindcasts: Hindcasts, title: str) -> Measurement:
    """Points of the north and the south, and years of the first and the last half (with four of the other), apart."""
    valid = hindcasts.valid()
    rows = np.broadcast_to(hindcasts.latitudes[:, None], valid.shape)
    north = rows > np.median(rows[valid])
    years = len(hindcasts.years) // 2 + 4
    parts = {
        "north": replace(hindcasts, observed=np.where(north, hindcasts.observed, np.nan)),
        "south": replace(hindcasts, observed=np.where(north, np.nan, hindcasts.observed)),
        "early years": years_of(hindcasts, slice(None, years)),
        "late years": years_of(hindcasts, slice(-years, None)),
    }
    found = {
        name: scores(crossvalidate(part, methods=("equal", "anso")))["rpss"].to_list()
        for name, part in parts.items()
    }
    return Measurement(
        f"{title} in halves, RPSS of {', '.join(found)}; peer: mean of calibrated models",
        ", ".join(f"{ours:+.3f}" for _, ours in found.values()),
        ", ".join(f"{equal:+.3f}" for equal, _ in found.values()),
    )


def years_of(hindcasts: Hindcasts, part: slice) -> Hindcasts:
    return replace(
        hindcasts,
        years=hindcasts.years[part],
        means=hindcasts.means[:, part],
        spreads=hindcasts.spreads[:, part],
        members=tuple(None if members is None else members[:, part] for members in hindcasts.members),
        observed=hindcasts.observed[part],
    )


def without_skill(hindcasts: Hindcasts, title: str) -> Measurement:
    """The same fields with the observed years shuffled: there is nothing to foresee."""
    random = np.random.default_rng(1)
    found = []
    for _ in range(SHUFFLES):
        order = random.permutation(len(hindcasts.years))
        shuffled = replace(hindcasts, observed=hindcasts.observed[order])
        found.append(scores(crossvalidate(shuffled, methods=("equal", "anso")))["rpss"].to_list())
    equal, ours = np.mean(found, axis=0)
    return Measurement(
        f"{title} with observed years shuffled, mean RPSS of {SHUFFLES} shuffles; peer: mean of calibrated models",
        f"{ours:+.4f}",
        f"{equal:+.4f}",
        f"{LEAST_WITHOUT_SKILL} or more",
        bool(ours >= LEAST_WITHOUT_SKILL),
    )


def by_cell(hindcasts: Hindcasts, title: str) -> Measurement:
    """One model's regression in all folds, against a loop over cells; both must say the same."""
    name = f"ngr:{hindcasts.names[0]}"
    seconds = timed(lambda: crossvalidate(hindcasts, methods=(name,)))
    began = time.perf_counter()
    looped = regressed_by_cell(hindcasts)
    taken = time.perf_counter() - began
    ours = crossvalidate(hindcasts, methods=(name,)).told[0].probabilities
    np.testing.assert_allclose(ours, looped, atol=1e-9)
    return Measurement(
        f"{title}: one model's regression, all folds, against the same cell by cell (agree to 1e-9)",
        f"{seconds:.2f} s ({taken / seconds:.0f}x faster)",
        f"{taken:.1f} s",
        "faster",
        seconds < taken,
    )


def regressed_by_cell(hindcasts: Hindcasts) -> Numbers:
    from scipy.stats import linregress, norm

    valid = hindcasts.valid()
    said, seen = hindcasts.means[0][:, valid], hindcasts.observed[:, valid]
    years, points = seen.shape
    answer = np.empty((3, years, points))
    for year in range(years):
        others = np.delete(np.arange(years), year)
        for point in range(points):
            line = linregress(said[others, point], seen[others, point])
            mean = line.intercept + line.slope * said[year, point]
            missed = seen[others, point] - line.intercept - line.slope * said[others, point]
            width = np.sqrt((missed**2).sum() / (years - 3))
            below = norm.cdf(np.quantile(seen[others, point], [1 / 3, 2 / 3]), mean, width)
            answer[:, year, point] = np.diff([0, *below, 1])
    return answer


def globe(scratch: Path) -> list[Measurement]:
    """From members in a file to scores, as a command, in the one process that suffices for so many."""
    path, output = scratch / "globe.nc", scratch / "scores.csv"
    write_globe(path)
    told = subprocess.check_output(
        [
            *(sys.executable, "-c", WATCH, "-m", "anso.cli", "outlooks", "crossvalidate"),
            *(str(path), "--methods", "anso", "--output", str(output)),
        ]
    )
    seconds, worked, kilobytes = json.loads(told)
    rpss = pl.read_csv(output)["rpss"][0]
    models, members, years, latitudes, longitudes = GLOBAL
    return [
        Measurement(
            f"synthetic globe, {latitudes} x {longitudes} points, {years} years, {models} models x {members} members: "
            f"read, calibrated and combined in all folds, start included (RPSS {rpss:+.3f})",
            f"{seconds:.0f} s, {worked:.0f} of them at work",
            "",
            f"under {MOST_GLOBAL_SECONDS} s",
            seconds < MOST_GLOBAL_SECONDS,
        ),
        Measurement(
            "the same, memory at its peak",
            f"{kilobytes / 1024:.0f} MB",
            "",
            f"under {MOST_GLOBAL_MEGABYTES} MB",
            kilobytes / 1024 < MOST_GLOBAL_MEGABYTES,
        ),
    ]


def write_globe(path: Path) -> None:
    """A model at a time: what is foreseen is a few large waves, told by every model with noise of its own."""
    from netCDF4 import Dataset

    models, members, years, latitudes, longitudes = GLOBAL
    random = np.random.default_rng(1)
    north = np.linspace(-89.5, 89.5, latitudes)
    east = np.arange(0.5, 360, 360 / longitudes)
    signal = waves(random, years, north, east)
    with Dataset(path, "w") as file:
        for name, size in (("year", years), ("lat", latitudes), ("lon", longitudes), ("member", members)):
            file.createDimension(name, size)
        for name, values in (("year", np.arange(1991, 1991 + years)), ("lat", north), ("lon", east)):
            file.createVariable(name, "f8", (name,))[:] = values
        shape = (years, latitudes, longitudes)
        observed = 0.5 * signal + waves(random, years, north, east) + 0.5 * random.standard_normal(shape)
        file.createVariable("obs", "f4", ("year", "lat", "lon"))[:] = observed
        for model in range(models):
            variable = file.createVariable(f"model{model}", "f4", ("member", "year", "lat", "lon"))
            own = signal + 0.7 * waves(random, years, north, east)
            for member in range(members):
                variable[member] = own + random.standard_normal(shape, dtype=np.float32)


def waves(random: np.random.Generator, years: int, north: Numbers, east: Numbers, count: int = 12) -> Numbers:
    """Years x latitudes x longitudes, of variance about one, with every wave's phase fixed and its size new each year."""
    sizes = random.standard_normal((years, count))
    turns = random.integers(1, 6, (count, 2))
    phases = random.uniform(0, 2 * np.pi, (count, 2))
    along = np.sin(np.deg2rad(east) * turns[:, :1] + phases[:, :1])
    across = np.sin(np.deg2rad(north) * turns[:, 1:] + phases[:, 1:])
    answer: Numbers = np.einsum("yw,wn,we->yne", sizes, across, along, optimize=True) * 2 / np.sqrt(count)
    return answer


def few_lessons() -> list[Measurement]:
    """Archives of a dozen waves and thirty years: where nearly all points say the same, a year is one lesson."""
    results = []
    for size in (0.0, 0.2, 0.4, 1.0):
        archives = [simulated(seed, size) for seed in range(8)]
        found = [
            scores(crossvalidate(each, methods=("equal", "anso")))["rpss"].to_list() for each in archives
        ]
        equal, ours = np.mean(found, axis=0)
        correlation = size / np.sqrt(1 + size**2) / np.sqrt(1 + 1 / 3)
        results.append(
            Measurement(
                f"eight simulated archives of a dozen waves, true correlation {correlation:.2f}, mean RPSS; "
                "peer: mean of calibrated models",
                f"{ours:+.3f}",
                f"{equal:+.3f}",
            )
        )
    return results


def simulated(seed: int, size: float) -> Hindcasts:
    """Three models that share a signal, each with as much noise; observations with `size` times the signal."""
    random = np.random.default_rng(seed)
    shape = synthetic(seed, 12, 12, 3)
    north, east, years = shape.latitudes, shape.longitudes, np.arange(1991, 2021)
    signal = waves(random, len(years), north, east)
    means = np.stack([signal + waves(random, len(years), north, east) for _ in range(3)])
    observed = size * signal + waves(random, len(years), north, east)
    return replace(shape, years=years, means=means, spreads=np.full(means.shape, np.nan), observed=observed)


def synthetic(seed: int = 1, latitudes: int = 24, longitudes: int = 25, models: int = 4) -> Hindcasts:
    random = np.random.default_rng(seed)
    years = 38
    north, east = np.arange(0.5, latitudes), np.arange(60.5, 60.5 + longitudes)
    signal = waves(random, years, north, east)
    means = np.stack([signal + waves(random, years, north, east) for _ in range(models)])
    observed = 0.4 * signal + waves(random, years, north, east)
    return Hindcasts(
        tuple(f"model-{number}" for number in range(models)),
        np.arange(1982, 1982 + years),
        north,
        east,
        means,
        np.full(means.shape, np.nan),
        (None,) * models,
        observed,
    )


def on_cluster() -> Measurement:
    """The same folds on a Dask cluster of two workers."""
    from distributed import LocalCluster

    hindcasts = synthetic(latitudes=60, longitudes=60)
    here = crossvalidate(hindcasts, methods=("anso",)).told[0]
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster,
        setting("ANSO_DASK", cluster.scheduler_address),
        given_out(),
    ):
        there = crossvalidate(hindcasts, methods=("anso",)).told[0]
    same = here.probabilities.tobytes() == there.probabilities.tobytes()
    return Measurement(
        "synthetic, 3,600 points, on a Dask cluster of two workers, against one process",
        "the same bytes"
        if same
        else f"differ by {np.abs(here.probabilities - there.probabilities).max():.1e}",
        "",
        "the same bytes",
        same,
    )


@contextmanager
def given_out() -> Iterator[None]:
    """As a large grid's folds are."""
    before = crossvalidation.TOGETHER
    crossvalidation.TOGETHER = 0
    try:
        yield
    finally:
        crossvalidation.TOGETHER = before


@contextmanager
def setting(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    config.cache_clear()
    try:
        yield
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before
        config.cache_clear()


def timed(action: Callable[[], object]) -> float:
    """The median seconds after a turn that does not count."""
    taken = []
    for _ in range(TURNS + 1):
        began = time.perf_counter()
        action()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken[1:])
