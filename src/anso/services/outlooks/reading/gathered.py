"""Models and observations on one grid and common years."""

from dataclasses import replace

import numpy as np

from anso.services.outlooks.known.hindcasts import Hindcasts
from anso.services.outlooks.known.numbers import Numbers, Years
from anso.services.outlooks.reading.arrays import Series
from anso.services.outlooks.reading.opened import refused
from anso.services.outlooks.reading.regridding import conservative, linear, regridded

__all__ = ["gathered"]

MOST_LOST = 0.2
"""Share of the years that one model may cost all the others; one that lacks more is left out itself."""
FINER = 0.9
"""Observations whose cells are smaller than this share of the models' are averaged over theirs."""


def gathered(models: list[Series], observed: Series, where: str) -> Hindcasts:
    notes: list[str] = []
    grid = models[0] if step(observed) < FINER * step(models[0]) else observed
    years, kept = common_years(models, observed, notes, where)
    forecasts = [on(grid, model, years) for model in kept]
    shown = on(grid, observed, years)[0]
    spoken = [model for model, values in zip(kept, forecasts, strict=True) if np.isfinite(values).any()]
    if not spoken:
        raise refused(
            where, "no model has a value on the grid of the observations: do they cover the same places?"
        )
    silent = [model.name for model in kept if model not in spoken]
    notes += [f"{name} has no value on the grid of the observations and is left out." for name in silent]
    forecasts = [values for model, values in zip(kept, forecasts, strict=True) if model in spoken]
    return Hindcasts(
        tuple(model.name for model in spoken),
        years,
        grid.latitudes,
        grid.longitudes,
        np.stack([mean_of(values) for values in forecasts]),
        np.stack([spread_of(values) for values in forecasts]),
        tuple(values if len(values) > 1 else None for values in forecasts),
        shown,
        tuple(notes),
    )


def step(series: Series) -> float:
    """Degrees: the side of a square cell of the same size."""
    return float(np.sqrt(np.diff(series.latitudes).mean() * np.diff(series.longitudes).mean()))


def common_years(
    models: list[Series], observed: Series, notes: list[str], where: str
) -> tuple[Years, list[Series]]:
    """Years in which all have values; a model that lacks too many of the observed ones is left out instead."""
    seen = with_values(observed)
    if not len(seen):
        raise refused(f"{where}, {observed.name}", "has no value at all")
    kept = []
    told = [np.intersect1d(seen, with_values(model)) for model in models]
    most = max(map(len, told))
    if not most:
        raise refused(
            where,
            f"no year is both forecast and observed: forecasts are of {span(models[0].years)}, "
            f"observations of {span(observed.years)}",
        )
    for model, years in zip(models, told, strict=True):
        if len(years) < (1 - MOST_LOST) * most:
            notes.append(f"{model.name} tells of {len(years)} of {most} observed years and is left out.")
        else:
            kept.append((model, years))
    years = kept[0][1]
    for _, more in kept[1:]:
        years = np.intersect1d(years, more)
    if len(years) < most:
        notes.append(f"{most - len(years)} of {most} years are left out: not every model tells of them.")
    return years, [model for model, _ in kept]


def with_values(series: Series) -> Years:
    there: Years = np.sort(series.years[np.isfinite(series.values).any((0, 2, 3))])
    return there


def span(years: Years) -> str:
    return f"{years.min()} to {years.max()}"


def on(grid: Series, series: Series, years: Years) -> Numbers:
    """Members x those years x the grid's latitudes x longitudes."""
    order = np.argsort(series.years)
    values = series.values[:, order[np.searchsorted(series.years[order], years)]]
    middle = float(grid.longitudes.mean())
    turned = (series.longitudes - middle + 180) % 360 - 180 + middle
    around = np.argsort(turned)
    here = replace(series, longitudes=turned[around], values=values[..., around])
    if same(grid.latitudes, here.latitudes) and same(grid.longitudes, here.longitudes):
        return here.values
    if step(here) < FINER * step(grid):
        down = conservative(grid.latitudes, here.latitudes, latitudes=True)
        along = conservative(grid.longitudes, here.longitudes, latitudes=False)
    else:
        down = linear(grid.latitudes, here.latitudes)
        along = linear(grid.longitudes, here.longitudes)
    return regridded(here.values, down, along)


def same(one: Numbers, other: Numbers) -> bool:
    return len(one) == len(other) and bool(np.allclose(one, other, atol=1e-3))


def mean_of(members: Numbers) -> Numbers:
    """Of the members there are in each year."""
    known = np.isfinite(members)
    count = known.sum(0)
    total = np.where(known, members, 0).sum(0)
    answer: Numbers = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return answer


def spread_of(members: Numbers) -> Numbers:
    known = np.isfinite(members)
    count = known.sum(0)
    squares = np.where(known, (members - mean_of(members)) ** 2, 0).sum(0)
    answer: Numbers = np.where(count > 1, np.sqrt(squares / np.maximum(count - 1, 1)), np.nan)
    return answer
