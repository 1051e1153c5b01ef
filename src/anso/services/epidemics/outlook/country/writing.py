"""What a country sheet's release holds: the tables and charts of one country, a text, and a page to print."""

import polars as pl

from anso.product import Run
from anso.services.epidemics.nowcasting.stating import chart_words as now_chart_words
from anso.services.epidemics.nowcasting.stating import charts as now_charts
from anso.services.epidemics.nowcasting.stating import columns as now_columns
from anso.services.epidemics.nowcasting.stating import titles as now_titles
from anso.services.epidemics.nowcasting.stating.trends import KIND_NAMES
from anso.services.epidemics.outlook.country import words
from anso.services.epidemics.outlook.country.gathered import Gathered
from anso.services.epidemics.outlook.country.printing import MOST_TARGETS, Drawing, printed_pages
from anso.services.epidemics.outlook.evaluation import chart_words as past_chart_words
from anso.services.epidemics.outlook.evaluation import charts as past_charts
from anso.services.epidemics.outlook.evaluation import columns as past_columns
from anso.services.epidemics.outlook.evaluation import titles as past_titles
from anso.services.epidemics.outlook.evaluation.writing import SHOWN_AHEAD
from anso.services.epidemics.outlook.forecast import chart_words, charts, columns, hospitals, titles
from anso.services.epidemics.outlook.forecast.writing import output_names
from anso.services.epidemics.outlook.said import Localised, named

__all__ = ["write"]


def write(run: Run, found: Gathered) -> None:
    run.about(found.code)
    run.finding(words.finding(found))
    run.holds(words.holds(found))
    tables = tables_of(found)
    for name, (table, title, described, said) in tables.items():
        run.table(name, table, title=title, columns=described, words=said)
    drawings = drawings_of(found, set(tables))
    for number, drawing in enumerate(drawings):
        run.chart(
            drawing.name,
            drawing.chart,
            title=drawing.title,
            alt=drawing.alt,
            lead=not number,
            words=drawing.words,
        )
    run.text("minute", words.minute(found), title=words.TITLES["minute"])
    frames = {name: table for name, (table, *_rest) in tables.items()}
    for language, pdf in printed_pages(found, drawings, frames, run.log).items():
        run.file(f"{found.code.lower()}-{language}.pdf", pdf, title=titled(language))


Described = tuple[pl.DataFrame, Localised, dict[str, Localised], dict[str, Localised]]


def tables_of(found: Gathered) -> dict[str, Described]:
    kinds = {kind: text for kind, text in KIND_NAMES.items() if kind}
    said = named(found.counted.kinds, [found.names])
    result: dict[str, Described] = {
        "outlook": (found.weeks, titles.TITLES["outlook"], columns.OUTLOOK, said),
        "course": (found.course, titles.TITLES["course"], columns.COURSE, said),
    }
    if not found.reproduction.is_empty():
        result["reproduction"] = (
            found.reproduction,
            now_titles.TITLES["reproduction"],
            dict(now_columns.COURSE),
            kinds,
        )
    if found.load is not None and not found.load.is_empty():
        result["load"] = (found.load, titles.TITLES["load"], columns.LOAD, said | hospitals.LEVEL_WORDS)
    past = None if found.judged is None else found.judged.past.filter(pl.col("location") == found.code)
    if past is not None and not past.is_empty():
        result["past"] = (past, past_titles.TITLES["past"], past_columns.PAST, said)
    return result


def drawings_of(found: Gathered, tables: set[str]) -> list[Drawing]:
    """The first target's course, R, beds, the other targets', and past forecasts beside what came."""
    drawn: list[Drawing] = []
    issued, weeks = found.counted.issued, len(found.ahead.horizons)
    for target, name in output_names(found.ahead).items():
        if found.course.filter(pl.col("target") == target).is_empty():
            continue
        kind = found.counted.kinds[target]
        axis = chart_words.axis_title(kind, target)
        drawn.append(
            Drawing(
                name,
                charts.course(target, axis["en"], issued, weeks),
                titles.course_title(kind, target),
                titles.ALTS["course"],
                chart_words.words(titles=[axis]),
            )
        )
    later = []
    if "reproduction" in tables:
        later.append(
            Drawing(
                "reproduction",
                now_charts.reproduction(found.reproduction["kind"].unique(maintain_order=True).to_list()),
                now_titles.TITLES["reproduction"],
                now_titles.ALTS["reproduction"],
                now_chart_words.REPRODUCTION,
            )
        )
    if "load" in tables:
        later.append(
            Drawing(
                "hospital",
                charts.beds(issued, weeks),
                titles.TITLES["hospital"],
                titles.ALTS["hospital"],
                chart_words.words(),
            )
        )
    return [*drawn[:1], *later, *drawn[1:], *past_drawings(found)]


def past_drawings(found: Gathered) -> list[Drawing]:
    """For the targets that are spoken of first, what had been forecast and what came."""
    drawn: list[Drawing] = []
    if found.judged is None:
        return drawn
    for target, kind in list(found.kinds.items())[:MOST_TARGETS]:
        past = found.judged.past.filter(pl.col("target") == target, pl.col("location") == found.code)
        if past.is_empty():
            continue
        horizons = past["horizon"].unique().sort().to_list()
        ahead = min(SHOWN_AHEAD, len(horizons))
        axis = past_chart_words.past_axis(kind, target)
        drawn.append(
            Drawing(
                f"past-{len(drawn) + 1}",
                past_charts.past(target, horizons[ahead - 1], axis["en"]),
                past_titles.past_title(kind, target, ahead),
                past_titles.ALTS["past"],
                past_chart_words.words(found.kinds, axis),
            )
        )
    return drawn


LANGUAGE_NAMES = {"en": "English", "zh": "中文", "ru": "русский", "fr": "français"}


def titled(language: str) -> Localised:
    return {code: f"{text} ({LANGUAGE_NAMES[language]})" for code, text in words.TITLES["sheet"].items()}
