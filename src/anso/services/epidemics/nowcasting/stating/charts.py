"""The pictures of a nowcast. Each refers to the release's own tables; colours are named."""

from collections.abc import Sequence
from typing import Any

from anso.chart import SHORT_COUNT, table
from anso.services.epidemics.charts import places_map
from anso.services.epidemics.thresholds import TRENDS, UNKNOWN

__all__ = ["completed", "fastest", "reproduction", "trend_map"]

HEIGHT = 280
HIGHEST_R = 3.0
"""Where the axis ends; wider intervals run out of the picture."""
TOOLTIP_FIELDS = (
    "name", "trend", "probability_growing", "r", "r_low_90", "r_high_90", "doubling_days", "halving_days",
    "counts_14_per_100k",
)  # fmt: skip
ON_TOP: dict[str, Any] = {
    "titleAngle": 0,
    "titleAlign": "left",
    "titleAnchor": "end",
    "titleX": 0,
    "titleY": -12,
}
"""An axis' title above it, to be read without turning the head."""
KIND_DASHES = {"cases": [1, 0], "admissions": [9, 3], "deaths": [5, 3], "": [1, 0]}


def trend_map(countries: Sequence[str] | None = None) -> Any:
    """Countries by trend; what is uncertain is paler, what is not known is paper with an outline."""
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
        alt.Tooltip("r:Q", title="R", format=".2f"),
        alt.Tooltip("r_low_90:Q", title="R, 90% interval from", format=".2f"),
        alt.Tooltip("r_high_90:Q", title="R, 90% interval to", format=".2f"),
        alt.Tooltip("doubling_days:Q", title="Days to double", format=".0f"),
        alt.Tooltip("halving_days:Q", title="Days to halve", format=".0f"),
        alt.Tooltip("counts_14_per_100k:Q", title="In 14 days per 100,000", format=",.1f"),
    ]
    rows = alt.LookupData(
        data=table("nowcast", ["location", *TOOLTIP_FIELDS]),
        key="location",
        fields=list(TOOLTIP_FIELDS),
    )
    return places_map(
        lambda shapes: shapes.transform_lookup(lookup="id", from_=rows).transform_filter(
            "isValid(datum.trend)"
        ),
        {"color": colour, "tooltip": tooltip},
        countries,
        # Land without a trend is almost the colour of the paper: an outline keeps it on the map.
        alt.condition(f"datum.trend == '{UNKNOWN}'", alt.value("token:rule"), alt.value("token:border")),
    )


def reproduction(kinds: Sequence[str]) -> Any:
    """One place: R with its bands, as each day's counts told it, and by the other `kinds` of counts there are."""
    import altair as alt

    fields = [
        "date", "kind", "main", "r", "r_low_90", "r_low_50", "r_high_50", "r_high_90", "seen",
    ]  # fmt: skip
    base = alt.Chart(table("reproduction", fields)).encode(
        x=alt.X(
            "date:T",
            timeUnit="utcyearmonthdate",
            title=None,
            axis=alt.Axis(format="%-d %b", tickCount=6, labelOverlap=True),
        )
    )
    main = base.transform_filter("datum.main")
    tooltip = [
        alt.Tooltip("date:T", timeUnit="utcyearmonthdate", title="Day", format="%-d %B %Y"),
        alt.Tooltip("kind:N", title="From"),
        alt.Tooltip("r:Q", title="R", format=".2f"),
        alt.Tooltip("r_low_90:Q", title="R, 90% interval from", format=".2f"),
        alt.Tooltip("r_high_90:Q", title="R, 90% interval to", format=".2f"),
        alt.Tooltip("seen:Q", title="As then told", format=".2f"),
    ]
    axis = alt.Axis(
        **ON_TOP,
        title="Above 1 the epidemic grows; bands: 50% and 90%; dotted: as then told",
        tickCount=6,
    )
    outer = main.mark_area(color="token:band-95", clip=True).encode(
        y=alt.Y("r_low_90:Q", axis=axis, scale=alt.Scale(domain=[0, HIGHEST_R])), y2="r_high_90:Q"
    )
    inner = main.mark_area(color="token:band-50", clip=True).encode(y="r_low_50:Q", y2="r_high_50:Q")
    one = alt.Chart().mark_rule(color="token:ink-2", strokeWidth=1).encode(y=alt.datum(1.0))
    then = main.mark_line(color="token:ink-3", strokeWidth=1.25, strokeDash=[1, 3], clip=True).encode(
        y="seen:Q"
    )
    others = (
        base.transform_filter("!datum.main")
        .mark_line(color="token:climate", strokeWidth=1.5, clip=True)
        .encode(y="r:Q", strokeDash=dashes(kinds), tooltip=tooltip)
    )
    middle = main.mark_line(color="token:health", strokeWidth=2.25, clip=True).encode(
        y="r:Q", strokeDash=dashes(kinds), tooltip=tooltip
    )
    return (outer + inner + one + then + others + middle).properties(height=HEIGHT)


def dashes(kinds: Sequence[str]) -> Any:
    """Solid where a kind of counts leads, dashed for the others; the legend says what each line is told from."""
    import altair as alt

    return alt.StrokeDash(
        "kind:N",
        title=None,
        scale=alt.Scale(domain=list(kinds), range=[KIND_DASHES[kind] for kind in kinds]),
        legend=alt.Legend(symbolType="stroke", symbolStrokeColor="token:ink-2", symbolStrokeWidth=1.75),
    )


def fastest(places: int) -> Any:
    """R with its intervals where the epidemic doubles fastest, the fastest on top."""
    import altair as alt

    fields = ["name", "r", "r_low_50", "r_high_50", "r_low_90", "r_high_90", "doubling_days", "counts_14"]
    base = alt.Chart(table("fastest", fields)).encode(
        y=alt.Y(
            "name:N", title=None, sort=alt.EncodingSortField("doubling_days"), axis=alt.Axis(labelLimit=240)
        )
    )
    tooltip = [
        alt.Tooltip("name:N", title="Country"),
        alt.Tooltip("doubling_days:Q", title="Days to double", format=".0f"),
        alt.Tooltip("r:Q", title="R", format=".2f"),
        alt.Tooltip("r_low_90:Q", title="R, 90% interval from", format=".2f"),
        alt.Tooltip("r_high_90:Q", title="R, 90% interval to", format=".2f"),
        alt.Tooltip("counts_14:Q", title="Counts of two weeks", format=","),
    ]
    x = alt.X(
        "r_low_90:Q",
        title="R with 50% and 90% intervals; the number is days to double",
        axis=alt.Axis(tickCount=6),
        scale=alt.Scale(zero=False, nice=True),
    )
    outer = base.mark_rule(color="token:band-95", strokeWidth=7, strokeCap="round").encode(
        x=x, x2="r_high_90:Q", tooltip=tooltip
    )
    inner = base.mark_rule(color="token:band-50", strokeWidth=7).encode(
        x="r_low_50:Q", x2="r_high_50:Q", tooltip=tooltip
    )
    point = base.mark_point(color="token:health", size=46, opacity=1).encode(x="r:Q", tooltip=tooltip)
    one = alt.Chart().mark_rule(color="token:ink-2", strokeWidth=1).encode(x=alt.datum(1.0))
    days = base.mark_text(align="left", dx=8, color="token:ink-2").encode(
        x="r_high_90:Q", text=alt.Text("doubling_days:Q", format=".0f")
    )
    return (one + outer + inner + point + days).properties(height=max(60, 24 * places))


def completed() -> Any:
    """One place: counts told so far, and what they will probably become."""
    import altair as alt

    fields = ["date", "told", "completed", "completed_low", "completed_high", "main"]
    base = (
        alt.Chart(table("completed", fields))
        .transform_filter("datum.main")
        .encode(
            x=alt.X(
                "date:T",
                timeUnit="utcyearmonthdate",
                bandPosition=0.5,
                title=None,
                axis=alt.Axis(format="%-d %b", labelOverlap=True),
            )
        )
    )
    tooltip = [
        alt.Tooltip("date:T", timeUnit="utcyearmonthdate", title="Day", format="%-d %B %Y"),
        alt.Tooltip("told:Q", title="Told so far", format=",.0f"),
        alt.Tooltip("completed:Q", title="Will probably become", format=",.0f"),
        alt.Tooltip("completed_low:Q", title="90% interval from", format=",.0f"),
        alt.Tooltip("completed_high:Q", title="90% interval to", format=",.0f"),
    ]
    axis = alt.Axis(
        **ON_TOP,
        title="Bars: told so far; dots: expected in the end, with 90% interval",
        tickCount=5,
        tickMinStep=1,
        labelExpr=SHORT_COUNT,
    )
    y = alt.Y("told:Q", axis=axis)
    bars = base.mark_bar(color="token:trend-3", width=9).encode(y=y, tooltip=tooltip)
    rule = base.mark_rule(color="token:band-50", strokeWidth=4).encode(
        y="completed_low:Q", y2="completed_high:Q"
    )
    point = base.mark_point(color="token:health", size=28, filled=True, opacity=1).encode(
        y="completed:Q", tooltip=tooltip
    )
    return (bars + rule + point).properties(height=180)
