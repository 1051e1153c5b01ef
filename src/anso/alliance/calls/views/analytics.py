"""The officers' figures of a call, over the applications that no conflict of interest keeps from them."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anso.alliance.calls.models import Application, Call
from anso.alliance.calls.queries.sight import applications_for, without_conflicts
from anso.alliance.calls.queries.tallies import funnel, over_years, reviewing_tally, tally
from anso.alliance.calls.views.pool import of_call
from anso.alliance.calls.views.tables import table_response
from anso.alliance.people.rules import Visitor

__all__ = ["analytics", "export"]


@require_safe
@of_call("calls.keep_call")
def analytics(request: HttpRequest, call: Call) -> HttpResponse:
    """Applications and successes by what they tell, the way through the stages, and the reviewing."""
    seen = applications_for(request.user, call)
    steps = funnel(call, seen)
    most = max((n for _title, n in steps), default=0) or 1
    context: dict[str, Any] = {
        "call": call,
        "tallies": tally(call, seen),
        "years": over_years(call, of_programme(request.user, call)),
        "steps": [(title, n, round(100 * n / most, 1)) for title, n in steps],
        "reviewing": reviewing_tally(call, seen),
    }
    return render(request, "calls/deciding/analytics.html", context)


def of_programme(user: Visitor, call: Call) -> QuerySet[Application]:
    """Everything submitted to any call of the programme, for whom the call's own permission let in."""
    submitted = Application.objects.filter(call__programme=call.programme_id).exclude(number="")
    return without_conflicts(submitted.exclude(state=Application.State.DRAFT), user)


@require_safe
@of_call("calls.keep_call")
def export(request: HttpRequest, call: Call, kind: str) -> HttpResponse:
    """All groups as one table."""
    rows = [
        {
            "by": one.fact,
            "code": group.code,
            "name": group.name,
            "applied": group.applied,
            "awarded": group.awarded,
            "share": group.share,
        }
        for one in tally(call, applications_for(request.user, call))
        for group in one.groups
    ]
    return table_response(
        f"{call.code}-figures", kind, ["by", "code", "name", "applied", "awarded", "share"], rows
    )
