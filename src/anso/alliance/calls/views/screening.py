"""Officers' pages of applications: the list with its filters and files, one application, screening one by one or many."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from anso.alliance.calls import actions
from anso.alliance.calls.forms.keeping import ListForm, ScreenForm
from anso.alliance.calls.models import Application, Call
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.queries.keeping import (
    STANDARD,
    columns_of,
    filters_of,
    first_screening,
    listed,
    row_of,
    with_people,
)
from anso.alliance.calls.queries.one import whole_application
from anso.alliance.calls.queries.sight import application_for_officer, applications_for
from anso.alliance.calls.views.own import signed_in
from anso.alliance.calls.views.pool import of_call
from anso.alliance.calls.views.tables import table_response
from anso.alliance.people.rules import may
from anso.errors import AnsoError, NotFoundError

__all__ = ["application", "applications", "file", "queue", "screen"]

A_PAGE = 50
AT_ONCE = 5000
TO_SCREEN = {"state": Application.State.SUBMITTED, "stage": ""}


def asked_list(
    request: HttpRequest, call: Call, seen: QuerySet[Application]
) -> tuple[ListForm, Any, list[Any], list[Any]]:
    """The form, what it asks for, all columns and the chosen ones."""
    sees = may(request.user, "calls.close_stage", call).allowed
    form = ListForm(call, filters_of(seen, call.definition), request.GET, sees_scores=sees)
    columns = columns_of(call.definition, sees_scores=sees)
    wanted = set(request.GET.getlist("col")) or set(STANDARD)
    chosen = [one for one in columns if one.code in wanted] or columns[:1]
    return form, form.asked(request.GET.get("order", "number")), columns, chosen


@require_safe
@of_call("calls.keep_call")
def applications(request: HttpRequest, call: Call) -> HttpResponse:
    """A call's applications, filtered, ordered, page by page."""
    seen = applications_for(request.user, call)
    form, asked, columns, chosen = asked_list(request, call, seen)
    found = with_people(listed(seen, asked))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rest = request.GET.copy()
    rest.pop("page", None)
    unordered = rest.copy()
    unordered.pop("order", None)
    rows = [
        (one, list(zip(chosen, row_of(call.definition, one, chosen).values(), strict=True))) for one in page
    ]
    context = {
        "call": call, "form": form, "page": page, "rows": rows, "found": page.paginator.count, "columns": columns,
        "chosen": chosen, "chosen_codes": [one.code for one in chosen], "rest": rest.urlencode(),
        "unordered": unordered.urlencode(), "order": request.GET.get("order", "number"),
        "screens": bool(first_screening(call.definition)), "reasons": reasons_offered(call),
    }  # fmt: skip
    return render(request, "calls/desk/applications.html", context)


@require_safe
@of_call("calls.keep_call")
def file(request: HttpRequest, call: Call, kind: str) -> HttpResponse:
    """What the page lists, all of it, in the columns that were chosen."""
    seen = applications_for(request.user, call)
    _form, asked, _columns, chosen = asked_list(request, call, seen)
    found = with_people(listed(seen, asked))
    titles = [one.title for one in chosen]
    rows = [
        dict(zip(titles, map(plain, row_of(call.definition, one, chosen).values()), strict=True))
        for one in found
    ]
    return table_response(f"{call.code}-applications", kind, titles, rows)


def plain(value: Any) -> Any:
    return value.isoformat(timespec="seconds") if hasattr(value, "isoformat") else value


@require_safe
@of_call("calls.keep_call")
def application(request: HttpRequest, call: Call, number: str) -> HttpResponse:
    """All of one application, for an officer who has no conflict with it."""
    found = application_for_officer(request.user, call, number)
    whole = whole_application(found)
    sees = may(request.user, "calls.close_stage", call).allowed
    context = {
        "call": call, "application": found, "whole": whole, "reasons": reasons_offered(call),
        "stage": call.definition.stage(found.stage), "suggested": " ".join(one.reason for one in whole.kept_out),
        "scores": list(found.results.all()) if sees else [], "can_screen": can_screen(call, found),
        "refusal": getattr(getattr(found, "decision", None), "reason", "") if found.state == "refused" else "",
        "stages": {one.code: said_now(one.title) for one in call.definition.stages},
    }  # fmt: skip
    return render(request, "calls/desk/application.html", context)


def can_screen(call: Call, found: Application) -> bool:
    first = first_screening(call.definition)
    waits = found.state in (Application.State.SUBMITTED, Application.State.REFUSED) and found.stage in (
        "",
        first,
    )
    return bool(first) and waits and call.state == Call.State.PUBLISHED


def reasons_offered(call: Call) -> list[str]:
    """The call's own conditions, and what is usual."""
    return [
        *(said_now(rule.reason) for rule in call.definition.eligibility),
        gettext(
            "The application is not complete: a document that is asked for is missing or cannot be read."
        ),
        gettext("The documents do not belong to the applicant or contradict what was answered."),
        gettext("The same application was submitted twice; the other one is considered."),
    ]


@require_safe
@of_call("calls.screen_application")
def queue(request: HttpRequest, call: Call) -> HttpResponse:
    """The next application that waits to be screened; after the last, the list."""
    after = request.GET.get("after", "")
    waiting = applications_for(request.user, call).filter(**TO_SCREEN).order_by("number")
    found = waiting.filter(number__gt=after).first() or waiting.first()
    if found is None:
        messages.success(request, gettext("All applications are screened."))
        return redirect("calls:desk_call", code=call.code)
    return redirect(f"{reverse('calls:desk_application', args=[call.code, found.number])}?queue=1")


@require_POST
@of_call("calls.screen_application")
def screen(request: HttpRequest, call: Call) -> HttpResponse:
    """Let the ticked applications through, refuse them with a reason, or put them back."""
    form = ScreenForm(request.POST)
    numbers = list(dict.fromkeys(request.POST.getlist("number")))[:AT_ONCE]
    back = request.POST.get("from", "")
    if not numbers:
        messages.error(request, gettext("Tick at least one application."))
    elif not form.is_valid():
        messages.error(request, gettext("Choose what becomes of the applications."))
    else:
        try:
            tell(request, form.cleaned_data["act"], screened(request, call, form, numbers))
        except NotFoundError:
            raise
        except AnsoError as error:
            messages.error(request, str(error))
            if len(numbers) == 1:
                return redirect("calls:desk_application", code=call.code, number=numbers[0])
    if back == "queue" and numbers:
        return redirect(f"{reverse('calls:screening', args=[call.code])}?after={numbers[-1]}")
    return redirect("calls:desk_applications", code=call.code)


def screened(request: HttpRequest, call: Call, form: ScreenForm, numbers: list[str]) -> int:
    officer = signed_in(request)
    found = list(applications_for(officer, call).filter(number__in=numbers).only("pk"))
    if len(found) < len(numbers):
        raise NotFoundError(gettext("There is no such application here."))
    if form.cleaned_data["act"] == "back":
        return actions.take_back_screening(actor=officer, call=call, applications=found)
    fit = form.cleaned_data["act"] == "fit"
    return actions.screen_applications(
        actor=officer, call=call, applications=found, fit=fit, reason="" if fit else form.said()
    )


def tell(request: HttpRequest, act: str, n: int) -> None:
    told = {
        "fit": ngettext("%(n)d application goes on.", "%(n)d applications go on.", n),
        "refuse": ngettext("%(n)d application is refused.", "%(n)d applications are refused.", n),
        "back": ngettext("%(n)d application waits again.", "%(n)d applications wait again.", n),
    }[act]
    messages.success(request, told % {"n": n})
