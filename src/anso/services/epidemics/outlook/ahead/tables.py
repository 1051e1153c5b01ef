"""Forecasts as tables for people and for pictures.

In comes `Ahead`; out come `weeks` (one row a target, place and week ahead), `course` (the counts before the
day of issue and the bands after it) and `models` (each model's statement, to be set beside the others').
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.services.epidemics.forecasting.backtest import ENSEMBLE
from anso.services.epidemics.outlook.ahead.ahead import BASELINE, Ahead
from anso.services.epidemics.outlook.ahead.chances import at_levels, chance_above
from anso.services.epidemics.outlook.ahead.rules import SHOWN_WEEKS

__all__ = ["course", "models", "weeks"]

Numbers = NDArray[np.float64]
BANDS = {"median": 0.5, "low_50": 0.25, "high_50": 0.75, "low_95": 0.025, "high_95": 0.975}
ROUNDING = 0.5
"""Counts are whole: what differs by less was not changed."""
BANDS_AND_80 = BANDS | {"low_80": 0.1, "high_80": 0.9}


def weeks(ahead: Ahead) -> pl.DataFrame:
    """What the ensemble says of each week, beside the newest count."""
    newest: Numbers = np.broadcast_to(ahead.newest()[..., None], ahead.ensemble.shape[:-1])
    bands = banded(ahead.ensemble, ahead.levels, BANDS)
    with np.errstate(invalid="ignore", divide="ignore"):
        percent: Numbers = np.where(newest > 0, 100 * (bands["median"] / newest - 1), np.nan)
    chance = chance_above(ahead.ensemble, ahead.levels, newest)
    numbers: dict[str, Numbers] = {"newest": np.round(newest)}
    numbers |= {name: np.round(part) for name, part in bands.items()}
    numbers |= {"change_percent": np.round(percent, 1), "probability_more": np.round(chance, 3)}
    return keyed(ahead, numbers)


def course(ahead: Ahead) -> pl.DataFrame:
    """The last weeks as counted, then the ensemble's bands and the baseline's median."""
    both = pl.concat([counted_weeks(ahead), foreseen(ahead)], how="diagonal")
    return both.with_columns(pl.col("mended", "newest").fill_null(value=False)).sort(
        pl.col("target").replace_strict(list(ahead.targets), range(len(ahead.targets))),
        pl.col("location").replace_strict(list(ahead.places), range(len(ahead.places))),
        "target_end_date",
    )


def counted_weeks(ahead: Ahead) -> pl.DataFrame:
    """The newest weeks as the models see them; mended on the way from the source, or for the models."""
    known = ahead.known
    first = max(len(known.weeks) - SHOWN_WEEKS, 0)
    taken, told = (counts[ahead.known_at][..., first:] for counts in (known.clean, known.raw))
    lag = known.lag[ahead.known_at]
    frame = pl.DataFrame(
        {
            "target": np.repeat(np.array(ahead.targets), taken[0].size),
            "location": np.tile(np.repeat(np.array(ahead.places), taken.shape[-1]), len(ahead.targets)),
            "target_end_date": np.tile(known.weeks[first:], taken.shape[0] * taken.shape[1]),
            "counted": taken.ravel().round(1),
            "for_models": (np.abs(taken - told) > ROUNDING).ravel(),
            "newest": (np.arange(taken.shape[-1]) == taken.shape[-1] - 1 - lag[..., None]).ravel(),
        }
    )
    on = ["target", "location", "target_end_date"]
    before = mended_weeks(ahead.counted.changes, frame.select(on)).with_columns(pl.lit(True).alias("before"))
    return (
        frame.join(before, on=on, how="left")
        .with_columns((pl.col("for_models") | pl.col("before").fill_null(value=False)).alias("mended"))
        .drop("for_models", "before")
        .with_columns(pl.col("counted").fill_nan(None))
        .drop_nulls("counted")
    )


def mended_weeks(changes: pl.DataFrame, weeks: pl.DataFrame) -> pl.DataFrame:
    """The weeks that some change of the source's counts touches."""
    both = weeks.join(changes.select("target", "location", "first", "last"), on=["target", "location"])
    starts = pl.col("target_end_date") - pl.duration(days=6)
    touched = both.filter(pl.col("first") <= pl.col("target_end_date"), pl.col("last") >= starts)
    return touched.select(weeks.columns).unique()


def foreseen(ahead: Ahead) -> pl.DataFrame:
    numbers = {
        name: np.round(part, 1) for name, part in banded(ahead.ensemble, ahead.levels, BANDS_AND_80).items()
    }
    if BASELINE in ahead.values:
        middle = banded(ahead.values[BASELINE], ahead.levels, {"baseline": 0.5})
        numbers["baseline"] = np.round(middle["baseline"], 1)
    else:
        numbers["baseline"] = np.full(ahead.ensemble.shape[:-1], np.nan)
    return keyed(ahead, numbers).select("target", "location", "target_end_date", *numbers)


def models(ahead: Ahead) -> pl.DataFrame:
    """Every model's middle and intervals, the ensemble first."""
    parts = []
    for name, values in ahead.values.items():
        numbers = {column: np.round(part, 1) for column, part in banded(values, ahead.levels, BANDS).items()}
        parts.append(keyed(ahead, numbers).with_columns(pl.lit(name).alias("model_id")))
    ours = (pl.col("model_id") == ENSEMBLE).alias("combined")
    return pl.concat(parts).with_columns(ours)


def banded(values: Numbers, levels: Numbers, wanted: dict[str, float]) -> dict[str, Numbers]:
    found = at_levels(values, levels, np.array(list(wanted.values())))
    return {name: found[..., number] for number, name in enumerate(wanted)}


def keyed(ahead: Ahead, numbers: dict[str, Numbers]) -> pl.DataFrame:
    """Arrays of targets x places x weeks as rows, without those that nothing was forecast for."""
    target, place, week = (axis.ravel() for axis in np.indices(ahead.ensemble.shape[:-1]))
    names = [ahead.counted.places[code].names["en"] for code in ahead.places]
    frame = pl.DataFrame(
        {
            "target": np.array(ahead.targets)[target],
            "location": np.array(ahead.places)[place],
            "name": np.array(names)[place],
            "horizon": np.array(ahead.horizons, dtype=np.int32)[week],
            "target_end_date": np.array(ahead.ends, dtype="datetime64[D]")[week],
            **{name: part.ravel() for name, part in numbers.items()},
        }
    )
    return frame.with_columns(pl.selectors.float().fill_nan(None)).filter(pl.col("median").is_not_null())
