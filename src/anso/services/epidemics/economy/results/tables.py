"""The tables of a release: by country, group of industries, cell, week and pair. Losses are of value added.

In: what was assessed, and what the table's regions are called. Out: polars tables with the columns of `columns`.
"""

from collections.abc import Callable, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.services.epidemics.economy.results.assess import Assessed
from anso.services.epidemics.economy.results.steps import step
from anso.services.epidemics.economy.sectors import groups
from anso.services.epidemics.economy.tables.regions import Region

__all__ = ["by_cell", "by_country", "by_group", "by_pair", "by_sector", "by_week"]

Numbers = NDArray[np.float64]

LEAST_SHARE = 1e-9
"""Of the struck country's loss: pairs below it are not stated."""


def by_country(found: Assessed, regions: Sequence[Region]) -> pl.DataFrame:
    """A row a region, the largest share lost first."""
    table = found.table
    year = table.by_region(found.value_added)
    lost, low, high, direct = (
        table.by_region(found.lost(course)) for course in (found.middle, found.low, found.high, found.direct)
    )
    share = _percent(year)
    return (
        pl.DataFrame(
            {
                **_named(regions),
                "struck": np.isin(np.arange(len(regions)), found.struck),
                "lost_percent": share(lost),
                "lost_percent_low": share(np.minimum(lost, low)),
                "lost_percent_high": share(np.maximum(lost, high)),
                "lost": lost,
                "direct": direct,
                "indirect": lost - direct,
                "value_added": year,
            }
        )
        .with_columns(step("lost_percent"))
        .sort("lost_percent", "name", descending=[True, False])
    )


def by_sector(found: Assessed) -> pl.DataFrame:
    """A row a group of industries: what is lost in the struck countries and elsewhere."""
    struck = np.isin(found.table.region_of, found.struck)
    lost, direct = found.lost(found.middle), found.lost(found.direct)

    def summed(values: Numbers) -> Numbers:
        return _by_group(found, values)

    year = summed(np.where(struck, found.value_added, 0.0))
    here = summed(np.where(struck, lost, 0.0))
    return pl.DataFrame(
        {
            "sector": [group.names["en"] for group in groups()],
            "lost_percent": _percent(year)(here),
            "lost": here,
            "direct": summed(np.where(struck, direct, 0.0)),
            "lost_elsewhere": summed(np.where(struck, 0.0, lost)),
        }
    ).sort("lost", descending=True)


def by_cell(found: Assessed, regions: Sequence[Region]) -> pl.DataFrame:
    """A row a region and sector of the table, as the table calls it."""
    table = found.table
    lost, direct = found.lost(found.middle), found.lost(found.direct)
    named = _named(regions)
    return pl.DataFrame(
        {
            **{key: [values[place] for place in table.region_of] for key, values in named.items()},
            "sector": [groups()[number].names["en"] for number in found.group_of[table.sector_of]],
            "table_sector": [table.sectors[number] for number in table.sector_of],
            "lost_percent": _percent(found.value_added)(lost),
            "lost": lost,
            "direct": direct,
            "value_added": found.value_added,
        }
    )


def by_group(
    found: Assessed, regions: Sequence[Region], shown: Sequence[str], order: Sequence[str]
) -> pl.DataFrame:
    """A row a region and group of industries, for the regions whose names are shown and in that order; groups in theirs."""
    cells = by_cell(found, regions).filter(pl.col("name").is_in(list(shown)))
    return (
        cells.group_by("name", "sector", maintain_order=True)
        .agg(pl.col("lost", "value_added").sum())
        .with_columns(
            lost_percent=pl.when(pl.col("value_added") > 0)
            .then(100 * pl.col("lost") / pl.col("value_added"))
            .otherwise(0.0)
        )
        .with_columns(step("lost_percent"))
        .sort(pl.col("name").cast(pl.Enum(list(shown))), pl.col("sector").cast(pl.Enum(list(order))))
    )


def by_week(found: Assessed) -> pl.DataFrame:
    """A row a week and part of the world: the share of usual value added that is not made."""
    struck = np.isin(found.table.region_of, found.struck)
    weeks = len(found.middle)

    def part(name: str, chosen: NDArray[np.bool_]) -> pl.DataFrame:
        weight = np.where(chosen, found.value_added, 0.0)
        weight = weight / max(float(weight.sum()), np.finfo(float).tiny)
        middle, low, high, direct = (
            100 * course @ weight for course in (found.middle, found.low, found.high, found.direct)
        )
        return pl.DataFrame(
            {
                "week": np.arange(1, weeks + 1),
                "part": [name] * weeks,
                "lost_percent": middle,
                "lost_percent_low": np.minimum(middle, low),
                "lost_percent_high": np.maximum(middle, high),
                "direct_percent": direct,
            }
        )

    parts = [part("struck", struck)]
    if not struck.all():
        parts.append(part("elsewhere", ~struck))
    return pl.concat(parts)


def by_pair(found: Assessed, regions: Sequence[Region]) -> pl.DataFrame:
    """A row a struck region and one that loses by its shock alone, the greatest loss first."""
    year = found.table.by_region(found.value_added)
    losing, column = np.meshgrid(np.arange(len(regions)), np.arange(len(found.alone)), indexing="ij")
    own = found.pairs[found.alone, np.arange(len(found.alone))]
    rows = (found.pairs > LEAST_SHARE * own) & (losing != found.alone[column])
    losing, column = losing[rows], column[rows]
    names = [region.names["en"] for region in regions]
    return pl.DataFrame(
        {
            "struck": [names[number] for number in found.alone[column]],
            "losing": [names[number] for number in losing],
            "lost": found.pairs[rows],
            "lost_percent": _percent(year[losing])(found.pairs[rows]),
            "per_100": 100 * found.pairs[rows] / own[column],
        },
        schema_overrides={"struck": pl.String, "losing": pl.String},
    ).sort("struck", "lost", descending=[False, True])


def _named(regions: Sequence[Region]) -> dict[str, list[str | None]]:
    return {
        "country": [region.code for region in regions],
        "name": [region.names["en"] for region in regions],
    }


def _by_group(found: Assessed, values: Numbers) -> Numbers:
    group = found.group_of[found.table.sector_of]
    return np.asarray(np.bincount(group, weights=values, minlength=len(groups())), dtype=float)


def _percent(year: Numbers) -> Callable[[Numbers], Numbers]:
    """The share of a year's value added; 0 where there is none to lose."""

    def share(lost: Numbers) -> Numbers:
        return np.divide(100 * lost, year, out=np.zeros_like(lost), where=year > 0)

    return share
