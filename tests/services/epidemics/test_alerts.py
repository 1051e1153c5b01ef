"""Which growth is worth a warning."""

from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from anso.services.epidemics.alerts import alerts, serious
from anso.services.epidemics.thresholds import ALERT

NAMES = {"PK": {"en": "Pakistan", "zh": "巴基斯坦", "ru": "Пакистан", "fr": "Pakistan"}}


def situation(*rows: dict[str, Any]) -> pl.DataFrame:
    usual = {
        "country": "PK",
        "doubling_days": 11.4,
        "doubling_days_low": 7.4,
        "doubling_days_high": 24.1,
        "cases_14": 47322,
        "cases_14_per_100k": 20.1,
    }
    return pl.DataFrame([usual | row for row in rows], schema_overrides={"doubling_days_high": pl.Float64})


def test_each_condition_of_the_rule_is_needed() -> None:
    held = situation(
        {"country": "AA"},
        {"country": "BB", "doubling_days": 28.1},
        {"country": "CC", "doubling_days_high": 60.5},
        {"country": "DD", "doubling_days_high": None},
        {"country": "EE", "cases_14_per_100k": 19.9},
        {"country": "FF", "cases_14": 999},
    )
    assert serious(held)["country"].to_list() == ["AA"]


def test_most_expected_cases_come_first_and_the_number_is_limited() -> None:
    rows = [{"country": f"C{n}", "cases_14": 1000 + n} for n in range(ALERT.most + 2)]
    slow = {"country": "SL", "cases_14": 5000, "doubling_days": 28.0}
    fast = {"country": "FA", "cases_14": 5000, "doubling_days": 7.0}
    first = serious(situation(*rows, slow, fast))["country"].to_list()
    assert first[:3] == ["FA", "SL", f"C{ALERT.most + 1}"]
    assert len(first) == ALERT.most


def test_alert_says_what_where_until_when() -> None:
    (alert,) = alerts(situation({}), date(2020, 6, 8), NAMES)
    assert (alert.severity, alert.urgency, alert.certainty, alert.category) == (
        "severe",
        "expected",
        "likely",
        "Health",
    )
    assert alert.places == ("PK",)
    assert alert.onset == datetime(2020, 6, 8, tzinfo=UTC)
    assert alert.expires == datetime(2020, 6, 22, tzinfo=UTC)
    assert alert.headline == {
        "en": "Pakistan: cases double in about 11 days",
        "zh": "巴基斯坦：报告病例约每11天加倍",
        "ru": "Пакистан: число случаев удваивается примерно за 11 дней",
        "fr": "Pakistan\u00a0: les cas doublent en 11 jours environ",
    }
    assert alert.description["en"] == (
        "47,322 new cases reported in 14 days, 20 per 100,000 people. "
        "At the present pace they double in 7 to 24 days (95% interval)."
    )


def test_severity_follows_the_pace_and_the_rate() -> None:
    rows = situation(
        {"doubling_days": 6.9, "cases_14_per_100k": 60.0},
        {"doubling_days": 6.9, "cases_14_per_100k": 59.0},
        {"doubling_days": 14.1},
    )
    assert sorted(alert.severity for alert in alerts(rows, date(2020, 6, 8), NAMES)) == [
        "extreme",
        "moderate",
        "severe",
    ]
