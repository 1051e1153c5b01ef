"""The pictures of an evaluation. Each refers to the release's own tables; colours are named."""

from collections.abc import Sequence
from typing import Any

from anso.chart import table
from anso.services.epidemics.outlook.drawing import COURSE_HEIGHT, count_axis, days, tooltip_day

__all__ = ["COLOURS_MEAN", "past", "reliability", "rounds", "skill"]

ROW = 24
SHADES = [-0.3, -0.1, 0.1, 0.3]
DEEP = SHADES[-1]
"""Where a shade is so deep that the figure in it must be of the paper's colour."""
COLOURS_MEAN = "Blue: smaller error than the baseline’s; red: larger"
COLOURS = ("token:health", "token:climate", "token:food", "token:alliance", "token:green", "token:moderate")


def skill(panels: Sequence[tuple[str, str]], models: Sequence[str]) -> Any:
    """A grid of models by weeks ahead, one panel a target: (target, title)."""
    import altair as alt

    means = alt.Title(
        COLOURS_MEAN, anchor="start", color="token:ink-3", fontSize=12, fontWeight="normal", offset=12
    )
    return alt.vconcat(*(grid(target, title, models) for target, title in panels), spacing=26, title=means)


def grid(target: str, title: str, models: Sequence[str]) -> Any:
    import altair as alt

    base = (
        alt.Chart(
            table(
                "by_horizon",
                ["model_id", "horizon", "sum_ratio", "n", "coverage_50", "coverage_95"],
                target=target,
            ),
            title=alt.Title(title, anchor="start", fontSize=13, fontWeight="normal", color="token:ink"),
        )
        .transform_filter("isValid(datum.sum_ratio)")
        .transform_calculate(change="datum.sum_ratio - 1")
        .transform_calculate(figure="abs(datum.change) < 0.005 ? '0%' : format(datum.change, '+.0%')")
        .encode(
            x=alt.X(
                "horizon:O",
                title="Weeks ahead",
                axis=alt.Axis(labelAngle=0, orient="top", domain=False, ticks=False),
            ),
            y=alt.Y("model_id:N", title=None, sort=list(models), axis=alt.Axis(labelLimit=230)),
        )
    )
    said = [
        alt.Tooltip("model_id:N", title="Model"),
        alt.Tooltip("horizon:O", title="Weeks ahead"),
        alt.Tooltip("change:Q", title="Error against the baseline’s", format="+.0%"),
        alt.Tooltip("coverage_50:Q", title="Held by the 50% interval", format=".0%"),
        alt.Tooltip("coverage_95:Q", title="Held by the 95% interval", format=".0%"),
        alt.Tooltip("n:Q", title="Forecasts", format=","),
    ]
    shade = alt.Color(
        "change:Q",
        scale=alt.Scale(
            type="threshold", domain=SHADES, range=[f"token:trend-{step}" for step in (5, 4, 3, 2, 1)]
        ),
        legend=None,
    )
    cells = base.mark_rect(stroke="token:paper", strokeWidth=2).encode(color=shade, tooltip=said)
    figures = base.mark_text(fontSize=12).encode(
        text="figure:N",
        color=alt.condition(f"abs(datum.change) > {DEEP}", alt.value("token:paper"), alt.value("token:ink")),
        tooltip=said,
    )
    return (cells + figures).properties(height=ROW * len(models))


def reliability(targets: Sequence[str]) -> Any:
    """Coverage as it came against coverage as stated, a line a target."""
    import altair as alt

    axis = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 0.95], grid=True)
    scale = alt.Scale(domain=[0, 1], nice=False)
    x = alt.X("nominal:Q", title="Probability stated for the interval", axis=axis, scale=scale)
    y = alt.Y("observed:Q", title="Share of counts within", axis=axis, scale=scale)
    diagonal = (
        alt.Chart(alt.InlineData(values=[{"nominal": 0, "observed": 0}, {"nominal": 1, "observed": 1}]))
        .mark_line(color="token:edge", strokeWidth=1, strokeDash=[4, 3])
        .encode(x=x, y=y)
    )
    base = alt.Chart(table("coverage", ["target", "nominal", "observed", "n"])).encode(
        x=x, y=y, color=by_target(targets)
    )
    said = [
        alt.Tooltip("target:N", title="Counted"),
        alt.Tooltip("nominal:Q", title="Probability stated for the interval", format=".0%"),
        alt.Tooltip("observed:Q", title="Share of counts within", format=".1%"),
        alt.Tooltip("n:Q", title="Forecasts", format=","),
    ]
    return (
        diagonal + base.mark_line(strokeWidth=1.75) + base.mark_point(size=45, opacity=1).encode(tooltip=said)
    ).properties(height=340)


def rounds(targets: Sequence[str]) -> Any:
    """The ensemble's error over the baseline's on each day of issue, a line a target."""
    import altair as alt

    base = alt.Chart(table("by_round", ["target", "reference_date", "sum_ratio", "n", "coverage_95"])).encode(
        x=days("reference_date"), color=by_target(targets)
    )
    same = alt.Chart(alt.InlineData(values=[{"sum_ratio": 1}])).mark_rule(
        color="token:edge", strokeDash=[4, 3]
    )
    said = [
        alt.Tooltip("target:N", title="Counted"),
        alt.Tooltip(
            "reference_date:T", timeUnit="utcyearmonthdate", title="Day of issue", format="%-d %B %Y"
        ),
        alt.Tooltip("sum_ratio:Q", title="Error as a share of the baseline’s", format=".2f"),
        alt.Tooltip("coverage_95:Q", title="Held by the 95% interval", format=".0%"),
        alt.Tooltip("n:Q", title="Forecasts", format=","),
    ]
    axis = count_axis("sum_ratio", "Error as a share of the baseline’s", "format(datum.value, '.1f')")
    line = base.mark_line(strokeWidth=1.75).encode(y=axis)
    points = base.mark_point(size=50, opacity=1).encode(y="sum_ratio:Q", tooltip=said)
    return (same.encode(y="sum_ratio:Q") + line + points).properties(height=220)


def past(target: str, horizon: int, title: str) -> Any:
    """One place: what was counted, and what had been forecast for each week that many weeks before."""
    import altair as alt

    columns = [
        "horizon",
        "reference_date",
        "target_end_date",
        "median",
        "low_50",
        "high_50",
        "low_95",
        "high_95",
        "observation",
        "held",
    ]
    base = (
        alt.Chart(table("past", columns, target=target))
        .transform_filter(f"datum.horizon == {horizon}")
        .encode(x=days())
    )
    said = [
        tooltip_day(),
        alt.Tooltip("observation:Q", title="Counted", format=",.0f"),
        alt.Tooltip("median:Q", title="Forecast, median", format=",.0f"),
        alt.Tooltip("low_95:Q", title="95% from", format=",.0f"),
        alt.Tooltip("high_95:Q", title="95% to", format=",.0f"),
        alt.Tooltip(
            "reference_date:T", timeUnit="utcyearmonthdate", title="Day of issue", format="%-d %B %Y"
        ),
    ]
    wide = base.mark_bar(color="token:band-95", width=16).encode(
        y=count_axis("low_95", title), y2="high_95:Q", tooltip=said
    )
    narrow = base.mark_bar(color="token:band-50", width=16).encode(y="low_50:Q", y2="high_50:Q", tooltip=said)
    middle = base.mark_tick(color="token:health", width=16, thickness=2, orient="horizontal").encode(
        y="median:Q", tooltip=said
    )
    # Every week that was judged, however far ahead it had been forecast.
    came = alt.Chart(table("past", ["target_end_date", "observation"], target=target)).encode(x=days())
    line = came.mark_line(color="token:ink-2", strokeWidth=1.25).encode(y="observation:Q")
    dots = base.mark_point(size=38, opacity=1, strokeWidth=1.5).encode(
        y="observation:Q",
        fill=alt.condition("datum.held", alt.value("token:ink-2"), alt.value("token:paper")),
        stroke=alt.value("token:ink-2"),
        tooltip=said,
    )
    return (wide + narrow + middle + line + dots).properties(height=COURSE_HEIGHT - 40)


def by_target(targets: Sequence[str]) -> Any:
    import altair as alt

    return alt.Color(
        "target:N",
        title=None,
        scale=alt.Scale(domain=list(targets), range=list(COLOURS[: len(targets)]))
        if len(targets) <= len(COLOURS)
        else alt.Scale(domain=list(targets)),
    )
