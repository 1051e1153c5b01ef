"""`epidemics.nowcast`: R, growth and the trend of every place on the day of issue, published."""

from anso.product import Run, product
from anso.services.epidemics.nowcasting.asked import NowcastRequest

__all__ = ["publish"]


@product(
    "epidemics.nowcast",
    title={
        "en": "Where the epidemic stands",
        "zh": "疫情现状",
        "ru": "Где эпидемия сейчас",
        "fr": "Où en est l’épidémie",
    },
    summary={
        "en": "Growing or declining: reproduction number, growth and trend of every country, with their uncertainty",
        "zh": "上升还是下降：各国的再生数、增长率与趋势及其不确定性",
        "ru": "Рост или снижение: репродуктивное число, рост и динамика по странам с их неопределённостью",
        "fr": "Hausse ou baisse\u00a0: nombre de reproduction, croissance et tendance de chaque pays, avec leur incertitude",
    },
    corridor="health",
)
def publish(request: NowcastRequest, run: Run) -> None:
    """Publish the nowcast of the places that are asked for."""
    from anso.services.epidemics.counting import read_counts
    from anso.services.epidemics.nowcasting.nowcast import nowcast
    from anso.services.epidemics.nowcasting.stating.writing import write

    run.progress(0.05, "Reading the counts")
    counted = read_counts(request, run)
    run.progress(0.2, "Estimating R everywhere")
    found = nowcast(counted, request.method)
    run.progress(0.9, "Writing")
    write(run, counted, found, request.region)
