"""From the panel to a statement for each country: new and cumulative counts, and rates.

In: the `Panel` of a day and the number of people in each country. Out: one row a country, and the daily curves.
Only what was known on the day of issue goes in. How transmission runs is said by `nowcasting`.
"""

import math
from collections.abc import Mapping
from datetime import timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso import language
from anso.services.epidemics.panel import Change, Panel

__all__ = ["changes_in_words", "curves", "situation"]

Floats = NDArray[np.float64]

DAYS_A_WEEK = 7
TWO_WEEKS = 14
CHANGES_SHOWN_DAYS = 28
"""Corrections older than the two fortnights that are compared move nothing in the table."""


def situation(panel: Panel, people: Mapping[str, int], names: Mapping[str, str]) -> pl.DataFrame:
    """One row a country, sorted by name."""
    cases_14 = panel.known_at(panel.confirmed, 0) - panel.known_at(panel.confirmed, TWO_WEEKS)
    cases_28 = panel.known_at(panel.confirmed, 0) - panel.known_at(panel.confirmed, 2 * TWO_WEEKS)
    deaths_14 = panel.known_at(panel.dead, 0) - panel.known_at(panel.dead, TWO_WEEKS)
    population = np.array([people.get(code, 0) for code in panel.countries], dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        per_100k = np.where(population > 0, cases_14 / population * 1e5, np.nan)
    mean_7 = _mean_7(panel.cases)[np.arange(len(panel.countries)), panel.last]
    words = changes_in_words(panel)
    return pl.DataFrame(
        {
            "country": panel.countries,
            "name": [names.get(code, code) for code in panel.countries],
            "cases_14": _whole(cases_14),
            "cases_14_before": _whole(cases_28 - cases_14),
            "cases_14_per_100k": [_rounded(value) for value in per_100k],
            "mean_7": [_rounded(value) for value in mean_7],
            "deaths_14": _whole(deaths_14),
            "cases": _whole(panel.known_at(panel.confirmed, 0)),
            "deaths": _whole(panel.known_at(panel.dead, 0)),
            "last_report": [panel.dates[column] for column in panel.last],
            "changes": [words[code]["en"] if code in words else "" for code in panel.countries],
        },
        schema_overrides=dict.fromkeys(("cases_14_per_100k", "mean_7"), pl.Float64),
    ).sort("name", "country")


def curves(panel: Panel) -> pl.DataFrame:
    """New cases and deaths a day for every country from its first report."""
    countries, days = panel.cases.shape
    columns = {
        "new_cases": panel.cases,
        "mean_7": _mean_7(panel.cases),
        "new_deaths": panel.deaths,
        "deaths_mean_7": _mean_7(panel.deaths),
    }
    frame = pl.DataFrame(
        {
            "country": np.repeat(np.array(panel.countries), days),
            "date": list(panel.dates) * countries,
            **{name: np.round(values.ravel(), 2) for name, values in columns.items()},
            "late_reports": panel.late.ravel(),
        }
    )
    started = np.arange(days) >= panel.first[:, None]
    return frame.filter(pl.Series(started.ravel())).with_columns(pl.col(list(columns)).fill_nan(None))


def changes_in_words(panel: Panel) -> dict[str, dict[str, str]]:
    """What was done to each country's recent counts, for the table's column."""
    since = panel.dates[-1] - timedelta(days=CHANGES_SHOWN_DAYS)
    changes: dict[str, list[Change]] = {}
    for change in panel.changes:
        if change.day >= since:
            changes.setdefault(change.country, []).append(change)
    return {
        country: language.in_all(
            lambda code, told=told: SEPARATORS[code].join(_in_words(change, code) for change in told)  # type: ignore[misc]
        )
        for country, told in changes.items()
    }


SEPARATORS = {"en": "; ", "zh": "；", "ru": "; ", "fr": "\u00a0; "}


def _in_words(change: Change, code: str) -> str:
    day = language.day(change.day, code, year=False)
    cases = language.number(abs(change.cases), code)
    return CHANGES[change.kind][code].format(day=day, cases=cases)


CHANGES = {
    "correction": {
        "en": "correction of \u2212{cases} on {day} taken off the days before",
        "zh": "{day}订正\u2212{cases}，从此前各天扣除",
        "ru": "поправка \u2212{cases} от {day} вычтена из предыдущих дней",
        "fr": "correction de \u2212{cases} le {day}, retirée des jours précédents",
    },
    "late reports": {
        "en": "{cases} on {day} read as late reports",
        "zh": "{day}的{cases}例视为集中补报",
        "ru": "{cases} за {day} \u2014 запоздалые сообщения",
        "fr": "{cases} le {day}, lus comme des signalements tardifs",
    },
    "gap": {
        "en": "no report on {day}; the next report’s increase is shared",
        "zh": "{day}无报告，下一次报告的增量平分",
        "ru": "{day} сообщения не было, следующий прирост поделён поровну",
        "fr": "pas de signalement le {day}, la hausse suivante est partagée",
    },
}


def _mean_7(values: Floats) -> Floats:
    """Mean of each day and the six before it, over the days that have a count."""
    padded = np.hstack([np.full((len(values), DAYS_A_WEEK - 1), np.nan), values])
    windows = np.lib.stride_tricks.sliding_window_view(padded, DAYS_A_WEEK, axis=1)
    known = np.isfinite(windows).sum(axis=2)
    sums = np.nan_to_num(windows).sum(axis=2)
    mean: Floats = np.where(np.isfinite(values), sums / np.maximum(known, 1), np.nan)
    return mean


def _rounded(value: float) -> float | None:
    """Four significant digits: more would be noise, in the table and in its bytes."""
    return float(f"{value:.4g}") if math.isfinite(value) else None


def _whole(values: Floats) -> list[int]:
    return [round(value) for value in values]
