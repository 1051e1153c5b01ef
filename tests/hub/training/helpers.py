"""Small hubs made for the purpose: teams of known skill, and a truth that is published week by week."""

from datetime import date, timedelta

import numpy as np
import polars as pl

MONDAY = date(2021, 3, 8)
LEVELS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
SCORES = np.array([-1.96, -1.2816, -0.6745, 0, 0.6745, 1.2816, 1.96])


def saturday(week: int) -> date:
    """The end of a week; week 0 ends before the first round."""
    return MONDAY + timedelta(days=7 * week - 2)


def walk(weeks: int, places: int, *, seed: int = 1, step: float = 0.15) -> np.ndarray:
    """Counts that wander, places x weeks, the first at -20."""
    rng = np.random.default_rng(seed)
    size = np.log(200 * 4.0 ** np.arange(places))[:, None]
    return np.rint(np.exp(size + rng.normal(0, step, (places, weeks + 21)).cumsum(axis=1)))


def vintages(
    counts: np.ndarray, rounds: int, *, names: list[str] | None = None, target: str = "inc case"
) -> pl.DataFrame:
    """What was known on each round's Monday: every week that had ended."""
    places = names or [f"P{number}" for number in range(len(counts))]
    tables = []
    for number in range(rounds):
        weeks = np.arange(-20, number + 1)
        tables += [
            pl.DataFrame(
                {
                    "as_of": MONDAY + timedelta(days=7 * number),
                    "location": place,
                    "target": target,
                    "target_end_date": [saturday(int(week)) for week in weeks],
                    "value": counts[row, weeks + 20],
                }
            )
            for row, place in enumerate(places)
        ]
    return pl.concat(tables)


def forecasts(
    model: str,
    counts: np.ndarray,
    rounds: range,
    *,
    horizons: tuple[int, ...] = (1, 2),
    bias: float = 0.0,
    noise: float = 0.1,
    width: float = 0.15,
    levels: tuple[float, ...] = LEVELS,
    days_early: int = 0,
    target: str = "inc case",
    seed: int = 0,
) -> pl.DataFrame:
    """A model that knows the future up to its bias and noise, on the log scale."""
    rng = np.random.default_rng([seed, *model.encode()])
    scores = SCORES[[LEVELS.index(level) for level in levels]]
    rows = []
    for number in rounds:
        for horizon in horizons:
            for place in range(len(counts)):
                truth = counts[place, number + horizon + 20]
                centre = np.log1p(truth) + bias + noise * rng.normal()
                rows.append(
                    pl.DataFrame(
                        {
                            "model_id": model,
                            "reference_date": MONDAY + timedelta(days=7 * number - days_early),
                            "target": target,
                            "horizon": pl.Series([horizon] * len(levels), dtype=pl.Int32),
                            "location": f"P{place}",
                            "target_end_date": saturday(number + horizon),
                            "output_type": "quantile",
                            "output_type_id": list(levels),
                            "value": np.expm1(centre + scores * width * np.sqrt(horizon)).clip(0),
                        }
                    )
                )
    return pl.concat(rows)


def medians(table: pl.DataFrame) -> pl.DataFrame:
    return table.filter(pl.col("output_type_id") == 0.5)
