"""From the panel to a statement for each country: counts, growth, doubling time, trend.

In: the `Panel` of a day and the number of people in each country. Out: one row a country, the daily curves
with the fitted line, and the ranking of the fastest. Only what was known on the day of issue goes in.
"""

import math
from collections.abc import Mapping
from datetime import timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso import language
from anso.services.epidemics.growth import DAYS_A_WEEK, Growth
from anso.services.epidemics.panel import Change, Panel
from anso.services.epidemics.thresholds import (
    GROWTH_WEEKS,
    LEAST_CASES,
    LEAST_DAYS,
    RANKED_CASES,
    RANKED_COUNTRIES,
    SILENT_DAYS,
    TRENDS,
)

__all__ = ["GROWTH_DAYS", "UNKNOWN", "changes_in_words", "curves", "fastest", "situation", "trend_of"]

Floats = NDArray[np.float64]

GROWTH_DAYS = GROWTH_WEEKS * DAYS_A_WEEK
UNKNOWN = "too few cases to say"
TWO_WEEKS = 14
CHANGES_SHOWN_DAYS = 28
"""Corrections older than the two fortnights that are compared move nothing in the table."""


def trend_of(probability: float) -> str:
    """The word for a probability of growth."""
    if math.isnan(probability):
        return UNKNOWN
    return next((trend.slug for trend in TRENDS if probability > trend.above), TRENDS[-1].slug)


def situation(
    panel: Panel, growth: Growth, people: Mapping[str, int], names: Mapping[str, str]
) -> pl.DataFrame:
    """One row a country, sorted by name."""
    cases_14 = panel.known_at(panel.confirmed, 0) - panel.known_at(panel.confirmed, TWO_WEEKS)
    cases_28 = panel.known_at(panel.confirmed, 0) - panel.known_at(panel.confirmed, 2 * TWO_WEEKS)
    deaths_14 = panel.known_at(panel.dead, 0) - panel.known_at(panel.dead, TWO_WEEKS)
    population = np.array([people.get(code, 0) for code in panel.countries], dtype=float)
    tells = _enough(panel)

    def told(values: Floats) -> list[float | None]:
        return [
            _rounded(value) if enough and math.isfinite(value) else None
            for value, enough in zip(values, tells, strict=True)
        ]

    with np.errstate(invalid="ignore", divide="ignore"):
        per_100k = np.where(population > 0, cases_14 / population * 1e5, np.nan)
        doubling = _times(growth.rate, growth.low, growth.high)
        halving = _times(-growth.rate, -growth.high, -growth.low)
    mean_7 = _mean_7(panel.cases)[np.arange(len(panel.countries)), panel.last]
    words = changes_in_words(panel)
    return pl.DataFrame(
        {
            "country": panel.countries,
            "name": [names.get(code, code) for code in panel.countries],
            "trend": [
                trend_of(value if enough else math.nan)
                for value, enough in zip(growth.probability, tells, strict=True)
            ],
            "probability_growing": told(growth.probability),
            "growth_percent": told(np.expm1(growth.rate) * 100),
            "growth_percent_low": told(np.expm1(growth.low) * 100),
            "growth_percent_high": told(np.expm1(growth.high) * 100),
            "doubling_days": told(doubling[0]),
            "doubling_days_low": told(doubling[1]),
            "doubling_days_high": told(doubling[2]),
            "halving_days": told(halving[0]),
            "halving_days_low": told(halving[1]),
            "halving_days_high": told(halving[2]),
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
        schema_overrides={
            **dict.fromkeys(
                (f"{kind}_days{end}" for kind in ("doubling", "halving") for end in ("", "_low", "_high")),
                pl.Float64,
            ),
            **dict.fromkeys(("cases_14_per_100k", "mean_7", "probability_growing"), pl.Float64),
            **dict.fromkeys((f"growth_percent{end}" for end in ("", "_low", "_high")), pl.Float64),
        },
    ).sort("name", "country")


def curves(panel: Panel, growth: Growth) -> pl.DataFrame:
    """New cases and deaths a day for every country from its first report, with the fitted line at the end."""
    countries, days = panel.cases.shape
    enough = _enough(panel)
    lines = {"line": growth.line, "line_low": growth.line_low, "line_high": growth.line_high}
    columns = {
        "new_cases": panel.cases,
        "mean_7": _mean_7(panel.cases),
        "new_deaths": panel.deaths,
        "deaths_mean_7": _mean_7(panel.deaths),
    } | {name: _at_the_end(np.where(enough[:, None], line, np.nan), days) for name, line in lines.items()}
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


def fastest(table: pl.DataFrame) -> pl.DataFrame:
    """Where reported cases double soonest, among countries with enough of them and a sure direction."""
    return (
        table.filter(
            pl.col("doubling_days_high").is_not_null(),
            pl.col("trend") == TRENDS[0].slug,
            pl.col("cases_14") >= RANKED_CASES,
        )
        .sort("doubling_days", "country")
        .head(RANKED_COUNTRIES)
        .select(
            "country",
            "name",
            "doubling_days",
            "doubling_days_low",
            "doubling_days_high",
            "cases_14",
            "cases_14_per_100k",
        )
    )


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
        "en": "{cases} on {day} read as late reports, left out of the growth rate",
        "zh": "{day}的{cases}例视为集中补报，不计入增长率",
        "ru": "{cases} за {day} \u2014 запоздалые сообщения, в темпе роста не учтены",
        "fr": "{cases} le {day}, lus comme des signalements tardifs, hors du taux de croissance",
    },
    "gap": {
        "en": "no report on {day}; the next report’s increase is shared",
        "zh": "{day}无报告，下一次报告的增量平分",
        "ru": "{day} сообщения не было, следующий прирост поделён поровну",
        "fr": "pas de signalement le {day}, la hausse suivante est partagée",
    },
}


def _enough(panel: Panel) -> NDArray[np.bool_]:
    recent = np.nan_to_num(panel.modelled(GROWTH_DAYS))
    silent = (len(panel.dates) - 1 - panel.last) > SILENT_DAYS
    enough: NDArray[np.bool_] = (
        (recent.sum(axis=1) >= LEAST_CASES) & ((recent > 0).sum(axis=1) >= LEAST_DAYS) & ~silent
    )
    return enough


def _times(rate: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats, Floats]:
    """Days to double at a rate, and the fewest and most by its interval; none where that end does not double."""
    return (
        np.where(rate > 0, math.log(2) / rate, np.nan),
        np.where((rate > 0) & (high > 0), math.log(2) / high, np.nan),
        np.where((rate > 0) & (low > 0), math.log(2) / low, np.nan),
    )


def _mean_7(values: Floats) -> Floats:
    """Mean of each day and the six before it, over the days that have a count."""
    padded = np.hstack([np.full((len(values), DAYS_A_WEEK - 1), np.nan), values])
    windows = np.lib.stride_tricks.sliding_window_view(padded, DAYS_A_WEEK, axis=1)
    known = np.isfinite(windows).sum(axis=2)
    sums = np.nan_to_num(windows).sum(axis=2)
    mean: Floats = np.where(np.isfinite(values), sums / np.maximum(known, 1), np.nan)
    return mean


def _at_the_end(values: Floats, days: int) -> Floats:
    if values.shape[1] >= days:
        return values[:, -days:]
    return np.hstack([np.full((len(values), days - values.shape[1]), np.nan), values])


def _rounded(value: float) -> float | None:
    """Four significant digits: more would be noise, in the table and in its bytes."""
    return float(f"{value:.4g}") if math.isfinite(value) else None


def _whole(values: Floats) -> list[int]:
    return [round(value) for value in values]
