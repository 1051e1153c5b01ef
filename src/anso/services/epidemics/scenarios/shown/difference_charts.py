"""How far scenarios differ from the first: by place with intervals, and on a map."""

from collections.abc import Sequence
from typing import Any

from anso.chart import table, world
from anso.services.epidemics.scenarios.shown.marks import COLOURS, note

__all__ = ["CHANGES", "PALE_MEANS", "comparison", "difference_map"]

MAP_HEIGHT = 372
DOT_RADIUS = 2.6
ROW = 20
PALE = 0.38

CHANGES = (
    ("half or less", "trend-5", -50.0),
    ("a quarter to a half less", "trend-4", -25.0),
    ("less than a quarter either way", "trend-3", 25.0),
    ("a quarter to twice more", "trend-2", 100.0),
    ("more than twice", "trend-1", float("inf")),
)
"""Classes of the difference to scenario A, in percent up to the number."""
SURE = ("sure", "unsure")
"""Of the sign of the difference: whether its 90% interval lies on one side of none."""
PALE_MEANS = "Scenarios, not a forecast; pale: could go either way"
"""A second legend would not fit beside the first on a phone."""


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
                legend=alt.Legend(symbolOpacity=1, columns=1, labelLimit=340),
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
        labelExpr="datum.value == 0 ? '0' : format(datum.value, '+,d')",
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
        legend=None,
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
    drawn = (land + filled(world()) + filled(small)).properties(height=MAP_HEIGHT, title=note(PALE_MEANS))
    return drawn.project("equalEarth", pointRadius=DOT_RADIUS)
