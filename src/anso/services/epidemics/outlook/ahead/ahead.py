"""From counts to forecasts of one day of issue, laid out as arrays for whoever puts them into words.

In comes `Counted`; out comes `Ahead`: the hub's table of every model, the same numbers as arrays of targets x
places x weeks x levels, and the counts that the models saw.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem
from anso.services.epidemics.counting import Counted
from anso.services.epidemics.forecasting.backtest import ENSEMBLE, Wishes, backtest
from anso.services.epidemics.forecasting.backtest.plan import HUB_LEVELS
from anso.services.epidemics.forecasting.backtest.run import Progress
from anso.services.epidemics.forecasting.known.known import Known, known_on
from anso.services.epidemics.outlook.ahead.rules import EARLY_MODELS, FEWEST_WEEKS, KINDS_AHEAD, LEAST_WEEKS

__all__ = ["BASELINE", "Ahead", "fit_for_forecasts", "look_ahead", "questions"]

BASELINE = "anso-baseline"
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Ahead:
    """Forecasts of one day."""

    counted: Counted
    table: pl.DataFrame
    """The hub's table, the ensemble first."""
    targets: tuple[str, ...]
    """In the order in which they are spoken of."""
    places: tuple[str, ...]
    """The most affected first."""
    horizons: tuple[int, ...]
    ends: tuple[date, ...]
    """The last day of the week that each horizon means."""
    levels: Numbers
    values: dict[str, Numbers]
    """By model: targets x places x weeks x levels, NaN where it has nothing to say."""
    known: Known
    """Targets and places in an order of their own: `known_at`."""
    notes: tuple[str, ...]
    early: bool
    """Whether so few weeks are known that `EARLY_MODELS` alone forecast."""

    @property
    def ensemble(self) -> Numbers:
        return self.values[ENSEMBLE]

    @property
    def known_at(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where each of our targets and places stands among the known counts, to index both axes with."""
        target = [self.known.targets.index(name) for name in self.targets]
        place = [self.known.places.index(name) for name in self.places]
        return np.array(target)[:, None], np.array(place)[None, :]

    def newest(self) -> Numbers:
        """Targets x places: the newest weekly count that is known, mended; NaN where there is none."""
        clean = self.known.clean[self.known_at]
        count = clean.shape[-1] - self.known.lag[self.known_at] - 1
        last = np.take_along_axis(clean, np.maximum(count, 0)[..., None], -1)[..., 0]
        newest: Numbers = np.where(count >= 0, last, np.nan)
        return newest


def look_ahead(counted: Counted, weeks: int, models: Sequence[str], progress: Progress) -> Ahead:
    """Forecasts of the models (all of them if none is named) and of their ensemble, from the day of issue."""
    counted = fit_for_forecasts(counted)
    known = weeks_counted(counted.weekly)
    if known < FEWEST_WEEKS:
        raise InvalidInputError([Problem("issued", too_early(counted, known))])
    early = not models and known < LEAST_WEEKS
    models = EARLY_MODELS if early else models
    archive = counted.archive()
    wishes = Wishes(models=models, like=questions(counted.weekly, [counted.issued], weeks))
    notes: list[str] = []
    table = backtest(archive, counted.issued, counted.issued, wishes=wishes, notes=notes, progress=progress)
    kinds = {target: KINDS_AHEAD.index(kind) for target, kind in counted.kinds.items() if kind in KINDS_AHEAD}
    there = set(table["target"].unique())
    targets = tuple(sorted(there, key=lambda target: (kinds[target], target)))
    there = set(table["location"].unique())
    places = tuple(code for code in counted.places if code in there)
    weeks_ahead = table.select("horizon", "target_end_date").unique().sort("horizon")
    names = [ENSEMBLE, *sorted(set(table["model_id"].unique()) - {ENSEMBLE})]
    levels = np.array(table["output_type_id"].unique().sort())
    horizons = tuple(weeks_ahead["horizon"])
    return Ahead(
        counted=counted,
        table=in_order(table, {"model_id": names, "target": targets, "location": places}),
        targets=targets,
        places=places,
        horizons=horizons,
        ends=tuple(weeks_ahead["target_end_date"]),
        levels=levels,
        values=laid_out(table, names, (targets, places, horizons, levels.tolist())),
        known=known_on(archive, counted.issued),
        notes=tuple(notes),
        early=early,
    )


def too_early(counted: Counted, known: int) -> str:
    return (
        f"a forecast needs {FEWEST_WEEKS} weeks from the first count above zero on, and {counted.title} tells {known} "
        f"before {counted.issued}; ask for a later day or give a longer record"
    )


def weeks_counted(weekly: pl.DataFrame) -> int:
    """From the first week in which anything was counted to the newest."""
    ends = weekly.filter(pl.col("value") > 0)["target_end_date"]
    return 0 if ends.is_empty() else int((ends.sort()[-1] - ends.sort()[0]).days) // 7 + 1


def fit_for_forecasts(counted: Counted) -> Counted:
    """Only what is forecast: counts of people who fell ill, not of what was done for them."""
    kept = [target for target, kind in counted.kinds.items() if kind in KINDS_AHEAD]
    ahead = pl.col("target").is_in(kept)
    if not kept or counted.weekly.filter(ahead).is_empty():
        raise InvalidInputError(
            [Problem("source", f"{counted.title} has no counts of cases, admissions or deaths to forecast")]
        )
    return replace(
        counted,
        weekly=counted.weekly.filter(ahead),
        daily=None if counted.daily is None else counted.daily.filter(ahead),
        kinds={target: kind for target, kind in counted.kinds.items() if target in kept},
    )


def questions(weekly: pl.DataFrame, days: Sequence[date], weeks: int) -> pl.DataFrame:
    """Which weeks are asked for on which days, told as a hub's table.

    The first week is the first that ends after the day of issue; that one is 1 week ahead, and 0 where weeks
    end on the day of issue itself, as influenza hubs count.
    """
    weekday = weekly.select(pl.col("target_end_date").dt.weekday().mode().min()).item() - 1
    first = [day + timedelta(days=(weekday - day.weekday()) % 7) for day in days]
    start = 0 if first[0] == days[0] else 1
    asked = pl.DataFrame({"reference_date": list(days), "first": first}).join(
        pl.DataFrame({"horizon": range(start, start + weeks)}, schema={"horizon": pl.Int32}), how="cross"
    )
    return asked.join(pl.DataFrame({"output_type_id": HUB_LEVELS}), how="cross").select(
        "reference_date",
        "horizon",
        (pl.col("first") + pl.duration(days=7 * (pl.col("horizon") - start))).alias("target_end_date"),
        pl.lit("quantile").alias("output_type"),
        "output_type_id",
    )


def in_order(table: pl.DataFrame, axes: dict[str, Sequence[str]]) -> pl.DataFrame:
    ranks = [
        pl.col(name).replace_strict(list(values), range(len(values)), return_dtype=pl.Int32)
        for name, values in axes.items()
    ]
    return table.sort(*ranks, "horizon", "output_type_id")


def laid_out(
    table: pl.DataFrame, models: Sequence[str], axes: tuple[Sequence[object], ...]
) -> dict[str, Numbers]:
    values = np.full((len(models), *(len(axis) for axis in axes)), np.nan)
    columns = ("model_id", "target", "location", "horizon", "output_type_id")
    cells = tuple(
        table[name].replace_strict(list(axis), range(len(axis)), return_dtype=pl.Int64).to_numpy()
        for name, axis in zip(columns, (models, *axes), strict=True)
    )
    values[cells] = table["value"].to_numpy()
    return dict(zip(models, values, strict=True))
