"""What the release of a named shock holds, put together from what was assessed."""

from pathlib import Path

import polars as pl

from anso.language import in_all
from anso.product import Run
from anso.services.epidemics.economy import results
from anso.services.epidemics.economy.results import Assessed
from anso.services.epidemics.economy.stating import chart_words, charts, words
from anso.services.epidemics.economy.stating.amounts import Amounts
from anso.services.epidemics.economy.stating.columns import described
from anso.services.epidemics.economy.tables.regions import Region

__all__ = ["method", "write"]

MOST_RANKED = 15
MOST_SHOWN = 12


def write(
    run: Run,
    found: Assessed,
    regions: tuple[Region, ...],
    countries: pl.DataFrame,
    case: words.Case,
) -> None:
    head = words.finding(case)
    run.finding(head)
    run.holds(words.holds(case))
    names = {region.names["en"]: region.names for region in regions}
    industries = chart_words.sector_words()
    said = chart_words.name_words(names.values()) | industries | chart_words.STEP_WORDS | words.PARTS

    amounts = Amounts.of(found.table.unit, max(countries["lost"].to_list(), default=0.0))

    def table(name: str, rows: pl.DataFrame) -> None:
        columns = amounts.named(described(rows.columns))
        run.table(name, amounts.applied(rows), title=words.TITLES[name], columns=columns, words=said)

    sectors = results.by_sector(found)
    partners = countries.filter(~countries["struck"] & (countries["lost"] > 0)).head(MOST_RANKED)
    table("countries", countries)
    table("sectors", sectors)
    run.chart(
        "map",
        charts.loss_map(),
        title=words.TITLES["map"],
        alt=head,
        lead=True,
        words=chart_words.ranked_words(names.values()),
    )
    weekly = results.by_week(found)
    table("course", weekly)
    for part, title in (("struck", "course"), ("elsewhere", "elsewhere")):
        if part in weekly["part"]:
            run.chart(
                title,
                charts.course(part),
                title=words.TITLES[title],
                alt=words.ALTS["course"],
                words=chart_words.course_words(),
            )
    if len(partners):
        table("partners", partners)
        run.chart(
            "partners",
            charts.partners(len(partners)),
            title=words.TITLES["partners"],
            alt=words.partners_alt(partners, names),
            words=chart_words.ranked_words(names[name] for name in partners["name"]),
        )
        table("pairs", results.by_pair(found, regions))
    shown = _shown(countries)
    table("heat", results.by_group(found, regions, shown, sectors["sector"].to_list()))
    run.chart(
        "heat",
        charts.heat(len(shown)),
        title=words.TITLES["heat"],
        alt=words.ALTS["heat"],
        words=chart_words.heat_words(names[name] for name in shown),
    )
    table("cells", results.by_cell(found, regions))
    summary = words.summary(case, head, partners, sectors, dict(names) | industries)
    run.text("summary", summary, title=words.TITLES["summary"])
    run.text("method", method(), title=words.TITLES["method"])


def method() -> dict[str, str]:
    folder = Path(__file__).parent / "method"
    return in_all(lambda language: (folder / f"method.{language}.md").read_text(encoding="utf-8"))


def _shown(countries: pl.DataFrame) -> list[str]:
    """Struck countries, but no more than half of what is shown if others lose too, then those others; the greatest share first."""
    struck = countries.filter("struck")["name"].to_list()
    others = countries.filter(~countries["struck"] & (countries["lost"] > 0))["name"].to_list()
    room = max(MOST_SHOWN - len(others), MOST_SHOWN // 2)
    kept = struck[:room]
    return [*kept, *others[: MOST_SHOWN - len(kept)]]
