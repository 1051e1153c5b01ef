"""The pictures of a situation release. Each refers to the release's own tables; colours are named."""

from collections.abc import Sequence
from typing import Any

from anso.chart import SHORT_COUNT, table, world
from anso.services.epidemics.assess import UNKNOWN
from anso.services.epidemics.thresholds import TRENDS

__all__ = ["curve", "deaths", "ranking", "trend_map"]

MAP_HEIGHT = 372
DOT_RADIUS = 2.6
CURVE_HEIGHT = 260
TOOLTIP_FIELDS = (
    "name",
    "trend",
    "probability_growing",
    "cases_14",
    "cases_14_per_100k",
    "doubling_days",
    "halving_days",
)


def trend_map(countries: Sequence[str] | None = None) -> Any:
    """Countries by trend; with `countries`, the map of these alone. Small states are drawn as dots."""
    import altair as alt

    colour = alt.Color(
        "trend:N",
        title=None,
        scale=alt.Scale(
            domain=[*(trend.slug for trend in TRENDS), UNKNOWN],
            range=[*(f"token:{trend.token}" for trend in TRENDS), "token:nodata"],
        ),
        legend=alt.Legend(columns=3, symbolStrokeColor="token:edge", symbolStrokeWidth=0.5, columnPadding=24),
    )
    tooltip = [
        alt.Tooltip("name:N", title="Country"),
        alt.Tooltip("trend:N", title="Trend"),
        alt.Tooltip("probability_growing:Q", title="Probability of growth", format=".0%"),
        alt.Tooltip("cases_14:Q", title="New cases, 14 days", format=","),
        alt.Tooltip("cases_14_per_100k:Q", title="per 100,000", format=",.1f"),
        alt.Tooltip("doubling_days:Q", title="Days to double", format=".0f"),
        alt.Tooltip("halving_days:Q", title="Days to halve", format=".0f"),
    ]
    rows = alt.LookupData(
        data=table("situation", ["country", *TOOLTIP_FIELDS]), key="country", fields=list(TOOLTIP_FIELDS)
    )
    within = None if countries is None else alt.FieldOneOfPredicate("id", sorted(countries))

    def layer(shapes: Any) -> Any:
        chart = alt.Chart(shapes)
        return chart if within is None else chart.transform_filter(within)

    land = layer(world()).mark_geoshape(fill="token:nodata", stroke="token:rule", strokeWidth=0.5)
    # Land without a trend is almost the colour of the paper: an outline keeps it on the map.
    outline = alt.condition(f"datum.trend == '{UNKNOWN}'", alt.value("token:rule"), alt.value("token:border"))
    filled = (
        layer(world())
        .mark_geoshape(strokeWidth=0.5)
        .transform_lookup(lookup="id", from_=rows)
        .transform_filter("isValid(datum.trend)")
        .encode(color=colour, stroke=outline, tooltip=tooltip)
    )
    small = (
        layer(alt.topo_feature("anso:shapes/world", "small"))
        .mark_geoshape(stroke="token:edge", strokeWidth=0.5)
        .transform_lookup(lookup="id", from_=rows)
        .transform_filter("isValid(datum.trend)")
        .encode(color=colour, tooltip=tooltip)
    )
    return (land + filled + small).properties(height=MAP_HEIGHT).project("equalEarth", pointRadius=DOT_RADIUS)


def curve() -> Any:
    """One country: new cases a day, their 7-day mean, and the fitted growth of the last three weeks."""
    import altair as alt

    rows = table("curves", ["date", "new_cases", "mean_7", "line", "line_low", "line_high", "late_reports"])
    base = alt.Chart(rows).encode(x=_date_axis())
    bars = base.mark_bar(opacity=0.6, binSpacing=0).encode(
        y=_count_axis("new_cases", "Bars: reported; line: 7-day mean"),
        color=alt.condition("datum.late_reports", alt.value("token:moderate"), alt.value("token:trend-3")),
        tooltip=[
            alt.Tooltip("date:T", timeUnit="utcyearmonthdate", title="Day", format="%-d %B %Y"),
            alt.Tooltip("new_cases:Q", title="New cases", format=",.0f"),
            alt.Tooltip("mean_7:Q", title="7-day mean", format=",.0f"),
        ],
    )
    fitted = base.transform_filter("isValid(datum.line)")
    band = fitted.mark_area(color="token:band-50", opacity=0.75, clip=True).encode(
        y="line_low:Q", y2="line_high:Q"
    )
    line = fitted.mark_line(color="token:ink-2", strokeWidth=1, strokeDash=[4, 3]).encode(y="line:Q")
    mean = base.mark_line(color="token:health", strokeWidth=2, clip=True).encode(y="mean_7:Q")
    return (bars + band + line + mean).properties(height=CURVE_HEIGHT)


def deaths() -> Any:
    """One country: deaths a day and their 7-day mean."""
    import altair as alt

    base = alt.Chart(table("curves", ["date", "new_deaths", "deaths_mean_7"])).encode(x=_date_axis())
    bars = base.mark_bar(opacity=0.6, binSpacing=0, color="token:trend-3").encode(
        y=_count_axis("new_deaths", "Bars: reported; line: 7-day mean"),
        tooltip=[
            alt.Tooltip("date:T", timeUnit="utcyearmonthdate", title="Day", format="%-d %B %Y"),
            alt.Tooltip("new_deaths:Q", title="Deaths", format=",.0f"),
            alt.Tooltip("deaths_mean_7:Q", title="7-day mean", format=",.0f"),
        ],
    )
    mean = base.mark_line(color="token:ink", strokeWidth=1.75).encode(y="deaths_mean_7:Q")
    return (bars + mean).properties(height=150)


def ranking(countries: int) -> Any:
    """Days to double with their 95% intervals, the fastest on top."""
    import altair as alt

    base = alt.Chart(
        table("fastest", ["name", "doubling_days", "doubling_days_low", "doubling_days_high", "cases_14"])
    ).encode(
        y=alt.Y(
            "name:N", title=None, sort=alt.EncodingSortField("doubling_days"), axis=alt.Axis(labelLimit=240)
        )
    )
    days = alt.X(
        "doubling_days_low:Q",
        title="Days for reported cases to double, with 95% interval",
        scale=alt.Scale(type="log", nice=False),
        axis=alt.Axis(values=[2, 3, 5, 7, 10, 14, 21, 30, 60, 100, 200], grid=True, format="d"),
    )
    tooltip = [
        alt.Tooltip("name:N", title="Country"),
        alt.Tooltip("doubling_days:Q", title="Days to double", format=".1f"),
        alt.Tooltip("doubling_days_low:Q", title="from", format=".1f"),
        alt.Tooltip("doubling_days_high:Q", title="to", format=".1f"),
        alt.Tooltip("cases_14:Q", title="New cases, 14 days", format=","),
    ]
    interval = base.mark_rule(color="token:band-50", strokeWidth=5, strokeCap="round").encode(
        x=days, x2="doubling_days_high:Q", tooltip=tooltip
    )
    point = base.mark_point(color="token:health", size=46, opacity=1).encode(
        x="doubling_days:Q", tooltip=tooltip
    )
    return (interval + point).properties(height=max(60, 24 * countries))


def _date_axis() -> Any:
    import altair as alt

    # Days are read as UTC, so that no time zone of a reader moves a bar to the day before.
    return alt.X(
        "date:T",
        timeUnit="utcyearmonthdate",
        bandPosition=0.5,
        title=None,
        axis=alt.Axis(format="%-d %b", tickCount="month", labelFlush=False, labelOverlap=True),
    )


def _count_axis(column: str, title: str) -> Any:
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
        tickMinStep=1,
        labelExpr=SHORT_COUNT,
    )
    return alt.Y(f"{column}:Q", axis=axis, scale=alt.Scale(domainMin=0))
