"""From a question to the chart that answers it: the same for a page's live chart and for its pictures."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from anso.hub.board.views import coverage, heat_map
from anso.portal.hubs.asked import asked_of, one_of, several_of
from anso.portal.hubs.charts import coverage_chart, forecast_chart, heat_chart
from anso.portal.hubs.charts.marks import MOST_MODELS
from anso.portal.hubs.explored import seen_in, view_of
from anso.portal.hubs.shelf import HubSeen

__all__ = ["coverage_drawing", "forecasts_drawing", "skill_drawing"]


def coverage_drawing(seen: HubSeen, query: QueryDict) -> dict[str, Any]:
    """Stated against actual coverage of the models asked for."""
    axes = seen.scored.axes
    models = several_of(query, "model", axes.models)[:MOST_MODELS] or axes.models[:MOST_MODELS]
    return coverage_chart(coverage(seen.scored, models, asked_of(query, seen).selection), models)


def skill_drawing(seen: HubSeen, query: QueryDict) -> dict[str, Any]:
    """One model's skill by week and place."""
    axes = seen.scored.axes
    asked = asked_of(query, seen)
    model = one_of("model", query.get("model", ""), axes.models)
    table = heat_map(seen.scored, model, asked.baseline, asked.selection)
    there = set(table["location"])
    names = {code: name for code, name in seen.place_names().items() if code in there}
    return heat_chart(table, names)


def forecasts_drawing(seen: HubSeen, query: QueryDict) -> dict[str, Any]:
    """One round's forecasts beside the truth."""
    view = view_of(query, seen)
    title = seen.target_names()[view.target]
    if view.log:
        title = _("%(target)s, log axis") % {"target": title}
    return forecast_chart(seen_in(view, seen), view.models, view.day, title=title, log=view.log)
