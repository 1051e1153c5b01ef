"""The pictures of a situation release. Each refers to the release's own tables; colours are named."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from anso.chart import SHORT_COUNT, table, world
from anso.services.epidemics.chart_words import rate_words
from anso.services.epidemics.thresholds import RATE_STEPS

__all__ = ["count_axis", "curve", "date_axis", "deaths", "places_map", "rate_map"]

MAP_HEIGHT = 372
DOT_RADIUS = 2.6
CURVE_HEIGHT = 260
RATE_TOKENS = ("band-95", "band-50", "health", "extreme")
TOOLTIP_FIELDS = ("name", "cases_14", "cases_14_per_100k", "deaths_14")


def rate_map(countries: Sequence[str] | None = None) -> Any:
    """Countries by their notification rate; with `countries`, the map of these alone."""
    import altair as alt

    classes = [said["en"] for said in rate_words()]
    steps = " : ".join(
        f"datum.cases_14_per_100k < {step} ? '{name}'"
        for step, name in zip(RATE_STEPS, classes, strict=False)
    )
    colour = alt.Color(
        "rate:N",
        title=None,
        scale=alt.Scale(domain=classes, range=[f"token:{token}" for token in RATE_TOKENS]),
        legend=alt.Legend(columns=4, symbolStrokeColor="token:edge", symbolStrokeWidth=0.5, columnPadding=24),
    )
    tooltip = [
        alt.Tooltip("name:N", title="Country"),
        alt.Tooltip("cases_14:Q", title="New cases, 14 days", format=","),
        alt.Tooltip("cases_14_per_100k:Q", title="per 100,000", format=",.1f"),
        alt.Tooltip("deaths_14:Q", title="Deaths, 14 days", format=","),
    ]
    rows = alt.LookupData(
        data=table("situation", ["country", *TOOLTIP_FIELDS]), key="country", fields=list(TOOLTIP_FIELDS)
    )
    return places_map(
        lambda shapes: (
            shapes.transform_lookup(lookup="id", from_=rows)
            .transform_filter("isValid(datum.cases_14_per_100k)")
            .transform_calculate(rate=f"{steps} : '{classes[-1]}'")
        ),
        {"color": colour, "tooltip": tooltip},
        countries,
    )


def places_map(
    joined: Callable[[Any], Any],
    encoding: Mapping[str, Any],
    countries: Sequence[str] | None = None,
    outline: Any = None,
) -> Any:
    """The world, or `countries` alone, with small states as dots: `joined` puts a table's rows to the shapes."""
    import altair as alt

    within = None if countries is None else alt.FieldOneOfPredicate("id", sorted(countries))

    def layer(shapes: Any, **mark: Any) -> Any:
        chart = alt.Chart(shapes).mark_geoshape(strokeWidth=0.5, **mark)
        return chart if within is None else chart.transform_filter(within)

    land = layer(world(), fill="token:nodata", stroke="token:rule")
    filled = joined(layer(world())).encode(**encoding, stroke=outline or alt.value("token:border"))
    dots = alt.topo_feature("anso:shapes/world", "small")
    small = joined(layer(dots, stroke="token:edge")).encode(**encoding)
    return (land + filled + small).properties(height=MAP_HEIGHT).project("equalEarth", pointRadius=DOT_RADIUS)


def curve() -> Any:
    """One country: new cases a day, batches of late reports marked, and their 7-day mean."""
    import altair as alt

    base = alt.Chart(table("curves", ["date", "new_cases", "mean_7", "late_reports"])).encode(x=date_axis())
    bars = base.mark_bar(opacity=0.6, binSpacing=0).encode(
        y=count_axis("new_cases", "Bars: reported; line: 7-day mean"),
        color=alt.condition("datum.late_reports", alt.value("token:moderate"), alt.value("token:trend-3")),
        tooltip=[
            alt.Tooltip("date:T", timeUnit="utcyearmonthdate", title="Day", format="%-d %B %Y"),
            alt.Tooltip("new_cases:Q", title="New cases", format=",.0f"),
            alt.Tooltip("mean_7:Q", title="7-day mean", format=",.0f"),
        ],
    )
    mean = base.mark_line(color="token:health", strokeWidth=2, clip=True).encode(y="mean_7:Q")
    return (bars + mean).properties(height=CURVE_HEIGHT)


def deaths() -> Any:
    """One country: deaths a day and their 7-day mean."""
    import altair as alt

    base = alt.Chart(table("curves", ["date", "new_deaths", "deaths_mean_7"])).encode(x=date_axis())
    bars = base.mark_bar(opacity=0.6, binSpacing=0, color="token:trend-3").encode(
        y=count_axis("new_deaths", "Bars: reported; line: 7-day mean"),
        tooltip=[
            alt.Tooltip("date:T", timeUnit="utcyearmonthdate", title="Day", format="%-d %B %Y"),
            alt.Tooltip("new_deaths:Q", title="Deaths", format=",.0f"),
            alt.Tooltip("deaths_mean_7:Q", title="7-day mean", format=",.0f"),
        ],
    )
    mean = base.mark_line(color="token:ink", strokeWidth=1.75).encode(y="deaths_mean_7:Q")
    return (bars + mean).properties(height=150)


def date_axis() -> Any:
    import altair as alt

    # Days are read as UTC, so that no time zone of a reader moves a bar to the day before.
    return alt.X(
        "date:T",
        timeUnit="utcyearmonthdate",
        bandPosition=0.5,
        title=None,
        axis=alt.Axis(format="%-d %b", tickCount="month", labelFlush=False, labelOverlap=True),
    )


def count_axis(column: str, title: str) -> Any:
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
