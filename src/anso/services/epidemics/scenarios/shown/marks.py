"""What the pictures share: the label that they are no forecast, colours, axes, tooltips."""

from datetime import date
from typing import Any

from anso.chart import SHORT_COUNT
from anso.services.epidemics.scenarios.shown.said import NOT_A_FORECAST

__all__ = ["COLOURS", "counts", "days", "note", "start", "tooltips"]

COLOURS = ("climate", "health", "food", "alliance", "moderate", "edge")
"""Of the scenarios in their order, as tokens."""


def note(said: str = NOT_A_FORECAST["en"]) -> Any:
    import altair as alt

    return alt.TitleParams(
        said, anchor="start", color="token:ink-3", fontSize=12, fontWeight="normal", offset=14
    )


def start(begins: date) -> Any:
    """Where counting ends and assuming begins."""
    import altair as alt

    rows = alt.InlineData(values=[{"day": begins.isoformat()}])
    return (
        alt.Chart(rows)
        .mark_rule(color="token:edge", strokeDash=[3, 3])
        .encode(x=alt.X("day:T", timeUnit="utcyearmonthdate"))
    )


def days() -> Any:
    import altair as alt

    return alt.X(
        "target_end_date:T",
        timeUnit="utcyearmonthdate",
        title=None,
        axis=alt.Axis(format="%b %Y", labelFlush=False, labelOverlap=True, tickCount=8),
    )


def counts(column: str) -> Any:
    import altair as alt

    return alt.Y(
        f"{column}:Q",
        scale=alt.Scale(domainMin=0),
        axis=alt.Axis(title=None, tickCount=3, labelExpr=SHORT_COUNT),
    )


def tooltips(*, bands: bool) -> list[Any]:
    import altair as alt

    day = alt.Tooltip("target_end_date:T", timeUnit="utcyearmonthdate", title="Week to", format="%-d %B %Y")
    if not bands:
        return [day, alt.Tooltip("observed:Q", title="Counted", format=",.0f")]
    return [
        day,
        alt.Tooltip("scenario:N", title="Scenario"),
        alt.Tooltip("median:Q", title="Median", format=",.0f"),
        alt.Tooltip("low_80:Q", title="80% from", format=",.0f"),
        alt.Tooltip("high_80:Q", title="80% to", format=",.0f"),
    ]
