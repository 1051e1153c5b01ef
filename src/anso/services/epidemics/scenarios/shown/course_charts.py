"""One place's course in each scenario: what was counted, then what would follow."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from anso.chart import table
from anso.services.epidemics.scenarios.assumed import Scenario
from anso.services.epidemics.scenarios.shown.marks import COLOURS, counts, days, note, start, tooltips
from anso.services.epidemics.scenarios.shown.said import level_titles

__all__ = ["panels", "together"]

PANEL_HEIGHT, TOGETHER_HEIGHT = 112, 250
COURSE = ("target_end_date", "scenario", "observed", "low_80", "low_50", "median", "high_50", "high_80")


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
    return alt.vconcat(*views, spacing=14, title=note()).resolve_scale(y="shared", x="shared")


def together(kind: str, letters: Sequence[str], begins: date) -> Any:
    """One place: the medians of all scenarios on one another, with 50% bands."""
    import altair as alt

    base = alt.Chart(table("courses", COURSE, kind=kind))
    ahead = base.transform_filter("isValid(datum.median)")
    colour = alt.Color(
        "scenario:N",
        title="Scenario",
        legend=alt.Legend(symbolOpacity=1, columns=1, labelLimit=340),
        scale=alt.Scale(domain=list(letters), range=[f"token:{name}" for name in COLOURS[: len(letters)]]),
    )
    band = ahead.mark_area(opacity=0.09).encode(x=days(), y=counts("low_50"), y2="high_50:Q", color=colour)
    line = ahead.mark_line(strokeWidth=2).encode(
        x=days(), y="median:Q", color=colour, tooltip=tooltips(bands=True)
    )
    told = (
        base.transform_filter("isValid(datum.observed)")
        .mark_line(color="token:ink-2", strokeWidth=1.25, point={"size": 14, "color": "token:ink-2"})
        .encode(x=days(), y="observed:Q", tooltip=tooltips(bands=False))
    )
    return (band + line + told + start(begins)).properties(height=TOGETHER_HEIGHT, title=note())
