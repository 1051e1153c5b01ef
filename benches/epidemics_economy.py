"""The inoperability model on a real trade table: what a thousand shocks cost, and whether other ways agree.

The table is WIOD's of 2011 from the folder given (`economy/wiod2011.npz`), or else the synthetic one. The peers are
numpy's plain inverse, and `pymrio` under the interpreter that ANSO_BENCH_PEERS names (default: this one); where it is
missing, that is said.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from anso.product import execute, get_product, parse_request
from anso.release import Store
from anso.services.epidemics.economy.model import factor, forced
from anso.services.epidemics.economy.tables import Table
from anso.services.epidemics.economy.tables.read import read
from anso.services.epidemics.economy.tables.synthetic import synthetic
from benches.report import Measurement

__all__ = ["measure"]

SHOCKS = 1000
HIT = 0.02
"""Share of sectors that a shock hits, by up to a twentieth."""
SECONDS, SCENARIO_SECONDS = 5.0, 10.0
PEER = """
import json, sys, time
try:
    import numpy as np, pandas as pd
    from pymrio.tools.iomath import calc_A, calc_L
except ImportError:
    print("null")
    sys.exit()
held = np.load(sys.argv[1])
Z = pd.DataFrame(held["Z"])
began = time.perf_counter()
L = calc_L(calc_A(Z, held["x"]))
lost = L.to_numpy() @ (held["x"][:, None] * held["shocks"])
print(json.dumps(time.perf_counter() - began))
np.save(sys.argv[2], lost)
"""


def measure(data: str | None) -> list[Measurement]:
    path = _table_in(data)
    table = read(path, path.name) if path else synthetic()
    what = f"{table.title}, {len(table.regions)} regions x {len(table.sectors)} sectors"
    rng = np.random.default_rng(1)
    shocks = rng.uniform(0, 0.05, (table.size, SHOCKS)) * (rng.random((table.size, SHOCKS)) < HIT)
    shocks[table.output <= 0] = 0
    return [*static(table, shocks, what), limited(table, shocks, what), *products(path, what)]


def _table_in(data: str | None) -> Path | None:
    if data is None:
        return None
    found = [root / "economy" / "wiod2011.npz" for root in (Path(data), Path(data).parent)]
    return next((path for path in found if path.exists()), None)


def static(table: Table, shocks: np.ndarray, what: str) -> list[Measurement]:
    began = time.perf_counter()
    model = factor(table)
    once = time.perf_counter() - began
    began = time.perf_counter()
    ours = model.demand_driven(shocks)
    each = time.perf_counter() - began
    backward = model.supply_driven(shocks)

    began = time.perf_counter()
    inverse = np.linalg.inv(np.eye(table.size) - table.flows * table.per_output)
    plain = (inverse @ (table.output[:, None] * shocks)) * table.per_output[:, None]
    numpy_seconds = time.perf_counter() - began
    apart = max(np.abs(plain - ours).max(), np.abs(inverse.T @ shocks - backward).max())
    pymrio = _pymrio(table, shocks)
    beside = (
        "pymrio not installed"
        if pymrio is None
        else f"pymrio's Leontief inverse {pymrio[0]:.1f} s, apart by {np.abs(pymrio[1] * table.per_output[:, None] - ours).max():.0e}"
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        Measurement(
            f"{what}: factored once, {SHOCKS:,} shocks, demand-driven",
            f"{once:.2f} s and {each:.2f} s; {memory:,.0f} MB at most",
            f"numpy's inverse {numpy_seconds:.1f} s; {beside}",
            f"under {SECONDS:.0f} s",
            once + each < SECONDS,
        ),
        Measurement(
            "the same, demand- and supply-driven: furthest from numpy's inverse",
            f"{apart:.0e}",
            "",
            "under 1e-10",
            bool(apart < 1e-10),
        ),
    ]


def limited(table: Table, shocks: np.ndarray, what: str) -> Measurement:
    began = time.perf_counter()
    found = forced(table, shocks, np.zeros_like(shocks))
    wall = time.perf_counter() - began
    kept = bool((found >= shocks - 1e-12).all() and found.max() <= 1)
    return Measurement(
        f"{what}: {SHOCKS:,} shocks that limit output",
        f"{wall:.1f} s; all within bounds: {kept}",
        "",
        "",
        kept,
    )


def products(path: Path | None, what: str) -> list[Measurement]:
    """A named shock on one country, and the scenarios of a set compared on a region."""
    given: dict[str, object] = {"table": path} if path else {}
    return [
        product(f"{what}: epidemics.economy, from request to release", SECONDS, given | {"struck": "DE"}),
        product(
            "epidemics.economy, four scenarios compared, six months, South Asia, synthetic table",
            SCENARIO_SECONDS,
            {"struck": "south-asia", "shock": "scenarios"},
        ),
    ]


def product(what: str, within: float, asked: dict[str, object]) -> Measurement:
    offered = get_product("epidemics.economy")
    with tempfile.TemporaryDirectory() as folder:
        began, spent = time.perf_counter(), time.process_time()
        execute(offered, parse_request(offered, asked), store=Store(folder))
        wall, spent = time.perf_counter() - began, time.process_time() - spent
    return Measurement(
        what,
        f"{wall:.1f} s, {spent:.1f} s of this process's time",
        "",
        f"under {within:.0f} s",
        wall < within,
    )


def _pymrio(table: Table, shocks: np.ndarray) -> tuple[float, np.ndarray] | None:
    python = os.environ.get("ANSO_BENCH_PEERS", sys.executable)
    with tempfile.TemporaryDirectory() as folder:
        given, answer = Path(folder) / "table.npz", Path(folder) / "lost.npy"
        np.savez(given, Z=table.flows, x=np.maximum(table.output, 0), shocks=shocks)
        command = [python, "-c", PEER, str(given), str(answer)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds = json.loads(done.stdout.splitlines()[-1])
        return None if seconds is None else (float(seconds), np.load(answer))
