"""What a scenario release holds, put together from the projections.

There are no alerts and no facts for a country's page, and no chart is the lead that could open the site's first
page: nothing here is said to come.
"""

from collections.abc import Sequence
from functools import partial

import polars as pl

from anso.language import in_all
from anso.product import Run
from anso.product.forecasts import sound
from anso.services.epidemics.counting import Counted, shown
from anso.services.epidemics.scenarios.projecting import Projections
from anso.services.epidemics.scenarios.results import tables
from anso.services.epidemics.scenarios.results.comparison import ALL, compared, leading_kind
from anso.services.epidemics.scenarios.shown import columns, course_charts, difference_charts, titles, words
from anso.services.epidemics.scenarios.shown.chart_words import ALL_PLACES
from anso.services.epidemics.scenarios.shown.chart_words import words as chart_words
from anso.services.epidemics.scenarios.shown.said import COUNTS, NOUNS, WHOLE, source_of, value_of

__all__ = ["write"]

Localised = dict[str, str]
MOST_COMPARED = 24
"""Places in the chart of differences, the most affected; the table has all."""


def write(
    run: Run, made: Projections, counted: Counted, notes: Sequence[Localised], region: Sequence[str] | None
) -> None:
    differences = compared(made)
    head = words.finding(made, differences)
    run.finding(head)
    run.holds(words.holds(made, counted.title))
    run.about(*(where.code for where in made.wheres if where.country))
    charts_of(run, made, differences, head, region)
    tables_of(run, made, differences)
    run.text("summary", words.summary(made, differences, head), title=titles.TITLES["summary"])
    run.text("assumptions", words.assumptions(made), title=titles.TITLES["assumptions"])
    run.text("method", words.method(), title=titles.TITLES["method"])
    if notes:
        listed = in_all(lambda code: "\n".join(f"- {note[code]}" for note in notes) + "\n")
        run.text("notes", listed, title=titles.TITLES["notes"])
    shown(run, counted)


def charts_of(
    run: Run, made: Projections, differences: pl.DataFrame, head: Localised, region: Sequence[str] | None
) -> None:
    chosen = made.chosen.scenarios
    letters, begins = [scenario.letter for scenario in chosen], made.last
    names = [where.names for where in made.wheres]
    said = chart_words(chosen, names)
    kind = leading_kind(made)
    other = words.farthest(differences, kind)["scenario"]
    mapped = any(where.country for where in made.wheres)
    if mapped:
        run.chart(
            "map",
            difference_charts.difference_map(kind, other, region),
            title=titles.map_title(chosen[0], words.scenario_of(made, other), kind),
            alt=head,
            words=said,
        )
    differing = [ALL, *made.basis.places[:MOST_COMPARED]]
    run.chart(
        "comparison",
        difference_charts.comparison(kind, letters, differing),
        title=titles.compared_title(kind),
        alt=titles.ALTS["comparison"],
        words=said,
    )
    shown_kinds = [one for one in tables.kinds_of(made) if one not in ("infections", "admissions")]
    if made.basis.driver == "admissions":
        shown_kinds.insert(0, "admissions")
    for one in shown_kinds:
        run.chart(
            one,
            course_charts.panels(one, chosen, begins),
            title=NOUNS[one],
            alt=titles.ALTS["panels"],
            by="location",
            words=said,
        )
    for one in (*shown_kinds[:1], *(("beds",) if made.result.beds is not None else ())):
        run.chart(
            f"{one}-together" if one != "beds" else one,
            course_charts.together(one, letters, begins),
            title=titles.together_title(NOUNS[one]),
            alt=titles.ALTS["together"],
            by="location",
            words=said,
        )


def tables_of(run: Run, made: Projections, differences: pl.DataFrame) -> None:
    names = {where.names["en"]: dict(where.names) for where in made.wheres} | {ALL_PLACES["en"]: ALL_PLACES}
    kinds = {kind: COUNTS[kind] for kind in tables.kinds_of(made)}
    rows = tables.stated(made)
    values = [in_all(partial(value_of, row["parameter"], row["assumption"])) for row in rows]
    sources = [in_all(partial(source_of, row["assumption"])) for row in rows]
    numbers = pl.DataFrame(
        {
            "assumption": [row["parameter"].title["en"] for row in rows],
            "scenarios": [row["scenarios"] or WHOLE["en"] for row in rows],
            "value": [value["en"] for value in values],
            "source": [source["en"] for source in sources],
        }
    )
    translated = [*values, *sources, WHOLE, *(dict(row["parameter"].title) for row in rows)]
    run.table(
        "assumptions",
        numbers,
        title=titles.TITLES["numbers"],
        columns=columns.ASSUMPTIONS,
        words={text["en"]: text for text in translated},
    )
    run.table(
        "comparison",
        differences,
        title=titles.TITLES["comparison"],
        columns=columns.COMPARISON,
        words=names | kinds,
    )
    if (peaks := tables.beds(made)) is not None:
        run.table("beds", peaks, title=titles.TITLES["beds"], columns=columns.BEDS, words=names)
    run.table("courses", tables.courses(made), title=titles.TITLES["courses"], columns=columns.COURSES)
    # Held to the hubs' convention, but not published as a forecast: it is none.
    projected = sound(tables.projections(made), tables.MODEL)
    run.table("projections", projected, title=titles.TITLES["projections"], columns=columns.PROJECTIONS)
