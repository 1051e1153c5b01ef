"""Models and observations on one grid and common years."""

from dataclasses import dataclass

import numpy as np

from anso.services.outlooks.known.hindcasts import LEAST_YEARS, Hindcasts
from anso.services.outlooks.known.numbers import Numbers, Truths, Years
from anso.services.outlooks.reading.arrays import Series
from anso.services.outlooks.reading.opened import refused
from anso.services.outlooks.reading.regridding import conservative, linear, regridded

__all__ = ["gathered"]

MOST_LOST = 0.2
"""Share of the years that one model may cost all the others; one that lacks more is left out itself."""
MOST_MEMBERS = 40_000_000
"""Numbers in all members together; with more, a file is taken in single precision and members are not kept."""
FINER = 0.9
"""Observations whose cells are smaller than this share of the models' are averaged over theirs."""


@dataclass(frozen=True)
class OnGrid:
    """What one model says, on the common grid and in its own years."""

    name: str
    years: Years
    mean: Numbers
    """Years x latitudes x longitudes."""
    spread: Numbers
    members: Numbers | None


def gathered(models: list[Series], observed: Series, where: str) -> Hindcasts:
    notes: list[str] = []
    grid = models[0] if step(observed) < FINER * step(models[0]) else observed
    large = sum(model.array.size for model in models) > MOST_MEMBERS
    dtype = np.float32 if large else np.float64
    if large:
        notes.append("The file is large: of each model mean and spread are used, not the single members.")
    shown = on(grid, observed, observed.loaded(dtype))[0]
    seen = observed.years[with_values(shown)]
    if not len(seen):
        raise refused(f"{where}, {observed.name}", "has no value at all")
    said = []
    for model in models:
        found = reduced(model, on(grid, model, model.loaded(dtype)), keep=not large)
        if np.isfinite(found.mean).any():
            said.append(found)
        else:
            notes.append(f"{model.name} has no value on the grid of the observations and is left out.")
    if not said:
        raise refused(
            where, "no model has a value on the grid of the observations: do they cover the same places?"
        )
    years, kept = common_years(said, seen, notes, where)
    if len(years) < LEAST_YEARS:
        raise refused(
            where,
            f"only {len(years)} years are both forecast and observed; a cross-validation needs {LEAST_YEARS} or more",
        )
    return Hindcasts(
        tuple(model.name for model in kept),
        years,
        grid.latitudes,
        grid.longitudes,
        np.stack([model.mean[places(model.years, years)] for model in kept]),
        np.stack([model.spread[places(model.years, years)] for model in kept]),
        tuple(
            None if model.members is None else model.members[:, places(model.years, years)] for model in kept
        ),
        shown[places(observed.years, years)],
        tuple(notes),
    )


def reduced(model: Series, values: Numbers, *, keep: bool) -> OnGrid:
    """Members x years x latitudes x longitudes."""
    mean = mean_of(values)
    known = with_values(mean)
    return OnGrid(
        model.name,
        model.years[known],
        mean[known],
        spread_of(values, mean)[known],
        values[:, known] if keep and len(values) > 1 else None,
    )


def places(years: Years, wanted: Years) -> Years:
    """Where each of the wanted stands."""
    order = np.argsort(years)
    answer: Years = order[np.searchsorted(years[order], wanted)]
    return answer


def step(series: Series) -> float:
    """Degrees: the side of a square cell of the same size."""
    return float(np.sqrt(np.diff(series.latitudes).mean() * np.diff(series.longitudes).mean()))


def common_years(
    models: list[OnGrid], seen: Years, notes: list[str], where: str
) -> tuple[Years, list[OnGrid]]:
    """Years in which all have values; a model that lacks too many of the observed ones is left out instead."""
    told = [np.intersect1d(seen, model.years) for model in models]
    most = max(map(len, told))
    if not most:
        raise refused(
            where,
            f"no year is both forecast and observed: forecasts are of {span(models[0].years)}, "
            f"observations of {span(seen)}",
        )
    kept, years = [], told[int(np.argmax([len(each) for each in told]))]
    for model, mine in zip(models, told, strict=True):
        if len(mine) < (1 - MOST_LOST) * most:
            notes.append(f"{model.name} tells of {len(mine)} of {most} observed years and is left out.")
        else:
            kept.append(model)
            years = np.intersect1d(years, mine)
    if len(years) < most:
        notes.append(f"{most - len(years)} of {most} years are left out: not every model tells of them.")
    return years, kept


def with_values(values: Numbers) -> Truths:
    """Of each year, whether there is any: years x latitudes x longitudes."""
    return np.asarray(np.isfinite(values).any((-1, -2)))


def span(years: Years) -> str:
    return f"{years.min()} to {years.max()}" if len(years) else "no year"


def on(grid: Series, series: Series, values: Numbers) -> Numbers:
    """Members x years x the grid's latitudes x longitudes."""
    middle = float(grid.longitudes.mean())
    turned = (series.longitudes - middle + 180) % 360 - 180 + middle
    around = np.argsort(turned)
    longitudes = turned[around]
    if same(turned, grid.longitudes) and same(grid.latitudes, series.latitudes):
        return values
    values = values[..., around]
    if same(grid.latitudes, series.latitudes) and same(grid.longitudes, longitudes):
        return values
    if step(series) < FINER * step(grid):
        down = conservative(grid.latitudes, series.latitudes, latitudes=True)
        along = conservative(grid.longitudes, longitudes, latitudes=False)
    else:
        down = linear(grid.latitudes, series.latitudes)
        along = linear(grid.longitudes, longitudes)
    return regridded(values, down.astype(values.dtype), along.astype(values.dtype))


def same(one: Numbers, other: Numbers) -> bool:
    return len(one) == len(other) and bool(np.allclose(one, other, atol=1e-3))


def mean_of(members: Numbers) -> Numbers:
    """Of the members there are in each year."""
    known = np.isfinite(members)
    count = known.sum(0).astype(members.dtype)
    total = members.sum(0, where=known)
    answer: Numbers = np.where(count > 0, total / np.maximum(count, 1), np.nan).astype(members.dtype)
    return answer


def spread_of(members: Numbers, mean: Numbers) -> Numbers:
    known = np.isfinite(members)
    count = known.sum(0).astype(members.dtype)
    squares = np.zeros_like(mean)
    # A member at a time: all of them at once would be held a second time.
    for member, there in zip(members, known, strict=True):
        squares += np.where(there, (member - mean) ** 2, 0)
    answer: Numbers = np.where(count > 1, np.sqrt(squares / np.maximum(count - 1, 1)), np.nan)
    return answer.astype(members.dtype)
