"""Requests a second and their times for three pages, beside a bare Django view that returns the same bytes."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benches.load import Outcome, closed_loop, open_loop
from benches.report import Measurement
from benches.servers import our_site, page_at, wsgi_server

__all__ = ["measure"]

CLIENTS = 16
RATE = 100.0
WARM_SECONDS = 1.0
CLOSED_SECONDS = 5.0
OPEN_SECONDS = 10.0
SESSION = "anso_session=of-nobody"
MOST_P99_SECONDS = 0.100
MOST_QUERIES = 12


def measure() -> list[Measurement]:
    results = []
    with tempfile.TemporaryDirectory(prefix="anso-bench-") as folder:
        home, body = Path(folder) / "home", Path(folder) / "body"
        with our_site(home) as port:
            pages = {"home": "/", "country": "/places/PK/", "release": f"/releases/{newest_situation(home)}/"}
            ours = {name: load(port, path) for name, path in pages.items()}
            anew = {
                name: closed_loop(port, path, clients=CLIENTS, seconds=CLOSED_SECONDS, cookie=SESSION)
                for name, path in pages.items()
            }
            bodies = {name: page_at(port, path) for name, path in pages.items()}
        counts = count_queries(home, list(pages.values()))
        for (name, (closed, opened)), (first, again) in zip(ours.items(), counts, strict=True):
            body.write_bytes(bodies[name])
            with wsgi_server("benches.bare:application", {"BENCH_BODY": str(body)}) as port:
                bare_closed, bare_opened = load(port, "/")
            results += [
                Measurement(
                    f"{name} page, {len(bodies[name]) / 1000:.0f} kB: {CLIENTS} clients; against a bare view",
                    f"{closed.rate:.0f}/s",
                    f"{bare_closed.rate:.0f}/s",
                    met=not (closed.failures or opened.failures),
                ),
                Measurement(
                    f"{name} page made anew each time, as for visitors with a session",
                    f"{anew[name].rate:.0f}/s",
                    met=not anew[name].failures,
                ),
                Measurement(
                    f"{name} page: p99 (median) at {RATE:.0f} requests/s; against a bare view",
                    times(opened),
                    times(bare_opened),
                    f"p99 under {MOST_P99_SECONDS * 1000:.0f} ms",
                    opened.quantile(0.99) < MOST_P99_SECONDS and not opened.failures,
                ),
                Measurement(
                    f"{name} page: queries, first visit (repeated)",
                    f"{first} ({again})",
                    target=f"at most {MOST_QUERIES}",
                    met=first <= MOST_QUERIES,
                ),
            ]
    return results


def load(port: int, path: str) -> tuple[Outcome, Outcome]:
    closed_loop(port, path, clients=CLIENTS, seconds=WARM_SECONDS)
    return (
        closed_loop(port, path, clients=CLIENTS, seconds=CLOSED_SECONDS),
        open_loop(port, path, clients=CLIENTS, rate=RATE, seconds=OPEN_SECONDS),
    )


def times(outcome: Outcome) -> str:
    failed = f", {outcome.failures} failed" if outcome.failures else ""
    return f"{outcome.quantile(0.99) * 1000:.1f} ms ({outcome.quantile(0.5) * 1000:.1f} ms){failed}"


def newest_situation(home: Path) -> str:
    return max(
        f"{path.parent.name}/{path.name}" for path in (home / "releases" / "epidemics.situation").iterdir()
    )


def count_queries(home: Path, paths: list[str]) -> list[tuple[int, int]]:
    done = subprocess.run(
        [sys.executable, "-m", "benches.queries", *paths],
        env=os.environ | {"ANSO_HOME": str(home), "ANSO_LOG": "error"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [tuple(pair) for pair in json.loads(done.stdout)]
