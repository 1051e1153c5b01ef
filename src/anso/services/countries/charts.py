"""The pictures of a profile. Each refers to the release's own tables; colours are named."""

from typing import Any

from anso.chart import LARGE_COUNT, provinces, table, world

__all__ = ["ages", "country_map", "population"]

MAP_HEIGHT = 420
WIDE_PX, NARROW_PX = 760, 360
"""Widths that names are placed for: a page, and a phone."""


def country_map(country: str, lon: float, lat: float, number_of_provinces: int) -> Any:
    """Provinces, with as many names as fit, in an equal-area projection centred on the country."""
    import altair as alt

    if number_of_provinces:
        shapes = (
            alt.Chart(provinces(country))
            .mark_geoshape(fill="token:land", stroke="token:edge", strokeWidth=0.7)
            .encode(tooltip=[alt.Tooltip("properties.name:N", title="Province")])
        )
    else:
        shapes = (
            alt.Chart(world())
            .transform_filter(alt.FieldEqualPredicate("id", country))
            .mark_geoshape(fill="token:land", stroke="token:edge", strokeWidth=0.7)
        )
    layers = [shapes]
    if number_of_provinces > 1:
        shown = f"width >= {WIDE_PX * 0.8} ? datum.shown_wide : datum.shown_narrow"
        layers.append(
            alt.Chart(table("provinces", ["name", "lon", "lat", "shown_wide", "shown_narrow"]))
            .mark_text(color="token:ink-2", fontSize=12)
            .encode(
                longitude="lon:Q",
                latitude="lat:Q",
                text="name:N",
                opacity=alt.condition(shown, alt.value(1), alt.value(0)),
            )
        )
    return (
        alt.layer(*layers)
        .properties(height=MAP_HEIGHT)
        .project("azimuthalEqualArea", rotate=[round(-lon, 1), round(-lat, 1), 0])
    )


def population(year: int) -> Any:
    """Estimates as a full line, projections as a broken one, the year of the profile marked."""
    import altair as alt

    base = alt.Chart(table("population", ["year", "people", "kind"])).encode(
        x=alt.X(
            "year:Q",
            title=None,
            scale=alt.Scale(nice=False),
            axis=alt.Axis(format="d", values=[1950, 1975, 2000, 2025, 2050, 2075, 2100]),
        ),
        y=alt.Y(
            "people:Q",
            scale=alt.Scale(zero=True),
            axis=alt.Axis(
                title="People (broken line: projection, medium variant)",
                titleAngle=0,
                titleAlign="left",
                titleAnchor="end",
                titleX=0,
                titleY=-12,
                tickCount=5,
                labelExpr=LARGE_COUNT,
            ),
        ),
        tooltip=[
            alt.Tooltip("year:Q", title="Year", format="d"),
            alt.Tooltip("people:Q", title="People", format=","),
            alt.Tooltip("kind:N", title="Kind"),
        ],
    )
    # The broken line begins where the full one ends.
    estimates = base.transform_filter("datum.kind == 'estimate'")
    projections = (
        base.transform_joinaggregate(first="min(year)", groupby=["kind"])
        .transform_joinaggregate(seam="max(first)")
        .transform_filter("datum.kind == 'projection' || datum.year == datum.seam - 5")
    )
    marked = base.transform_filter(f"datum.year == {year}")
    return (
        estimates.mark_line(color="token:alliance", strokeWidth=2)
        + projections.mark_line(color="token:alliance", strokeWidth=1.5, strokeDash=[5, 4])
        + marked.mark_point(color="token:alliance", size=60, opacity=1)
    ).properties(height=240)


def ages() -> Any:
    """Women to the left, men to the right, five years a bar."""
    import altair as alt

    base = alt.Chart(table("ages", ["age", "group", "sex", "people", "share_percent"]))
    signed = base.transform_calculate(
        signed="datum.sex == 'female' ? -datum.share_percent : datum.share_percent"
    )
    bars = signed.mark_bar(height={"band": 0.9}).encode(
        y=alt.Y(
            "group:N",
            sort=alt.EncodingSortField("age", order="descending"),
            title=None,
            axis=alt.Axis(labelOverlap=True),
        ),
        x=alt.X(
            "signed:Q",
            title="Share of all people (%)",
            axis=alt.Axis(labelExpr="format(abs(datum.value), '~g')", grid=True, tickCount=7),
        ),
        color=alt.Color(
            "sex:N",
            title=None,
            scale=alt.Scale(domain=["female", "male"], range=["token:health", "token:climate"]),
        ),
        tooltip=[
            alt.Tooltip("group:N", title="Age"),
            alt.Tooltip("sex:N", title="Sex"),
            alt.Tooltip("people:Q", title="People", format=","),
            alt.Tooltip("share_percent:Q", title="Share (%)", format=".2f"),
        ],
    )
    return bars.properties(height=340)
