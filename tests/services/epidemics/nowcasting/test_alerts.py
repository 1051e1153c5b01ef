"""Which growth is worth a warning."""

from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from anso.services.epidemics.nowcasting.stating.alerts import alerts, serious
from anso.services.epidemics.thresholds import ALERT

NAMES = {"PK": {"en": "Pakistan", "zh": "巴基斯坦", "ru": "Пакистан", "fr": "Pakistan"}}


def rows(*given: dict[str, Any]) -> pl.DataFrame:
    usual = {
        "location": "PK",
        "kind": "cases",
        "probability_growing": 0.97,
        "r": 1.45,
        "r_low_90": 1.07,
        "r_high_90": 1.91,
        "doubling_days": 9.1,
        "doubling_days_low": 5.1,
        # The slow end of the 50% interval: 5.5% a day, doubling in 12.9 days.
        "growth_percent_low_50": 5.5,
        "counts_14": 47322.0,
        "counts_14_per_100k": 20.1,
    }
    return pl.DataFrame(
        [usual | row for row in given], schema_overrides={"growth_percent_low_50": pl.Float64}
    )


def test_each_condition_of_the_rule_is_needed() -> None:
    held = rows(
        {"location": "AA"},
        {"location": "BB", "probability_growing": 0.90},
        {"location": "CC", "growth_percent_low_50": 2.4},  # doubling in 29.2 days
        {"location": "DD", "growth_percent_low_50": -0.1},
        {"location": "EE", "counts_14_per_100k": 19.9},
        {"location": "FF", "counts_14": 999.0},
        {"location": "GG", "kind": "deaths"},
        {"location": "HH", "growth_percent_low_50": 2.6},  # 27.0 days
    )
    assert sorted(serious(held)["location"]) == ["AA", "HH"]


def test_most_expected_cases_come_first_and_the_number_is_limited() -> None:
    many = [{"location": f"C{n}", "counts_14": 1000.0 + n} for n in range(ALERT.most + 2)]
    slow = {"location": "SL", "counts_14": 5000.0, "doubling_days": 28.0}
    fast = {"location": "FA", "counts_14": 5000.0, "doubling_days": 7.0}
    first = serious(rows(*many, slow, fast))["location"].to_list()
    assert first[:3] == ["FA", "SL", f"C{ALERT.most + 1}"]
    assert len(first) == ALERT.most


def test_alert_says_what_where_until_when() -> None:
    (alert,) = alerts(rows({}), date(2020, 6, 8), NAMES)
    assert (alert.severity, alert.urgency, alert.certainty, alert.category, alert.places) == (
        "severe",
        "expected",
        "likely",
        "Health",
        ("PK",),
    )
    assert (alert.onset, alert.expires) == (
        datetime(2020, 6, 8, tzinfo=UTC),
        datetime(2020, 6, 22, tzinfo=UTC),
    )
    assert alert.headline == {
        "en": "Pakistan: epidemic growing (probability 97%), doubling in about 9 days, R 1.4 (1.1 to 1.9)",
        "zh": "巴基斯坦：疫情正在上升（概率97%），约9天倍增，R 1.4（1.1至1.9）",
        "ru": "Пакистан: эпидемия растёт с вероятностью 97\u00a0%, удвоение примерно за 9 дней, R 1,4 (1,1–1,9)",
        "fr": "Pakistan\u00a0: épidémie en hausse (probabilité 97\u202f%), doublement en 9 jours environ, R 1,4 (1,1 à 1,9)",
    }
    assert alert.description["en"] == (
        "47,322 new cases reported in the last two whole weeks, 20 per 100,000 people. If transmission goes on as now, "
        "there will be more; the 90% interval of the doubling time begins at 5 days. In brackets, the 90% interval of R."
    )


def test_severity_follows_the_slow_end_of_the_pace_and_the_rate() -> None:
    held = rows(
        {"growth_percent_low_50": 10.5, "counts_14_per_100k": 60.0},  # 6.9 days
        {"growth_percent_low_50": 10.5, "counts_14_per_100k": 59.0},
        {"growth_percent_low_50": 5.0},  # 14.2 days
    )
    assert sorted(alert.severity for alert in alerts(held, date(2020, 6, 8), NAMES)) == [
        "extreme",
        "moderate",
        "severe",
    ]
