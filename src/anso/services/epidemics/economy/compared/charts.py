"""The pictures of a comparison: losses by scenario and cause, by week, by country and by industry."""

from collections.abc import Mapping, Sequence
from typing import Any

from anso.chart import table
from anso.services.epidemics.economy.stating.charts import LOST, ROW
from anso.services.epidemics.scenarios.shown.marks import COLOURS, note

__all__ = ["CAUSES", "by_cause", "by_country", "by_sector", "by_week"]

CAUSES: Mapping[str, tuple[str, str]] = {
    "illness": ("illness_percent", "health"),
    "measures": ("measures_percent", "climate"),
    "ripple": ("ripple_percent", "edge"),
}
"""Columns and colours of what a loss is due to."""
PANELS: Mapping[str, str] = {"struck": "Where it strikes", "elsewhere": "All other countries"}
WEEKS_HEIGHT = 220
BAR, STEP = 16, 46


def by_cause(letters: Sequence[str], parts: Sequence[str]) -> Any:
    """A panel for the struck and one for all others: a bar a scenario, stacked by cause, with its range."""
    import altair as alt

    shares: list[Any] = [column for column, _ in CAUSES.values()]
    ends = ["lost_percent", "lost_percent_low", "lost_percent_high"]
    views = []
    for part in parts:
        rows = table("scenarios", ["scenario", "part", *shares, *ends], part=part)
        base = alt.Chart(rows).encode(y=alt.Y("scenario:N", title=None, sort=list(letters), axis=None))
        bar = (
            base.transform_fold(shares, as_=["column", "percent"])
            .transform_calculate(
                cause=" : ".join(
                    [
                        *(f"datum.column == '{column}' ? '{name}'" for name, (column, _) in CAUSES.items()),
                        "''",
                    ]
                )
            )
            .mark_bar(height=BAR)
            .encode(
                x=alt.X(
                    "percent:Q",
                    title=LOST,
                    stack="zero",
                    axis=alt.Axis(format="~g", tickCount=5),
                    scale=alt.Scale(domainMin=0),
                ),
                color=alt.Color(
                    "cause:N",
                    title=None,
                    sort=list(CAUSES),
                    scale=alt.Scale(
                        domain=list(CAUSES), range=[f"token:{colour}" for _, colour in CAUSES.values()]
                    ),
                    legend=alt.Legend(columns=3, symbolOpacity=1),
                ),
                order=alt.Order("column:N"),
                tooltip=[
                    alt.Tooltip("scenario:N", title="Scenario"),
                    alt.Tooltip("cause:N", title="Due to"),
                    alt.Tooltip("percent:Q", title=LOST, format=".3~g"),
                ],
            )
        )
        span = base.mark_rule(color="token:ink", strokeWidth=1.5).encode(
            x=alt.X("lost_percent_low:Q", title=LOST),
            x2="lost_percent_high:Q",
            tooltip=[alt.Tooltip("scenario:N", title="Scenario"), *ranged("lost_percent")],
        )
        # Titles of scenarios are long: they stand above their bars, not beside them.
        name = base.mark_text(align="left", dy=-BAR - 1, color="token:ink-2").encode(
            x=alt.value(0), text="scenario:N"
        )
        heading = alt.TitleParams(
            PANELS[part], anchor="start", color="token:ink-2", fontSize=13, fontWeight=600, offset=6
        )
        views.append((bar + span + name).properties(height=STEP * len(letters), title=heading))
    return alt.vconcat(*views, spacing=18, title=note())


def by_week(letters: Sequence[str]) -> Any:
    """A line a scenario: what is not made each week where it strikes."""
    import altair as alt

    columns = ["scenario", "week", "lost_percent", "lost_percent_low", "lost_percent_high"]
    return (
        alt.Chart(table("course", ["part", *columns], part="struck"))
        .mark_line(strokeWidth=2)
        .encode(
            x=alt.X(
                "week:Q", title="Week", scale=alt.Scale(nice=False), axis=alt.Axis(format="d", tickMinStep=1)
            ),
            y=alt.Y(
                "lost_percent:Q",
                scale=alt.Scale(domainMin=0),
                axis=alt.Axis(
                    title="% of usual value added not made",
                    titleAngle=0,
                    titleAlign="left",
                    titleAnchor="end",
                    titleX=0,
                    titleY=-12,
                    tickCount=5,
                    format="~g",
                ),
            ),
            color=_scenario(letters),
            tooltip=[
                alt.Tooltip("scenario:N", title="Scenario"),
                alt.Tooltip("week:Q", title="Week"),
                *ranged("lost_percent"),
            ],
        )
        .properties(height=WEEKS_HEIGHT, title=note())
    )


def by_country(letters: Sequence[str], names: Sequence[str]) -> Any:
    """Countries in that order: what each scenario costs them, a mark a scenario with its range."""
    import altair as alt

    columns = ["name", "scenario", *(f"lost_percent{end}" for end in ("", "_low", "_high"))]
    base = (
        alt.Chart(table("countries", columns))
        .transform_filter(alt.FieldOneOfPredicate("name", list(names)))
        .encode(
            y=alt.Y("name:N", title=None, sort=list(names), axis=alt.Axis(labelLimit=190)),
            yOffset=alt.YOffset("scenario:N", sort=list(letters)),
            color=_scenario(letters),
            tooltip=[
                alt.Tooltip("name:N", title="Country"),
                alt.Tooltip("scenario:N", title="Scenario"),
                *ranged("lost_percent"),
            ],
        )
    )
    axis = alt.Axis(format="~g", tickCount=5)
    span = base.mark_rule(strokeWidth=3, opacity=0.45, strokeCap="round").encode(
        x=alt.X("lost_percent_low:Q", title=LOST, axis=axis), x2="lost_percent_high:Q"
    )
    point = base.mark_point(size=36, opacity=1).encode(x=alt.X("lost_percent:Q", title=LOST))
    height = max(80, ROW * len(names) * max(len(letters), 2) // 2)
    return (span + point).properties(height=height, title=note())


def by_sector(letters: Sequence[str]) -> Any:
    """Groups of industries of the struck countries: the share of their own value added lost, a mark a scenario."""
    import altair as alt

    return (
        alt.Chart(table("sectors", ["scenario", "sector", "lost_percent"]))
        .mark_point(size=48, opacity=1)
        .encode(
            x=alt.X("lost_percent:Q", title=LOST, axis=alt.Axis(format="~g", tickCount=5, grid=True)),
            y=alt.Y("sector:N", title=None, sort=None, axis=alt.Axis(labelLimit=190, grid=True)),
            color=_scenario(letters),
            tooltip=[
                alt.Tooltip("scenario:N", title="Scenario"),
                alt.Tooltip("sector:N", title="Industries"),
                alt.Tooltip("lost_percent:Q", title=LOST, format=".3~g"),
            ],
        )
        .properties(height=ROW * 11, title=note())
    )


def ranged(column: str) -> list[Any]:
    import altair as alt

    return [
        alt.Tooltip(f"{column}:Q", title="Lost, %", format=".3~g"),
        alt.Tooltip(f"{column}_low:Q", title="from", format=".3~g"),
        alt.Tooltip(f"{column}_high:Q", title="to", format=".3~g"),
    ]


def _scenario(letters: Sequence[str]) -> Any:
    import altair as alt

    return alt.Color(
        "scenario:N",
        title="Scenario",
        legend=alt.Legend(symbolOpacity=1, columns=1, labelLimit=340),
        scale=alt.Scale(domain=list(letters), range=[f"token:{name}" for name in COLOURS[: len(letters)]]),
    )
