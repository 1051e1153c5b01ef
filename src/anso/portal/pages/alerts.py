"""All alerts: those in force, and those that have ended."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from anso.portal.caching import cache_page
from anso.portal.index import queries

__all__ = ["alerts"]

LATEST = 200
A_PAGE = 25


@require_safe
@cache_page
def alerts(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    in_force = list(queries.alerts_in_force(now))
    known = {alert.pk for alert in in_force}
    ended = [alert for alert in queries.latest_alerts(LATEST) if alert.pk not in known]
    return render(
        request,
        "pages/alerts.html",
        {
            "in_force": in_force,
            "ended": Paginator(ended, A_PAGE).get_page(request.GET.get("page")),
            "now": now,
        },
    )
