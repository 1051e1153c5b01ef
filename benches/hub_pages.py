"""Times of a forecast hub's pages over HTTP, with 70 models x 100 rounds x 32 places x 2 targets x 4 horizons.

In comes nothing: a synthetic hub of that size is made, its cube built, the site served. Each page and fragment
is asked for many times over a connection, one after the other, each time for something else, so that no page
comes from memory. The first request of each kind, which loads libraries, is left out.
"""

import http.client
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from benches.report import Measurement
from benches.servers import free_port, running, wait_for

__all__ = ["measure"]

MODELS, ROUNDS, PLACES = 70, 100, 32
REQUESTS = 40
MOST_P95_SECONDS = 0.300
SLUG = "sample"
FRAGMENT = {"HX-Request": "true"}
DASHBOARD = "20 minutes (the issue's word for the R dashboard's build)"

Address = Callable[[random.Random], str]


def measure() -> list[Measurement]:
    with tempfile.TemporaryDirectory(prefix="anso-bench-") as folder:
        home = Path(folder)
        made, built, again = prepared(home)
        size = f"{MODELS} models x {ROUNDS} rounds x {PLACES} places"
        results = [
            Measurement(f"synthetic hub made: {size}", f"{made:.0f} s"),
            Measurement("its cube built from nothing, both scales", f"{built:.0f} s", DASHBOARD),
            Measurement("its cube after one submission was replaced", f"{again:.1f} s"),
        ]
        with served(home) as port:
            return [*results, *(timed(port, *what) for what in asked(home))]


def prepared(home: Path) -> tuple[float, float, float]:
    """Seconds for the hub, for its cube, and for the cube after a change."""
    from anso.hub.board.build import update
    from anso.hub.simulate import simulate_hub

    began = time.monotonic()
    hub = simulate_hub(str(home / "hubs" / SLUG), models=MODELS, rounds=ROUNDS, locations=PLACES, seed=1)
    made = time.monotonic()
    folder = home / "cache" / "hubs" / SLUG
    update(hub, folder)
    built = time.monotonic()
    file = hub.files()[-1]
    hub.write(hub.forecasts(models=[file.model], reference_dates=[file.reference_date or hub.rounds()[-1]]))
    changed = time.monotonic()
    update(hub, folder)
    return made - began, built - made, time.monotonic() - changed


@contextmanager
def served(home: Path) -> Iterator[int]:
    """The site in one process; gives its port."""
    environment = os.environ | {"ANSO_HOME": str(home), "ANSO_LOG": "error", "ANSO_WORKERS": "1"}
    subprocess.run(
        [sys.executable, "-m", "anso.cli", "prepare"], env=environment, check=True, capture_output=True
    )
    port = free_port()
    command = [sys.executable, "-m", "anso.cli", "serve"]
    with running(command, environment | {"ANSO_PORT": str(port)}) as process:
        wait_for(port, process, "/hubs/")
        yield port


def asked(home: Path) -> list[tuple[str, Address, dict[str, str]]]:
    """What is measured: its name, an address by chance, headers."""
    from anso.hub.board.cube import open_cube

    cube = open_cube(home / "cache" / "hubs" / SLUG)
    assert cube is not None  # it was just built
    axes, base = cube.axes, f"/hubs/{SLUG}"

    def part(rng: random.Random) -> dict[str, str | list[str]]:
        first, last = sorted(rng.sample(range(len(axes.rounds)), 2))
        return {
            "target": rng.choice(axes.targets),
            "from": str(axes.rounds[first]),
            "to": str(axes.rounds[last]),
            "place": rng.sample(axes.locations, rng.randint(1, len(axes.locations) - 1)),
            "scale": rng.choice(["natural", "log"]),
        }

    def period(rng: random.Random) -> dict[str, str | list[str]]:
        return {key: value for key, value in part(rng).items() if key != "place"}

    def view(rng: random.Random) -> dict[str, str | list[str]]:
        return {
            "target": rng.choice(axes.targets),
            "place": rng.choice(axes.locations),
            "round": str(rng.choice(axes.rounds)),
            "model": rng.sample(axes.models, 6),
        }

    def at(path: str, query: Callable[[random.Random], dict[str, str | list[str]]]) -> Address:
        return lambda rng: f"{base}{path}?{urlencode(query(rng), doseq=True)}"

    return [
        ("list of hubs", lambda rng: f"/hubs/?{rng.random()}", {}),
        ("overview", at("/", period), {}),
        ("leaderboard, any period and all places", at("/leaderboard/", period), {}),
        ("leaderboard, any period and places", at("/leaderboard/", part), {}),
        ("leaderboard's table alone", at("/leaderboard/", part), FRAGMENT | {"HX-Target": "leaderboard"}),
        ("leaderboard as CSV", at("/leaderboard.csv", part), {}),
        ("explorer, six models", at("/explorer/", view), {}),
        ("explorer's next round alone", at("/explorer/", view), FRAGMENT | {"HX-Target": "explored"}),
        ("explorer's live chart", at("/pictures/forecasts.json", view), {}),
        (
            "heat map's live chart",
            at("/pictures/skill.json", lambda rng: period(rng) | {"model": rng.choice(axes.models)}),
            {},
        ),
        (
            "coverage's live chart",
            at("/pictures/coverage.json", lambda rng: part(rng) | {"model": rng.sample(axes.models, 6)}),
            {},
        ),
        (
            "a model's page",
            lambda rng: f"{base}/models/{rng.choice(axes.models)}/?{urlencode(period(rng))}",
            {},
        ),
    ]


def timed(port: int, name: str, address: Address, headers: dict[str, str]) -> Measurement:
    rng = random.Random(name)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    seconds, size = [], 0
    for _ in range(REQUESTS + 1):
        began = time.monotonic()
        connection.request("GET", address(rng), headers=headers)
        answer = connection.getresponse()
        size = len(answer.read())
        if answer.status != 200:
            raise http.client.HTTPException(f"{name} answers {answer.status}")
        seconds.append(time.monotonic() - began)
    connection.close()
    ordered = sorted(seconds[1:])
    p50, p95 = ordered[len(ordered) // 2], ordered[int(0.95 * len(ordered))]
    return Measurement(
        f"hub pages: {name}, {size / 1000:.0f} kB: p95 (median)",
        f"{p95 * 1000:.0f} ms ({p50 * 1000:.0f} ms)",
        target=f"p95 under {MOST_P95_SECONDS * 1000:.0f} ms",
        met=p95 < MOST_P95_SECONDS,
    )
