"""The desk's rehearsal: ask for one, and read the report of the last."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from anso.alliance.calls.actions.rehearsing import rehearse_call
from anso.alliance.calls.forms.rehearsal import RehearsalForm
from anso.alliance.calls.models import Call
from anso.alliance.calls.rehearsing.apart import is_at_work, report_for
from anso.alliance.calls.views.own import signed_in
from anso.alliance.calls.views.pool import of_call
from anso.errors import AnsoError

__all__ = ["rehearsal"]


@require_http_methods(["GET", "HEAD", "POST"])
@of_call("calls.keep_call")
def rehearsal(request: HttpRequest, call: Call) -> HttpResponse:
    form = RehearsalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            rehearse_call(actor=signed_in(request), call=call, **form.cleaned_data)
        except AnsoError as error:
            form.add_error(None, str(error))
        else:
            return redirect("calls:rehearsal", call.code)
    context = {"call": call, "form": form, "report": report_for(call), "at_work": is_at_work(call)}
    return render(request, "calls/desk/rehearsal.html", context, status=422 if form.errors else 200)
