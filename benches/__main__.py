"""`python -m benches`: measure, print, and with --write keep the result in docs/benchmarks.md.

In come names of measurements (all of them, if none is named); out goes one table, and with --write each one's
own in the documentation. Everything happens on this machine's loopback and in temporary folders.
"""

import argparse
import sys
from collections.abc import Callable

from benches import (
    ballots,
    calls_assignment,
    calls_calibration,
    calls_lists,
    calls_rehearsal,
    calls_rush,
    calls_selection,
    directory,
    drift,
    epidemics_backtest,
    epidemics_economy,
    epidemics_filters,
    epidemics_nowcast,
    epidemics_scenarios,
    hub_ensembles,
    hub_pages,
    hub_scores,
    hub_training,
    outlooks,
    pages,
    releases,
    start,
)
from benches.report import Measurement, keep, show

__all__ = ["main"]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benches", description=__doc__)
    parser.add_argument(
        "which",
        nargs="*",
        help="releases, pages, directory, start, hub-scores, hub-ensembles, hub-training, hub-pages, ballots, calls-assignment, calls-calibration, calls-lists, calls-rehearsal, calls-rush, calls-selection, epidemics-backtest, epidemics-economy, epidemics-filters, epidemics-nowcast, epidemics-scenarios, drift, outlooks; all if none is named",
    )
    parser.add_argument("--install", action="store_true", help="also time `make run` in a fresh clone")
    parser.add_argument("--data", help="folder with the real data that some measurements take")
    parser.add_argument("--peers", help="folder with installed peers that this environment does not have")
    parser.add_argument("--write", action="store_true", help="keep the result in docs/benchmarks.md")
    given = parser.parse_args()
    measures: dict[str, Callable[[], list[Measurement]]] = {
        "releases": releases.measure,
        "pages": pages.measure,
        "directory": directory.measure,
        "start": lambda: start.measure(install=given.install),
        "hub-scores": lambda: hub_scores.measure(given.data),
        "hub-ensembles": lambda: hub_ensembles.measure(given.data),
        "hub-training": lambda: hub_training.measure(given.data),
        "hub-pages": hub_pages.measure,
        "ballots": ballots.measure,
        "calls-rush": calls_rush.measure,
        "calls-assignment": lambda: calls_assignment.measure(given.peers),
        "calls-calibration": calls_calibration.measure,
        "calls-lists": calls_lists.measure,
        "calls-rehearsal": calls_rehearsal.measure,
        "calls-selection": calls_selection.measure,
        "epidemics-backtest": lambda: epidemics_backtest.measure(given.data),
        "epidemics-economy": lambda: epidemics_economy.measure(given.data),
        "epidemics-filters": epidemics_filters.measure,
        "epidemics-nowcast": lambda: epidemics_nowcast.measure(given.data),
        "epidemics-scenarios": epidemics_scenarios.measure,
        "drift": drift.measure,
        "outlooks": lambda: outlooks.measure(given.data),
    }
    unknown = set(given.which) - set(measures)
    if unknown:
        parser.error(f"there is no measurement {', '.join(sorted(unknown))}; there are {', '.join(measures)}")
    results: list[Measurement] = []
    for name in given.which or measures:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        measured = measures[name]()
        results += measured
        if given.write and measured:
            install = " --install" if given.install and name == "start" else ""
            keep(name, measured, f"python -m benches {name}{install} --write")
    show(results)
    return 0 if all(result.met for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
