"""The pictures of a scenario release; each says inside that it is no forecast, and what is assumed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from anso.chart import SHORT_COUNT, table, world
from anso.services.epidemics.scenarios.assumed import Scenario
from anso.services.epidemics.scenarios.shown.said import NOT_A_FORECAST, level_titles

__all__ = ["CHANGES", "COLOURS", "comparison", "difference_map", "panels", "together"]

COLOURS = ("climate", "health", "food", "alliance", "moderate", "edge")
PANEL_HEIGHT, TOGETHER_HEIGHT, MAP_HEIGHT = 112, 250, 372
DOT_RADIUS = 2.6
ROW = 20
PALE = 0.38
COURSE = ("target_end_date", "scenario", "observed", "low_80", "low_50", "median", "high_50", "high_80")

CHANGES = (
    ("half or less", "trend-5", -50.0),
    ("a quarter to a half less", "trend-4", -25.0),
    ("less than a quarter either way", "trend-3", 25.0),
    ("a quarter to twice more", "trend-2", 100.0),
    ("more than twice", "trend-1", float("inf")),
)
"""Classes of the difference to scenario A, in percent up to the number."""
SURE = ("the 90% interval is on one side of none", "it could go either way")


def panels(kind: str, scenarios: Sequence[Scenario], begins: date) -> Any:
    """One place: a panel a scenario on the same scale, median with 50% and 80% bands, counted weeks before."""
    import altair as alt

    rows = table("courses", COURSE, kind=kind)
    views = []
    for scenario, colour in zip(scenarios, COLOURS, strict=False):
        base = alt.Chart(rows).transform_filter(
            f"datum.scenario == '' || datum.scenario == '{scenario.letter}'"
        )
        ahead = base.transform_filter("isValid(datum.median)")
        x = days()
        outer = ahead.mark_area(color=f"token:{colour}", opacity=0.18).encode(
            x=x, y=counts("low_80"), y2="high_80:Q"
        )
        inner = ahead.mark_area(color=f"token:{colour}", opacity=0.3).encode(
            x=x, y="low_50:Q", y2="high_50:Q"
        )
        line = ahead.mark_line(color=f"token:{colour}").encode(
            x=x, y="median:Q", tooltip=tooltips(bands=True)
        )
        told = (
            base.transform_filter("isValid(datum.observed)")
            .mark_line(color="token:ink-2", strokeWidth=1.25, point={"size": 14, "color": "token:ink-2"})
            .encode(x=x, y="observed:Q", tooltip=tooltips(bands=False))
        )
        title = alt.TitleParams(
            f"{scenario.letter}: {level_titles(scenario, 'en')}",
            anchor="start",
            color="token:ink-2",
            fontSize=13,
            fontWeight=600,
            offset=6,
        )
        views.append(
            (outer + inner + line + told + start(begins)).properties(height=PANEL_HEIGHT, title=title)
        )
    note = alt.TitleParams(
        NOT_A_FORECAST["en"], anchor="start", color="token:ink-3", fontSize=12, fontWeight="normal", offset=10
    )
    return alt.vconcat(*views, spacing=14, title=note).resolve_scale(y="shared", x="shared")


def together(kind: str, letters: Sequence[str], begins: date) -> Any:
    """One place: the medians of all scenarios on one another, with 50% bands."""
    import altair as alt

    base = alt.Chart(table("courses", COURSE, kind=kind))
    ahead = base.transform_filter("isValid(datum.median)")
    colour = alt.Color(
        "scenario:N",
        title="Scenario",
        legend=alt.Legend(symbolOpacity=1),
        scale=alt.Scale(domain=list(letters), range=[f"token:{name}" for name in COLOURS[: len(letters)]]),
    )
    band = ahead.mark_area(opacity=0.14).encode(x=days(), y=counts("low_50"), y2="high_50:Q", color=colour)
    line = ahead.mark_line(strokeWidth=2).encode(
        x=days(), y="median:Q", color=colour, tooltip=tooltips(bands=True)
    )
    told = (
        base.transform_filter("isValid(datum.observed)")
        .mark_line(color="token:ink-2", strokeWidth=1.25, point={"size": 14, "color": "token:ink-2"})
        .encode(x=days(), y="observed:Q", tooltip=tooltips(bands=False))
    )
    return (band + line + told + start(begins)).properties(height=TOGETHER_HEIGHT, title=note())


def comparison(kind: str, letters: Sequence[str], places: Sequence[str]) -> Any:
    """Each place's difference to scenario A in percent, a mark a scenario with its 90% interval."""
    import altair as alt

    columns = ["location", "name", "kind", "scenario", *(f"percent{end}" for end in ("", "_low", "_high"))]
    base = (
        alt.Chart(table("comparison", columns, kind=kind))
        .transform_filter(f"datum.scenario != '{letters[0]}'")
        .transform_filter(alt.FieldOneOfPredicate("location", list(places)))
        .encode(
            y=alt.Y("name:N", title=None, sort=None, axis=alt.Axis(labelLimit=200)),
            yOffset=alt.YOffset("scenario:N", sort=list(letters[1:])),
            color=alt.Color(
                "scenario:N",
                title="Scenario",
                legend=alt.Legend(symbolOpacity=1),
                scale=alt.Scale(
                    domain=list(letters[1:]), range=[f"token:{name}" for name in COLOURS[1 : len(letters)]]
                ),
            ),
        )
    )
    scale = alt.Scale(type="symlog", constant=50)
    axis = alt.Axis(
        title="Difference to scenario A over the whole time, %",
        values=[-100, -75, -50, -25, 0, 50, 100, 200, 500, 1000, 5000],
        format="+,d",
        grid=True,
        labelOverlap=True,
    )
    shown = [
        alt.Tooltip("name:N", title="Place"),
        alt.Tooltip("scenario:N", title="Scenario"),
        alt.Tooltip("percent:Q", title="Difference to A, %", format="+,.0f"),
        alt.Tooltip("percent_low:Q", title="90% from", format="+,.0f"),
        alt.Tooltip("percent_high:Q", title="90% to", format="+,.0f"),
    ]
    interval = base.mark_rule(strokeWidth=3, opacity=0.45, strokeCap="round").encode(
        x=alt.X("percent_low:Q", scale=scale, axis=axis), x2="percent_high:Q", tooltip=shown
    )
    point = base.mark_point(size=36, opacity=1).encode(x=alt.X("percent:Q", scale=scale), tooltip=shown)
    none = (
        alt.Chart(alt.InlineData(values=[{"percent": 0}]))
        .mark_rule(color="token:edge")
        .encode(x=alt.X("percent:Q", scale=scale))
    )
    height = ROW * max(len(places), 2) * max(len(letters) - 1, 2) // 2
    return (none + interval + point).properties(height=height, title=note())


def difference_map(kind: str, letter: str, countries: Sequence[str] | None = None) -> Any:
    """Countries by how far one scenario differs from A; pale where the interval holds no difference."""
    import altair as alt

    fields = ["name", "percent", "percent_low", "percent_high"]
    source = table("comparison", ["location", *fields], kind=kind, scenario=letter)
    rows = alt.LookupData(data=source, key="location", fields=fields)
    within = None if countries is None else alt.FieldOneOfPredicate("id", sorted(countries))
    steps = "".join(f"datum.percent <= {end:g} ? '{word}' : " for word, _, end in CHANGES[:-1])
    colour = alt.Color(
        "difference:N",
        title=None,
        scale=alt.Scale(
            domain=[word for word, _, _ in CHANGES], range=[f"token:{token}" for _, token, _ in CHANGES]
        ),
        legend=alt.Legend(
            columns=2, symbolStrokeColor="token:edge", symbolStrokeWidth=0.5, labelLimit=320, columnPadding=24
        ),
    )
    opacity = alt.Opacity(
        "sure:O",
        title=None,
        scale=alt.Scale(domain=list(SURE), range=[1.0, PALE]),
        legend=alt.Legend(symbolFillColor="token:ink-2", columns=2, labelLimit=320, columnPadding=24),
    )
    shown = [
        alt.Tooltip("name:N", title="Place"),
        alt.Tooltip("percent:Q", title="Difference to A, %", format="+,.0f"),
        alt.Tooltip("percent_low:Q", title="90% from", format="+,.0f"),
        alt.Tooltip("percent_high:Q", title="90% to", format="+,.0f"),
    ]

    def layer(shapes: Any) -> Any:
        chart = alt.Chart(shapes)
        return chart if within is None else chart.transform_filter(within)

    def filled(shapes: Any) -> Any:
        return (
            layer(shapes)
            .mark_geoshape(stroke="token:edge", strokeWidth=0.5)
            .transform_lookup(lookup="id", from_=rows)
            .transform_filter("isValid(datum.percent)")
            .transform_calculate(
                difference=f"{steps}'{CHANGES[-1][0]}'",
                sure=f"datum.percent_low > 0 || datum.percent_high < 0 ? '{SURE[0]}' : '{SURE[1]}'",
            )
            .encode(color=colour, opacity=opacity, tooltip=shown)
        )

    land = layer(world()).mark_geoshape(fill="token:nodata", stroke="token:rule", strokeWidth=0.5)
    small = alt.topo_feature("anso:shapes/world", "small")
    drawn = (land + filled(world()) + filled(small)).properties(height=MAP_HEIGHT, title=note())
    return drawn.project("equalEarth", pointRadius=DOT_RADIUS)


def note() -> Any:
    import altair as alt

    return alt.TitleParams(
        NOT_A_FORECAST["en"], anchor="start", color="token:ink-3", fontSize=12, fontWeight="normal", offset=14
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
