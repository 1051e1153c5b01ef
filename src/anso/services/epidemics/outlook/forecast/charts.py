"""The pictures of a forecast release. Each refers to the release's own tables; colours are named."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from anso.chart import SHORT_COUNT, table, world
from anso.services.epidemics.outlook.ahead.rules import CLASSES, TOO_FEW
from anso.services.epidemics.outlook.drawing import COURSE_HEIGHT, bands, count_axis, days, tooltip_day

__all__ = ["beds", "change_map", "course", "models", "ranking"]

MAP_HEIGHT = 372
DOT_RADIUS = 2.6
PALE = 0.38
ROW = 22
FAN = ("median", *(f"{end}_{level}" for level in (50, 80, 95) for end in ("low", "high")))
SURENESS = ("likely", "not sure")


def class_scale() -> Any:
    import altair as alt

    return alt.Scale(
        domain=[*(step.slug for step in CLASSES), TOO_FEW],
        range=[*(f"token:{step.token}" for step in CLASSES), "token:nodata"],
    )


def class_colour(*, every: bool = True) -> Any:
    """The legend names every class, or those alone that say something."""
    import altair as alt

    legend = alt.Legend(columns=2, symbolStrokeColor="token:edge", symbolStrokeWidth=0.5, columnPadding=24)
    if not every:
        legend.values = [step.slug for step in CLASSES]
    return alt.Color("change:N", title=None, scale=class_scale(), legend=legend)


def sureness() -> Any:
    """The title says what is pale: a second legend would not fit beside the first on a phone."""
    import altair as alt

    return alt.Opacity(
        "sure:O",
        title=None,
        scale=alt.Scale(domain=list(SURENESS), range=[1.0, PALE]),
        legend=None,
    )


def change_tooltip() -> list[Any]:
    import altair as alt

    return [
        alt.Tooltip("name:N", title="Place"),
        alt.Tooltip("change:N", title="Expected change"),
        alt.Tooltip("probability:Q", title="Probability of that", format=".0%"),
        alt.Tooltip("probability_more:Q", title="Probability of more than now", format=".0%"),
        alt.Tooltip("newest:Q", title="Newest week", format=",.0f"),
        alt.Tooltip("median:Q", title="Forecast, median", format=",.0f"),
        alt.Tooltip("low_95:Q", title="95% from", format=",.0f"),
        alt.Tooltip("high_95:Q", title="95% to", format=",.0f"),
    ]


def change_map(countries: Sequence[str] | None = None) -> Any:
    """Countries by the change that is expected, pale where it is not likely; small states as dots."""
    import altair as alt

    fields = [
        *(
            "name",
            "change",
            "likely",
            "probability",
            "probability_more",
            "newest",
            "median",
            "low_95",
            "high_95",
        ),
    ]
    rows = alt.LookupData(data=table("change", ["location", *fields]), key="location", fields=fields)
    within = None if countries is None else alt.FieldOneOfPredicate("id", sorted(countries))

    def layer(shapes: Any) -> Any:
        chart = alt.Chart(shapes)
        return chart if within is None else chart.transform_filter(within)

    def filled(shapes: Any, stroke: str) -> Any:
        return (
            layer(shapes)
            .mark_geoshape(stroke=stroke, strokeWidth=0.5)
            .transform_lookup(lookup="id", from_=rows)
            .transform_filter("isValid(datum.change)")
            .transform_calculate(sure=f"datum.likely ? '{SURENESS[0]}' : '{SURENESS[1]}'")
            .encode(color=class_colour(), opacity=sureness(), tooltip=change_tooltip())
        )

    land = layer(world()).mark_geoshape(fill="token:nodata", stroke="token:rule", strokeWidth=0.5)
    small = alt.topo_feature("anso:shapes/world", "small")
    drawn = land + filled(world(), "token:edge") + filled(small, "token:edge")
    return drawn.properties(height=MAP_HEIGHT).project("equalEarth", pointRadius=DOT_RADIUS)


def ranking(rows: int) -> Any:
    """The forecast count as a multiple of the newest one, from the largest rise to the largest fall."""
    import altair as alt

    base = (
        alt.Chart(
            table(
                "change",
                [
                    *("name", "change", "likely", "probability", "probability_more", "newest", "median"),
                    *("low_95", "high_95", "ratio", "ratio_low_95", "ratio_high_95"),
                ],
            )
        )
        .transform_filter("isValid(datum.ratio) && datum.ratio > 0")
        .transform_calculate(
            sure=f"datum.likely ? '{SURENESS[0]}' : '{SURENESS[1]}'",
            distance="abs(log(datum.ratio))",
        )
        .transform_window(
            rank="row_number()",
            sort=[alt.SortField("likely", "descending"), alt.SortField("distance", "descending")],
        )
        .transform_filter(f"datum.rank <= {rows}")
        .encode(
            y=alt.Y(
                "name:N",
                title=None,
                sort=alt.EncodingSortField("ratio", order="descending"),
                axis=alt.Axis(labelLimit=220),
            )
        )
    )
    scale = alt.Scale(type="log", domain=[1 / 16, 16], clamp=True, nice=False)
    axis = alt.Axis(
        values=[1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16],
        labelExpr="datum.value < 1 ? '÷' + format(1 / datum.value, 'd') : '×' + format(datum.value, 'd')",
        grid=True,
        title="Weekly count forecast, as a multiple of the newest one",
    )
    now = (
        alt.Chart(alt.InlineData(values=[{"ratio": 1}]))
        .mark_rule(color="token:edge")
        .encode(x=alt.X("ratio:Q", scale=scale))
    )
    interval = base.mark_rule(strokeWidth=4, strokeCap="round", opacity=0.55).encode(
        x=alt.X("ratio_low_95:Q", scale=scale, axis=axis),
        x2="ratio_high_95:Q",
        color=class_colour(every=False),
        tooltip=change_tooltip(),
    )
    point = base.mark_point(size=70, stroke="token:edge", strokeWidth=0.75).encode(
        x=alt.X("ratio:Q", scale=scale),
        fill=alt.Fill("change:N", scale=class_scale(), legend=None),
        opacity=sureness(),
        tooltip=change_tooltip(),
    )
    return (now + interval + point).properties(height=max(80, ROW * rows))


def course(target: str, title: str, issued: date, weeks: int) -> Any:
    """One place: weekly counts, the median ahead with three bands, and the baseline's median."""
    import altair as alt

    columns = [
        *("target_end_date", "counted", "mended", "newest", "median", "baseline"),
        *FAN[1:],
    ]
    base = alt.Chart(table("course", columns, target=target)).encode(x=days())
    ahead = base.transform_filter("isValid(datum.median)")
    behind = base.transform_filter("isValid(datum.counted)")
    # The bands open from the newest count: before it there is nothing to be unsure of.
    fan = base.transform_filter("isValid(datum.median) || datum.newest")
    for column in FAN:
        fan = fan.transform_calculate(**{column: f"datum.newest ? datum.counted : datum.{column}"})
    single = weeks == 1
    wide = bands(ahead if single else fan, "low_95", "high_95", "token:band-95", 1.0, single=single)
    middle = bands(ahead if single else fan, "low_80", "high_80", "token:band-50", 0.45, single=single)
    narrow = bands(ahead if single else fan, "low_50", "high_50", "token:band-50", 1.0, single=single)
    said = [
        tooltip_day(),
        alt.Tooltip("median:Q", title="Forecast, median", format=",.0f"),
        alt.Tooltip("low_50:Q", title="50% from", format=",.0f"),
        alt.Tooltip("high_50:Q", title="50% to", format=",.0f"),
        alt.Tooltip("low_95:Q", title="95% from", format=",.0f"),
        alt.Tooltip("high_95:Q", title="95% to", format=",.0f"),
        alt.Tooltip("baseline:Q", title="Baseline, median", format=",.0f"),
    ]
    told = [
        tooltip_day(),
        alt.Tooltip("counted:Q", title="Counted", format=",.0f"),
    ]
    reference = ahead.mark_line(color="token:ink-3", strokeWidth=1, strokeDash=[3, 3]).encode(y="baseline:Q")
    median = fan.mark_line(color="token:health", strokeWidth=2).encode(y="median:Q")
    medians = ahead.mark_point(color="token:health", size=34, opacity=1).encode(y="median:Q", tooltip=said)
    line = behind.mark_line(color="token:ink-2", strokeWidth=1.25).encode(y=count_axis("counted", title))
    dots = behind.mark_point(size=30, opacity=1, strokeWidth=1.5).encode(
        y="counted:Q",
        fill=alt.condition("datum.mended", alt.value("token:paper"), alt.value("token:ink-2")),
        stroke=alt.condition("datum.mended", alt.value("token:moderate"), alt.value("token:ink-2")),
        tooltip=told,
    )
    today = (
        alt.Chart(alt.InlineData(values=[{"target_end_date": issued.isoformat()}]))
        .mark_rule(color="token:edge", strokeDash=[2, 3])
        .encode(x=days())
    )
    layers = line + wide + middle + narrow + today + reference + median + medians + dots
    return layers.properties(height=COURSE_HEIGHT)


def beds(issued: date, weeks: int) -> Any:
    """One place: beds and intensive care at the end of each week, behind and ahead."""
    import altair as alt

    streams = [
        f"{name}{end}"
        for name in ("beds", "intensive")
        for end in ("", "_low_50", "_high_50", "_low_95", "_high_95")
    ]
    base = alt.Chart(table("load", ["target_end_date", "ahead", "admissions", *streams])).encode(x=days())
    ahead = base.transform_filter("datum.ahead")
    single = weeks == 1
    said = [
        tooltip_day(),
        alt.Tooltip("beds:Q", title="Beds", format=",.0f"),
        alt.Tooltip("beds_low_95:Q", title="95% from", format=",.0f"),
        alt.Tooltip("beds_high_95:Q", title="95% to", format=",.0f"),
        alt.Tooltip("intensive:Q", title="Intensive care", format=",.0f"),
        alt.Tooltip("admissions:Q", title="Admissions of the week", format=",.0f"),
    ]
    parts = [
        bands(ahead, "beds_low_95", "beds_high_95", "token:band-95", 1.0, single=single),
        bands(ahead, "beds_low_50", "beds_high_50", "token:band-50", 1.0, single=single),
        base.mark_line(color="token:health", strokeWidth=2).encode(
            y=count_axis("beds", "Beds occupied; thin line: of them in intensive care")
        ),
        base.mark_point(color="token:health", size=24, opacity=1).encode(y="beds:Q", tooltip=said),
        base.mark_line(color="token:ink-2", strokeWidth=1.25).encode(y="intensive:Q"),
        alt.Chart(alt.InlineData(values=[{"target_end_date": issued.isoformat()}]))
        .mark_rule(color="token:edge", strokeDash=[2, 3])
        .encode(x=days()),
    ]
    return alt.layer(*parts).properties(height=COURSE_HEIGHT - 60)


def models(target: str, horizon: int, names: Sequence[str]) -> Any:
    """One place: what each model says of one week, the ensemble on top."""
    import altair as alt

    base = (
        alt.Chart(
            table(
                "every",
                [
                    "model_id",
                    "horizon",
                    "target_end_date",
                    "median",
                    "low_50",
                    "high_50",
                    "low_95",
                    "high_95",
                ],
                target=target,
            )
        )
        .transform_filter(f"datum.horizon == {horizon}")
        .encode(y=alt.Y("model_id:N", title=None, sort=list(names), axis=alt.Axis(labelLimit=220)))
    )
    said = [
        alt.Tooltip("model_id:N", title="Model"),
        tooltip_day(),
        alt.Tooltip("median:Q", title="Median", format=",.0f"),
        alt.Tooltip("low_50:Q", title="50% from", format=",.0f"),
        alt.Tooltip("high_50:Q", title="50% to", format=",.0f"),
        alt.Tooltip("low_95:Q", title="95% from", format=",.0f"),
        alt.Tooltip("high_95:Q", title="95% to", format=",.0f"),
    ]
    first = f"datum.model_id == '{names[0]}'"
    colour = alt.condition(first, alt.value("token:health"), alt.value("token:ink-3"))
    axis = alt.Axis(
        title="Count of the week: median, 50% and 95% interval", labelExpr=SHORT_COUNT, grid=True, tickCount=6
    )
    wide = base.mark_rule(strokeWidth=2, opacity=0.6).encode(
        x=alt.X("low_95:Q", axis=axis, scale=alt.Scale(domainMin=0)),
        x2="high_95:Q",
        color=colour,
        tooltip=said,
    )
    narrow = base.mark_rule(strokeWidth=6, opacity=0.6).encode(
        x="low_50:Q", x2="high_50:Q", color=colour, tooltip=said
    )
    point = base.mark_point(size=55, opacity=1, stroke="token:paper", strokeWidth=1).encode(
        x="median:Q", fill=colour, tooltip=said
    )
    newest = (
        alt.Chart(table("course", ["target_end_date", "counted"], target=target))
        .transform_filter("isValid(datum.counted)")
        .transform_window(rank="row_number()", sort=[alt.SortField("target_end_date", "descending")])
        .transform_filter("datum.rank == 1")
        .mark_rule(color="token:edge", strokeDash=[4, 3])
        .encode(x="counted:Q")
    )
    return (newest + wide + narrow + point).properties(height=26 * len(names))
