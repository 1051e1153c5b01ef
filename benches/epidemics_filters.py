"""The two filters: whether they find again what was simulated, what they cost, and whether a cluster changes a bit.

Everything is synthetic and made here. The peers are `filterpy` and `dapper`, which this project does not need: they
run under the interpreter that ANSO_BENCH_PEERS names (default: this one); where they are missing, that is said.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields

import numpy as np

from anso.config import config
from anso.services.epidemics.filtering import Estimate, Observed, Settings, estimate_everywhere
from anso.services.epidemics.filtering.model.state import SLOTS
from anso.services.epidemics.filtering.twin.experiment import try_twin
from anso.services.epidemics.filtering.twin.truths import Truth, other_family, own_family
from benches.report import Measurement

__all__ = ["measure"]

FILTERS = (Settings("kalman"), Settings("kalman-perturbed"), Settings("particle"))
TWIN_PLACES, TWIN_DAYS, AHEAD = 100, 250, 28
YEAR = 365
PLACES, TARGETS, MANY = 50, 2, 1000
COVERED = (0.85, 0.95)
SECONDS = 15.0
PEER_DAYS = {"filterpy": 60, "dapper": 365}
PEER = """
import importlib.util, json, time, warnings
import numpy as np
warnings.simplefilter("ignore")
slots, members, days = json.loads(input())
found = {}
rows = np.random.default_rng(1).standard_normal(max(days.values()))
if importlib.util.find_spec("filterpy"):
    from filterpy.kalman import EnsembleKalmanFilter
    one = EnsembleKalmanFilter(x=np.zeros(slots), P=np.eye(slots), dim_z=1, dt=1.0, N=members,
                               hx=lambda x: x[:1], fx=lambda x, dt: x)
    one.Q = np.eye(slots) * 1e-3
    start = time.perf_counter()
    for value in rows[: days["filterpy"]]:
        one.predict()
        one.update(np.array([value]))
    found["filterpy"] = (time.perf_counter() - start) / days["filterpy"]
if importlib.util.find_spec("dapper"):
    import contextlib, io
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        from dapper.da_methods.ensemble import EnKF_analysis
        from dapper.tools.randvars import GaussRV
    cloud, noise = np.random.default_rng(1).standard_normal((members, slots)), GaussRV(C=1.0, M=1)
    start = time.perf_counter()
    for value in rows[: days["dapper"]]:
        cloud = EnKF_analysis(cloud, cloud[:, :1], noise, np.array([value]), "Sqrt")
    found["dapper"] = (time.perf_counter() - start) / days["dapper"]
print(json.dumps(found))
"""


def measure() -> list[Measurement]:
    return [*twins(), *cost(), growth_of_cost(), cluster()]


def twins() -> list[Measurement]:
    lines = []
    for name, made in (("own family", own_family), ("another family", other_family)):
        truth: Truth = made(TWIN_PLACES, TWIN_DAYS, AHEAD, np.random.default_rng(5))
        for settings in FILTERS:
            found = try_twin(truth, settings)
            lines.append(
                Measurement(
                    f"twin, {name}, {settings.method}: R inside its 90% interval on the day "
                    f"({TWIN_PLACES} places, {TWIN_DAYS} days)",
                    f"{found.inside:.1%} (three weeks later {found.inside_revised:.1%}); CRPS of R "
                    f"{found.crps:.3f} (later {found.crps_revised:.3f}); four weeks ahead inside "
                    f"{found.inside_ahead:.1%}, CRPS {found.crps_ahead:.2f} of the total",
                    "",
                    "85 to 95%",
                    COVERED[0] <= found.inside <= COVERED[1],
                )
            )
    return lines


def cost() -> list[Measurement]:
    rows = PLACES * TARGETS
    truth = other_family(rows, YEAR, AHEAD, np.random.default_rng(6))
    peers = peers_a_day()
    lines = []
    for settings in FILTERS:
        start = time.perf_counter()
        estimate_everywhere(truth.observed, settings)
        wall = time.perf_counter() - start
        beside = ", ".join(f"{name} {rows * YEAR * seconds:.0f} s" for name, seconds in peers.items())
        missing = [name for name in PEER_DAYS if name not in peers]
        note = f"{beside} without any model" if beside else ""
        note += f" ({', '.join(missing)} not installed)" if missing else ""
        lines.append(
            Measurement(
                f"{settings.method}, {settings.size} members of {SLOTS} slots: "
                f"{PLACES} places x {TARGETS} targets, {YEAR} days, all cores",
                f"{wall:.1f} s",
                note.strip() if settings.method != "particle" else "",
                f"under {SECONDS:.0f} s",
                wall < SECONDS,
            )
        )
    return lines


def peers_a_day() -> dict[str, float]:
    """Seconds that each peer takes for one place and day, with a model that does nothing."""
    asked = json.dumps([SLOTS, Settings().size, PEER_DAYS])
    python = os.environ.get("ANSO_BENCH_PEERS", sys.executable)
    done = subprocess.run([python, "-c", PEER], input=asked, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def growth_of_cost() -> Measurement:
    """In this one process, so that cores do not blur it; processor time, so that neighbours do not."""
    truth = other_family(MANY, YEAR, AHEAD, np.random.default_rng(7))
    with surroundings(ANSO_CORES="1"):
        few = spent(lambda: estimate_everywhere(truth.observed.rows(slice(0, PLACES))))
        many = spent(lambda: estimate_everywhere(truth.observed))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ratio = many / few / (MANY / PLACES)
    return Measurement(
        f"kalman, {MANY:,} places, {YEAR} days, one core",
        f"{many:.1f} s, {ratio:.2f} times what {PLACES} places take for each; {memory:,.0f} MB at most",
        "",
        "no faster than linearly",
        ratio < 1.15,
    )


def cluster() -> Measurement:
    from distributed import LocalCluster

    truth = other_family(200, 120, AHEAD, np.random.default_rng(8))
    here = [run(truth.observed, settings, ANSO_CORES="1") for settings in FILTERS]
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
    ) as two:
        there = [run(truth.observed, settings, ANSO_DASK=two.scheduler_address) for settings in FILTERS]
    same = all(
        np.array_equal(getattr(one, field.name), getattr(other, field.name), equal_nan=field.name != "names")
        for one, other in zip(here, there, strict=True)
        for field in fields(Estimate)
    )
    return Measurement(
        "200 places on a Dask cluster of two workers and in one process, three filters",
        "the same bits" if same else "different",
        "",
        "identical",
        same,
    )


def run(observed: Observed, settings: Settings, **values: str) -> Estimate:
    with surroundings(**values):
        return estimate_everywhere(observed, settings)


@contextmanager
def surroundings(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    config.cache_clear()
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        config.cache_clear()


def spent(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
