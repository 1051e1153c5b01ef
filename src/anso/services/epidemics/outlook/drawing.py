"""Marks and axes that several charts of forecasts share."""

from typing import Any

from anso.chart import SHORT_COUNT

__all__ = ["COURSE_HEIGHT", "bands", "count_axis", "days", "tooltip_day"]

COURSE_HEIGHT = 280


def days(column: str = "target_end_date") -> Any:
    """An axis of days, read as UTC, so that no time zone of a reader moves a week."""
    import altair as alt

    return alt.X(
        f"{column}:T",
        scale=alt.Scale(type="utc"),
        title=None,
        axis=alt.Axis(format="%-d %b", labelFlush=False, labelOverlap=True, tickCount=8),
    )


def count_axis(column: str, title: str, labels: str = SHORT_COUNT) -> Any:
    """The title stands on top of the axis, to be read without turning the head."""
    import altair as alt

    axis = alt.Axis(
        title=title,
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        titleX=0,
        titleY=-12,
        tickCount=5,
        labelExpr=labels,
    )
    return alt.Y(f"{column}:Q", axis=axis, scale=alt.Scale(domainMin=0))


def tooltip_day() -> Any:
    import altair as alt

    return alt.Tooltip("target_end_date:T", timeUnit="utcyearmonthdate", title="Week to", format="%-d %B %Y")


def bands(base: Any, low: str, high: str, token: str, opacity: float, *, single: bool) -> Any:
    """An area between two columns; with a single week, which has no width, a bar."""
    mark = (
        base.mark_bar(color=token, opacity=opacity, width=14)
        if single
        else base.mark_area(color=token, opacity=opacity, clip=True)
    )
    return mark.encode(y=f"{low}:Q", y2=f"{high}:Q")
