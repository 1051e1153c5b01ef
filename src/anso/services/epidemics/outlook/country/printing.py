"""From what was gathered to the page to print, in each language that can be set here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from anso import language as lang
from anso.chart import Reference, draw_png, to_spec
from anso.services.epidemics.nowcasting.stating.trends import TONES
from anso.services.epidemics.outlook.country import words
from anso.services.epidemics.outlook.country.document import (
    Number,
    Page,
    Paragraph,
    Picture,
    languages_to_print,
    printed,
)
from anso.services.epidemics.outlook.country.gathered import Gathered
from anso.services.epidemics.outlook.forecast.words import label
from anso.services.epidemics.outlook.said import Localised, about, range_of

__all__ = ["MOST_TARGETS", "Drawing", "printed_pages"]

WIDTH, SCALE = 470, 3
"""Pixels of a picture that is 85 mm wide on paper, and how many times finer it is drawn."""
MOST_PICTURES, MOST_TARGETS = 6, 2


@dataclass(frozen=True)
class Drawing:
    """One chart of the sheet."""

    name: str
    chart: Any
    title: Localised
    alt: Localised
    words: Mapping[str, Mapping[str, str]]


def printed_pages(
    found: Gathered,
    drawings: Sequence[Drawing],
    tables: Mapping[str, pl.DataFrame],
    log: Callable[[str], None],
) -> dict[str, bytes]:
    languages = languages_to_print()
    if missing := [language for language in lang.LANGUAGES if language not in languages]:
        log(f"No page to print in {', '.join(missing)}: this machine has no font for its letters")
    return {language: printed(page(found, drawings, tables, language)) for language in languages}


def page(
    found: Gathered, drawings: Sequence[Drawing], tables: Mapping[str, pl.DataFrame], language: str
) -> Page:
    def rows(reference: Reference) -> list[dict[str, Any]]:
        table = tables[reference.path[-1]]
        for column, value in reference.where:
            table = table.filter(pl.col(column).cast(pl.String) == value)
        chosen = table.select(reference.columns) if reference.columns else table
        return [
            {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
            for row in chosen.iter_rows(named=True)
        ]

    return Page(
        language=language,
        kicker=words.TITLES["kicker"][language],
        day=lang.day(found.counted.issued, language),
        title=found.names.get(language) or found.names["en"],
        finding=after_name(words.finding(found)[language], found.names.get(language) or found.names["en"]),
        holds=words.holds(found)[language],
        source=f"ANSO · epidemics.country · {found.counted.title} · World Population Prospects 2024",
        numbers=numbers(found, language),
        pictures=[
            Picture(
                drawing.title[language],
                drawing.alt[language],
                draw_png(
                    to_spec(drawing.chart, drawing.words), rows, width=WIDTH, language=language, scale=SCALE
                ),
            )
            for drawing in drawings[:MOST_PICTURES]
        ],
        paragraphs=[Paragraph(title, text) for title, text in words.paragraphs(found, language)],
    )


def after_name(sentence: str, name: str) -> str:
    """Under the country's name it need not be said again."""
    rest = sentence.removeprefix(name).lstrip("\u00a0 :：")
    return rest[:1].upper() + rest[1:]


def numbers(found: Gathered, language: str) -> list[Number]:
    """Now, the first targets ahead, beds."""
    trend, r = words.stands(found, language)
    tone = TONES[found.state["trend"]] if found.state is not None else ""
    result = [Number(words.TITLES["now"][language], trend, r, tone or "ink")]
    for row in words.ahead_of(found)[:MOST_TARGETS]:
        kind = found.counted.kinds[row["target"]]
        heading = label(kind, row["target"], found.ahead.horizons.index(row["horizon"]) + 1)[language]
        result.append(
            Number(
                heading[:1].upper() + heading[1:],
                about(row["median"], language),
                weekly(row, language),
                "ink",
            )
        )
    if most := words.beds(found, language):
        result.append(Number(words.TITLES["beds"][language], most[0], most[1], "ink"))
    return result


def weekly(row: Mapping[str, Any], language: str) -> str:
    ends, day = (
        range_of(row["low_95"], row["high_95"], language),
        lang.day(row["target_end_date"], language, year=False),
    )
    match language:
        case "zh":
            return f"截至{day}的一周（{ends}）"
        case "ru":
            return f"за неделю по {day} ({ends})"
        case "fr":
            return f"la semaine jusqu’au {day} ({ends})"
        case _:
            return f"in the week to {day} ({ends})"
