"""The sample releases, made by a process of their own while the portal already answers.

The first is worth waiting for, and quick. What warns of growth comes next, then the many small ones side by
side over the cores, then those that take long, one after another, since each spreads itself over the cores;
the forecast comes last, as the newest finding stands on the first page. All but the first give way to the
portal, which somebody is looking at.

It writes one JSON line for each step to standard output: `{"total": 17}`, `{"done": 1, "release": …}`,
`{"failed": "sentence"}`. What was made is remembered, and made again only if its release is gone.
"""

import json
import os
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
Made = tuple[str, str, str]
"""Its key and its release id, or a sentence that says why there is none."""

FIRST: tuple[Wanted, ...] = (
    ("epidemics.situation", {"issued": SITUATION_DAYS[0]}),
    ("epidemics.nowcast", {}),
)
SIDE_BY_SIDE: tuple[Wanted, ...] = (
    *(("epidemics.situation", {"issued": day}) for day in SITUATION_DAYS[1:]),
    *(("countries.profile", {"country": code}) for code in PROFILED),
)
LONG: tuple[Wanted, ...] = (
    ("epidemics.economy", {"struck": "south-asia"}),
    ("epidemics.scenarios", {}),
    ("epidemics.evaluation", {}),
    ("epidemics.country", {"country": PROFILED[0]}),
    ("epidemics.forecast", {}),
)
WANTED = (*FIRST, *SIDE_BY_SIDE, *LONG)
POLITE = 10
"""By how much the work gives way to the portal's, in the system's levels of niceness."""


def key(wanted: Wanted) -> str:
    return f"{wanted[0]} {json.dumps(wanted[1], sort_keys=True)}"


def missing_releases() -> list[Wanted]:
    """Those of the sample that are not there, the newest situation first."""
    from anso.release.store import Store

    made = recall(config().home, STATE) or {}
    store = Store(config().releases_url)
    return [wanted for wanted in WANTED if key(wanted) not in made or not store.exists(made[key(wanted)])]


def make(wanted: Wanted) -> Made:
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

    stop_with_parent()
    missing = missing_releases()
    tell(total=len(missing))
    if not missing:
        return 0
    made = [make(missing[0])]
    prepare_django()
    keep(made)
    tell(done=1, release=made[0][1])
    if hasattr(os, "nice"):
        os.nice(POLITE)
    one_by_one([wanted for wanted in missing[1:] if wanted in FIRST], made)
    side_by_side([wanted for wanted in missing[1:] if wanted in SIDE_BY_SIDE], made)
    one_by_one([wanted for wanted in missing[1:] if wanted in LONG], made)
    failures = [sentence for _key, _release, sentence in made if sentence]
    for sentence in failures:
        tell(failed=sentence)
    return 1 if failures else 0


def one_by_one(missing: list[Wanted], made: list[Made]) -> None:
    for wanted in missing:
        made.append(make(wanted))
        keep(made)
        tell(done=len(made))


def side_by_side(missing: list[Wanted], made: list[Made]) -> None:
    from anso.compute.local import available_cores, map_on_cores

    if not missing:
        return
    before, last_indexed = len(made), time.monotonic()

    def done(finished: int, _total: int) -> None:
        nonlocal last_indexed
        tell(done=before + finished)
        if time.monotonic() - last_indexed > INDEX_EACH_SECONDS:
            index()
            last_indexed = time.monotonic()

    made += map_on_cores(make, missing, config().cores or available_cores(), done)
    keep(made)


def keep(results: list[Made]) -> None:
    index()
    made = recall(config().home, STATE) or {}
    remember(config().home, STATE, made | {name: release for name, release, _ in results if release})


def index() -> None:
    from anso.portal.index.sync import sync

    sync()


if __name__ == "__main__":
    sys.exit(main())
