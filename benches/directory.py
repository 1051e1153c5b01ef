"""The directory over HTTP and its queries, with 1,000 institutions and 5,000 people.

In comes nothing: a synthetic directory of that size is made, the site served by one process. Each page is asked
for many times over one connection, each time for something else, so that no page comes from memory.
"""

import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from benches import crowd, hub_pages
from benches.report import Measurement

__all__ = ["measure"]

INSTITUTIONS, PEOPLE = 1000, 5000
REQUESTS = 40
MOST_SECONDS, MOST_QUERIES = 0.200, 12
Page = tuple[str, hub_pages.Address]


def measure() -> list[Measurement]:
    with tempfile.TemporaryDirectory(prefix="anso-bench-") as folder:
        home = Path(folder)
        with hub_pages.served(home) as port:
            subprocess.run([sys.executable, "-m", "benches.directory"], env=at_home(home), check=True)
            return [*(timed(port, name, address) for name, address in asked()), *counted(home)]


def timed(port: int, name: str, address: hub_pages.Address) -> Measurement:
    """The first request of each kind, which loads libraries, is left out."""
    rng = random.Random(name)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    seconds, size = [], 0
    for _ in range(REQUESTS + 1):
        began = time.monotonic()
        connection.request("GET", address(rng))
        answer = connection.getresponse()
        size = len(answer.read())
        if answer.status != 200:
            raise http.client.HTTPException(f"{name} answers {answer.status}")
        seconds.append(time.monotonic() - began)
    connection.close()
    ordered = sorted(seconds[1:])
    p50, p95 = ordered[len(ordered) // 2], ordered[int(0.95 * len(ordered))]
    return Measurement(
        f"{name}, {size / 1000:.0f} kB: p95 (median)",
        f"{p95 * 1000:.0f} ms ({p50 * 1000:.0f} ms)",
        target=f"p95 under {MOST_SECONDS * 1000:.0f} ms",
        met=p95 < MOST_SECONDS,
    )


def asked() -> list[Page]:
    def word(rng: random.Random) -> str:
        return quote(
            rng.choice(["oceanographie", "Океанологии", "冰川", "zurich", "ЛЕДНИКОВ", "疫苗", "lodz"])
        )

    def name(rng: random.Random) -> str:
        return quote(rng.choice(["muller", "Иванов", "王", "nunez", "dvorak", "sahin"]))

    return [
        (
            "network, with the map of any year",
            lambda rng: f"/network/?year={rng.randint(2018, 2024)}&{rng.random()}",
        ),
        (
            "directory, any page",
            lambda rng: f"/network/institutions/?page={rng.randint(1, 20)}&{rng.random()}",
        ),
        (
            "directory, a name in any script",
            lambda rng: f"/network/institutions/?q={word(rng)}&{rng.random()}",
        ),
        ("an institution", lambda rng: f"/network/institutions/synthetic-{rng.randrange(INSTITUTIONS)}/"),
        ("people, any page", lambda rng: f"/people/?page={rng.randint(1, 60)}&{rng.random()}"),
        ("people, a name in any script", lambda rng: f"/people/?q={name(rng)}&{rng.random()}"),
        ("people by expertise", lambda rng: f"/people/?term=water&page={rng.randint(1, 10)}&{rng.random()}"),
        ("API, 100 institutions", lambda rng: f"/api/v1/institutions?offset={rng.randrange(900)}"),
        ("search of everything", lambda rng: f"/search/?q={word(rng)}&{rng.random()}"),
    ]


def counted(home: Path) -> list[Measurement]:
    rng = random.Random(1)
    pages = [(name, address(rng)) for name, address in asked()]
    done = subprocess.run(
        [sys.executable, "-m", "benches.queries", *(path for _name, path in pages)],
        env=at_home(home),
        check=True,
        capture_output=True,
        text=True,
    )
    counts = json.loads(done.stdout.splitlines()[-1])
    return [
        Measurement(
            f"queries: {name}", f"{first}, then {again}", "", f"at most {MOST_QUERIES}", first <= MOST_QUERIES
        )
        for (name, _path), (first, again) in zip(pages, counts, strict=True)
    ]


def at_home(home: Path) -> dict[str, str]:
    return os.environ | {"ANSO_HOME": str(home), "ANSO_LOG": "error"}


if __name__ == "__main__":
    from anso.cli.site import prepare_django

    prepare_django()
    from anso.portal.index import search

    crowd.fill(INSTITUTIONS, PEOPLE)
    search.refresh()
