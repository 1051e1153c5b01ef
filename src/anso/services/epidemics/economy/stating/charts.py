"""The pictures of an economy release. Each refers to the release's own tables; colours are named."""

from typing import Any

from anso.chart import table, world
from anso.services.epidemics.economy.results import STEPS

__all__ = ["LOST", "ROW", "course", "heat", "loss_map", "partners"]

MAP_HEIGHT = 372
DOT_RADIUS = 2.6
ROW = 24
COURSE_HEIGHT = 220
FILL = "token:health"
NAMES = 260
"""Pixels for the name of a country at the head of its column: the longest in any language."""
STRONGEST, FAINTEST = 1.0, 0.06
"""Opacities of the first and the last step; those between are evenly spaced, and stand out on light and dark alike."""
LOST = "% of a year’s value added"


def loss_map() -> Any:
    """Countries by the share of a year's value added that they lose; small states as dots."""
    import altair as alt

    fields = ["name", "step", "lost_percent", "lost_percent_low", "lost_percent_high"]
    rows = alt.LookupData(data=table("countries", ["country", *fields]), key="country", fields=fields)
    tooltip = [alt.Tooltip("name:N", title="Country"), *_range()]

    def layer(shapes: Any) -> Any:
        return (
            alt.Chart(shapes)
            .transform_lookup(lookup="id", from_=rows)
            .transform_filter("isValid(datum.step)")
            .encode(opacity=_strength(), tooltip=tooltip)
        )

    land = alt.Chart(world()).mark_geoshape(fill="token:nodata", stroke="token:rule", strokeWidth=0.5)
    filled = layer(world()).mark_geoshape(fill=FILL, stroke="token:rule", strokeWidth=0.5)
    small = layer(alt.topo_feature("anso:shapes/world", "small")).mark_geoshape(
        fill=FILL, stroke="token:edge", strokeWidth=0.5
    )
    return (land + filled + small).properties(height=MAP_HEIGHT).project("equalEarth", pointRadius=DOT_RADIUS)


def partners(count: int) -> Any:
    """Those not struck that lose the largest share, with the range between the sets of assumptions."""
    import altair as alt

    rows = table("partners", ["name", "lost_percent", "lost_percent_low", "lost_percent_high"])
    base = alt.Chart(rows).encode(
        y=alt.Y(
            "name:N",
            title=None,
            sort=alt.EncodingSortField("lost_percent", order="descending"),
            axis=alt.Axis(labelLimit=200),
        )
    )
    bar = base.mark_bar(color="token:band-50", height=alt.RelativeBandSize(0.62)).encode(
        x=alt.X(
            "lost_percent:Q",
            title=LOST,
            scale=alt.Scale(domainMin=0),
            axis=alt.Axis(format="~g", tickCount=5),
        ),
        tooltip=[alt.Tooltip("name:N", title="Country"), *_range()],
    )
    span = base.mark_rule(color="token:ink-2", strokeWidth=1.5).encode(
        x=alt.X("lost_percent_low:Q", title=LOST), x2="lost_percent_high:Q"
    )
    return (bar + span).properties(height=max(60, ROW * count))


def heat(countries: int) -> Any:
    """Groups of industries by country, by the share of their own year's value added that is lost."""
    import altair as alt

    shown = table("heat", ["name", "sector", "lost_percent", "step"])
    return (
        alt.Chart(shown)
        .mark_rect(fill=FILL, stroke="token:paper", strokeWidth=1)
        .encode(
            x=alt.X(
                "name:N", title=None, sort=None, axis=alt.Axis(labelAngle=-50, labelLimit=NAMES, orient="top")
            ),
            y=alt.Y("sector:N", title=None, sort=None, axis=alt.Axis(labelLimit=190)),
            opacity=_strength(),
            tooltip=[
                alt.Tooltip("name:N", title="Country"),
                alt.Tooltip("sector:N", title="Industries"),
                alt.Tooltip("lost_percent:Q", title=LOST, format=".3~g"),
            ],
        )
        .properties(height=ROW * max(11, min(countries, 14)))
    )


def course(part: str) -> Any:
    """Week by week: what is not made, with the range between assumptions and what the shock takes directly."""
    import altair as alt

    columns = ["week", "lost_percent", "lost_percent_low", "lost_percent_high", "direct_percent"]
    base = alt.Chart(table("course", columns, part=part)).encode(
        x=alt.X(
            "week:Q", title="Week", scale=alt.Scale(nice=False), axis=alt.Axis(format="d", tickMinStep=1)
        ),
        tooltip=[
            alt.Tooltip("week:Q", title="Week"),
            *_range(),
            alt.Tooltip("direct_percent:Q", title="Directly", format=".3~g"),
        ],
    )
    axis = alt.Axis(
        title="% of usual value added not made; dashed: directly",
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        titleX=0,
        titleY=-12,
        tickCount=5,
        format="~g",
    )
    band = base.mark_area(color="token:band-50", opacity=0.6).encode(
        y=alt.Y("lost_percent_low:Q", axis=axis, scale=alt.Scale(domainMin=0)), y2="lost_percent_high:Q"
    )
    line = base.mark_line(color="token:health", strokeWidth=2).encode(y="lost_percent:Q")
    direct = base.mark_line(color="token:ink-2", strokeWidth=1.25, strokeDash=[4, 3]).encode(
        y="direct_percent:Q"
    )
    return (band + line + direct).properties(height=COURSE_HEIGHT)


def _strength() -> Any:
    import altair as alt

    return alt.Opacity(
        "step:O",
        title=LOST,
        sort=None,
        scale=alt.Scale(domain=[entry.slug for entry in STEPS], range=[STRONGEST, FAINTEST]),
        legend=alt.Legend(
            columns=3,
            symbolFillColor=FILL,
            symbolStrokeColor="token:edge",
            symbolStrokeWidth=0.5,
            columnPadding=20,
            titleLimit=320,
        ),
    )


def _range() -> list[Any]:
    import altair as alt

    return [
        alt.Tooltip("lost_percent:Q", title="Lost, %", format=".3~g"),
        alt.Tooltip("lost_percent_low:Q", title="from", format=".3~g"),
        alt.Tooltip("lost_percent_high:Q", title="to", format=".3~g"),
    ]
