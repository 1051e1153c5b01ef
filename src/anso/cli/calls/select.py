"""`anso calls select`: who is chosen under quotas, from ranked applications to one row each."""

import sys
from math import isfinite
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from anso.errors import InvalidInputError, Problem

if TYPE_CHECKING:
    import polars as pl

    from anso.alliance.calls.selecting import Price, Selection

__all__ = ["select"]


def select(
    ranked: Path,
    quotas: Path,
    /,
    *,
    output: Path,
    places: int | None = None,
    prices: Path | None = None,
    seed: int = 0,
) -> None:
    """Select the most points that all quotas allow; exit code 2, with the quotas in conflict, when impossible.

    Parameters
    ----------
    ranked
        A CSV (or Parquet) file with the columns application and score (or adjusted), and any facts that quotas ask for
    quotas
        A file of quotas: quota, where (such as degree=PhD & university=USTC), min, max; or column, value, min, max
    output
        Write one row an application to this file (CSV, or Parquet by its name): application, score, selected,
        waiting, replaced_by, reason
    places
        How many are chosen at most; quotas may say it instead
    prices
        Also write what each quota counts and what it costs, in points, to this file
    seed
        What the lots start from that decide between equal totals; the same seed decides the same
    """
    from anso.cli.calls.assign import write
    from anso.cli.hub.score import refuse_unwritable

    for file in (output, prices):
        refuse_unwritable(file)
    from anso.alliance.calls.selecting import ImpossibleError, selecting
    from anso.alliance.calls.selecting import prices as priced
    from anso.alliance.calls.selecting import select as selected
    from anso.alliance.calls.selecting.reading import read_quotas, read_ranked
    from anso.cli.terminal import print_pairs

    begun = perf_counter()
    candidates = read_ranked(ranked)
    read = read_quotas(quotas, candidates)
    for note in read.notes:
        print(note, file=sys.stderr)
    taken = perf_counter()
    asked = selecting(candidates, read.quotas, places=places, seed=seed)
    try:
        found = selected(asked)
    except ImpossibleError as error:
        raise InvalidInputError([Problem("", str(error))]) from error
    solved = perf_counter()
    write(applications_table(found), output)
    told: dict[str, object] = {
        "applications": f"{len(candidates.ids):,}",
        "quotas": f"{len(asked.quotas):,}",
        "selected": f"{int(found.chosen.sum()):,}",
        "total": f"{found.total:.12g}",
        "seconds": f"{solved - taken:.2f} to select, {taken - begun:.2f} to read",
    }
    if prices is not None:
        begun = perf_counter()
        costs = priced(found)
        write(prices_table(found, costs), prices)
        told["seconds"] = f"{told['seconds']}, {perf_counter() - begun:.2f} for the prices"
    print_pairs(told | {"output": output})


def applications_table(found: "Selection") -> "pl.DataFrame":
    """One row an application, by score; equal scores by lot."""
    import numpy as np
    import polars as pl

    from anso.alliance.calls.selecting.problem import programme_of

    ids = np.asarray(found.asked.candidates.ids, dtype=object)
    order = programme_of(found.asked).order.tolist()
    return pl.DataFrame(
        {
            "application": ids[order].tolist(),
            "score": np.asarray(found.asked.candidates.scores, dtype=float)[order],
            "selected": found.chosen[order].astype(int),
            "waiting": [int(found.waiting[one]) or None for one in order],
            "replaced_by": [
                ids[other] if (other := int(found.replacement[one])) >= 0 else None for one in order
            ],
            "reason": [found.reason(one) or None for one in order],
        },
        schema_overrides={"waiting": pl.Int64, "replaced_by": pl.String, "reason": pl.String},
    )


def prices_table(found: "Selection", costs: "tuple[Price, ...]") -> "pl.DataFrame":
    """One row a quota, in the order of the file."""
    import polars as pl

    return pl.DataFrame(
        {
            "quota": [cost.quota.name for cost in costs],
            "where": [cost.quota.whom for cost in costs],
            "counted": [count.amount for count in found.counts],
            "min": [cost.quota.least for cost in costs],
            "max": [cost.quota.most for cost in costs],
            "price": [cost.price if isfinite(cost.price) else None for cost in costs],
            "at_the_margin": [cost.at_the_margin for cost in costs],
        },
        schema_overrides={"min": pl.Float64, "max": pl.Float64, "price": pl.Float64},
    )
