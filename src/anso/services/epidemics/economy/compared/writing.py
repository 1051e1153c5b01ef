"""What a comparison's release holds: all scenarios of a set, projected, assessed and put side by side.

It states no fact of a country and raises no alert, and none of its charts opens the site's first page: nothing here is
said to come.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso import places
from anso.language import LANGUAGES
from anso.product import Run
from anso.services.epidemics.counting import CountsRequest, shown
from anso.services.epidemics.economy import results
from anso.services.epidemics.economy.compared import charts, said, words
from anso.services.epidemics.economy.compared.assumed import assumed
from anso.services.epidemics.economy.compared.losses import by_scenario, countries_by_scenario, each
from anso.services.epidemics.economy.compared.projected import most_affected, projected
from anso.services.epidemics.economy.results import Assessed
from anso.services.epidemics.economy.stating.amounts import Amounts
from anso.services.epidemics.economy.stating.columns import described
from anso.services.epidemics.economy.stating.writing import method
from anso.services.epidemics.economy.tables import Table
from anso.services.epidemics.economy.tables.regions import WORLD, Region
from anso.services.epidemics.scenarios.assumed import ScenarioSet, packaged_set, read_set

if TYPE_CHECKING:
    from anso.services.epidemics.economy.product import EconomyRequest

__all__ = ["compare"]

MOST_SHOWN = 12
EVERY = 250


def compare(
    request: "EconomyRequest",
    table: Table,
    group_of: NDArray[np.int64],
    regions: tuple[Region, ...],
    struck: Sequence[int],
    run: Run,
) -> None:
    chosen = _set(request)
    run.progress(0.1, "Reading the counts")
    place = places.place(request.struck)
    within = place.code if isinstance(place, places.Region) else WORLD
    asked = CountsRequest(
        source=request.source or "covid-2020", issued=request.issued, region=within, countries=EVERY
    )
    counted = most_affected(asked, struck, regions, run)
    run.progress(0.15, "Projecting the scenarios")
    notes: list[dict[str, str]] = []
    ahead = projected(counted, chosen, request.weeks, regions, notes, run)
    run.progress(0.7, "Following the losses")
    found = results.assess(
        table,
        group_of,
        lambda end: ahead.courses(end, request.severity),
        ahead.struck,
        request.recovery,
    )
    run.progress(0.9, "Writing")
    losses = by_scenario([one.letter for one in chosen.scenarios], found)
    case = words.Compared(
        chosen.scenarios,
        losses,
        place.names,
        len(ahead.struck),
        request.weeks,
        counted.title,
        table.synthetic,
        table.title,
    )
    head = words.finding(case)
    run.finding(head)
    run.holds(words.holds(case))
    _tables_and_charts(run, chosen, found, regions, losses, head)
    run.text("summary", words.summary(case, head), title=said.TITLES["summary"])
    mended = [dict.fromkeys(LANGUAGES, note) for note in table.notes]
    run.text(
        "assumptions",
        assumed(chosen, request.weeks, request.severity, request.recovery, [*notes, *mended]),
        title=said.TITLES["assumptions"],
    )
    run.text("method", method(), title=said.TITLES["method"])
    shown(run, counted)


def _set(request: "EconomyRequest") -> ScenarioSet:
    if request.own is not None:
        return read_set(request.own.path.read_bytes(), request.own.name)
    return packaged_set(str(request.set))


def _tables_and_charts(
    run: Run,
    chosen: ScenarioSet,
    found: Sequence[Assessed],
    regions: tuple[Region, ...],
    losses: pl.DataFrame,
    head: dict[str, str],
) -> None:
    letters = [one.letter for one in chosen.scenarios]
    spoken = said.in_charts(chosen.scenarios, regions)
    countries = countries_by_scenario(letters, found, regions)
    amounts = Amounts.of(found[0].table.unit, max(countries["lost"].to_list(), default=0.0))

    def table(name: str, rows: pl.DataFrame) -> None:
        columns = {column: said.COLUMNS[column] for column in rows.columns if column in said.COLUMNS}
        columns |= described([column for column in rows.columns if column not in columns])
        run.table(
            name, amounts.applied(rows), title=said.TITLES[name], columns=amounts.named(columns), words=spoken
        )

    def chart(name: str, drawn: object, alt: dict[str, str]) -> None:
        run.chart(name, drawn, title=said.TITLES[name], alt=alt, words=spoken)

    table("scenarios", losses)
    parts = [part for part in ("struck", "elsewhere") if part in losses["part"]]
    chart("scenarios", charts.by_cause(letters, parts), head)
    table("countries", countries)
    for name, here in (("struck", pl.col("struck")), ("partners", ~pl.col("struck"))):
        if names := _most(countries.filter(here)):
            chart(name, charts.by_country(letters, names), said.ALTS["countries"])
    table("course", each(letters, found, results.by_week))
    chart("course", charts.by_week(letters), said.ALTS["course"])
    table("sectors", each(letters, found, results.by_sector))
    chart("sectors", charts.by_sector(letters), said.ALTS["sectors"])
    if len(regions) > len(found[0].struck):
        table("pairs", each(letters, found, lambda one: results.by_pair(one, regions)))
    table("cells", each(letters, found, lambda one: results.by_cell(one, regions)))


def _most(countries: pl.DataFrame) -> list[str]:
    """Those that lose most in their worst scenario."""
    worst = countries.group_by("name").agg(pl.max("lost_percent")).filter(pl.col("lost_percent") > 0)
    ranked = worst.sort("lost_percent", "name", descending=[True, False])
    names: list[str] = ranked["name"].head(MOST_SHOWN).to_list()
    return names
