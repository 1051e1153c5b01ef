"""The sample releases, made by a process of their own while the portal already answers.

It writes one JSON line for each step to standard output: `{"total": 17}`, `{"done": 1, "release": …}`,
`{"failed": "sentence"}`. What was made is remembered, and made again only if its release is gone.
"""

import json
import sys
import time
from typing import Any

from anso.cli.up.state import recall, remember
from anso.config import config

__all__ = ["missing_releases"]

STATE = "sample-releases"
INDEX_EACH_SECONDS = 2.0

SITUATION_DAYS = ("2020-06-08", "2020-06-01", "2020-05-25", "2020-05-18")
PROFILED = (
    "PK", "CN", "TH", "UZ", "KZ", "LK", "NP", "MN", "KE", "BR", "RU", "HU", "IR", "BD", "MM", "ID",
)  # fmt: skip

Wanted = tuple[str, dict[str, Any]]

WANTED: tuple[Wanted, ...] = (
    *(("epidemics.situation", {"issued": day}) for day in SITUATION_DAYS),
    *(("countries.profile", {"country": code}) for code in PROFILED),
)


def key(wanted: Wanted) -> str:
    return f"{wanted[0]} {json.dumps(wanted[1], sort_keys=True)}"


def missing_releases() -> list[Wanted]:
    """Those of the sample that are not there, the newest situation first."""
    from anso.release.store import Store

    made = recall(config().home, STATE) or {}
    store = Store(config().releases_url)
    return [wanted for wanted in WANTED if key(wanted) not in made or not store.exists(made[key(wanted)])]


def make(wanted: Wanted) -> tuple[str, str, str]:
    """Make one; gives its key and its release id, or a sentence that says why there is none."""
    from anso.errors import AnsoError
    from anso.product import execute, get_product, parse_request

    slug, given = wanted
    try:
        product = get_product(slug)
        return key(wanted), execute(product, parse_request(product, given)).id, ""
    except AnsoError as error:
        return key(wanted), "", f"{slug} {given}: {error}"


def tell(**message: Any) -> None:
    print(json.dumps(message), flush=True)


def main() -> int:
    from anso.cli.parent import stop_with_parent
    from anso.cli.site import prepare_django
    from anso.compute.local import available_cores, map_on_cores

    stop_with_parent()
    missing = missing_releases()
    tell(total=len(missing))
    if not missing:
        return 0
    first = make(missing[0])
    prepare_django()
    results = [first]
    keep(results)
    tell(done=1, release=first[1])
    last_indexed = time.monotonic()

    def done(finished: int, _total: int) -> None:
        nonlocal last_indexed
        tell(done=finished + 1)
        if time.monotonic() - last_indexed > INDEX_EACH_SECONDS:
            index()
            last_indexed = time.monotonic()

    results += map_on_cores(make, missing[1:], config().cores or available_cores(), done)
    keep(results)
    failures = [sentence for _key, _release, sentence in results if sentence]
    for sentence in failures:
        tell(failed=sentence)
    return 1 if failures else 0


def keep(results: list[tuple[str, str, str]]) -> None:
    index()
    made = recall(config().home, STATE) or {}
    remember(config().home, STATE, made | {name: release for name, release, _ in results if release})


def index() -> None:
    from anso.portal.index.sync import sync

    sync()


if __name__ == "__main__":
    sys.exit(main())
