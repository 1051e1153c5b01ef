"""Small made-up epidemics, with every week told on the Monday after it."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from anso.services.epidemics.forecasting.known import Archive, archive

FIRST_WEEK = date(2020, 3, 7)
MONDAY = timedelta(days=2)


def waves(places: int = 4, weeks: int = 60, seed: int = 1) -> dict[tuple[str, str], np.ndarray]:
    """Cases in waves, and deaths two weeks later; weekly counts by target and place."""
    random = np.random.default_rng(seed)
    time = np.arange(weeks + 2)
    result = {}
    for number in range(places):
        rate = 2000 * (number + 1) * np.exp(1.2 * np.sin(time / 6 + number / 3))
        cases = random.poisson(rate).astype(float)
        place = f"{number + 1:02d}"
        result["inc case", place] = cases[2:]
        result["inc death", place] = random.poisson(cases[:-2] / 60).astype(float)
    return result


def vintages(counts: dict[tuple[str, str], np.ndarray], first_told: int = 40) -> pl.DataFrame:
    """Whole tables as told on each Monday from that week on."""
    rows = []
    weeks = max(len(values) for values in counts.values())
    for told in range(first_told, weeks + 1):
        as_of = FIRST_WEEK + timedelta(weeks=told - 1) + MONDAY
        for (target, place), values in counts.items():
            known = values[:told]
            rows.append(
                pl.DataFrame(
                    {
                        "as_of": [as_of] * len(known),
                        "location": [place] * len(known),
                        "target": [target] * len(known),
                        "target_end_date": [FIRST_WEEK + timedelta(weeks=week) for week in range(len(known))],
                        "value": known,
                    }
                )
            )
    return pl.concat(rows)


def made_archive(counts: dict[tuple[str, str], np.ndarray] | None = None, first_told: int = 40) -> Archive:
    return archive(vintages(counts or waves(), first_told))


def monday(week: int) -> date:
    """The Monday after the week of that number (from 0) ended."""
    return FIRST_WEEK + timedelta(weeks=week) + MONDAY
