"""Small made-up counts, to forecast from and to judge by."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from anso import places
from anso.services.epidemics.counting import Counted, Where
from anso.services.epidemics.counting.counted import CHANGES, WEEKLY

__all__ = ["ISSUED", "counted", "weekly"]

ISSUED = date(2021, 3, 1)
"""A Monday; weeks end on the Sunday before."""


def weekly(
    codes: tuple[str, ...], weeks: int, *, targets: tuple[str, ...] = ("cases",), seed: int = 1
) -> pl.DataFrame:
    """Counts that swing slowly, each told on the day after its week."""
    rng = np.random.default_rng(seed)
    rows = []
    for number, target in enumerate(targets):
        for place, code in enumerate(codes):
            level = 2000 / 10**number * np.exp(np.cumsum(rng.normal(0, 0.15, weeks)) + 0.2 * place)
            for week, value in enumerate(rng.poisson(level)):
                end = ISSUED - timedelta(days=1) - timedelta(weeks=weeks - 1 - week)
                rows.append((end + timedelta(days=1), code, target, end, float(value)))
    return pl.DataFrame(rows, schema=WEEKLY, orient="row")


def counted(
    table: pl.DataFrame,
    *,
    kinds: dict[str, str] | None = None,
    people: float = 1e6,
    changes: pl.DataFrame | None = None,
) -> Counted:
    """Countries by their code; anything else is a place without a shape."""
    codes = table["location"].unique(maintain_order=True).to_list()
    known = {country.code: country for country in places.countries()}
    return Counted(
        title="made up",
        issued=ISSUED,
        weekly=table,
        daily=None,
        places={
            code: Where(
                code, known[code].names if code in known else {"en": f"State {code}"}, code in known, people
            )
            for code in codes
        },
        kinds=kinds or {target: target for target in table["target"].unique(maintain_order=True)},
        versions=True,
        changes=pl.DataFrame(schema=CHANGES) if changes is None else changes,
        notes=(),
    )
