"""Pages that submit and withdraw, the receipt, and the very content that its hash is of."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from anso.alliance.calls import actions
from anso.alliance.calls.arrival import arrival_of
from anso.alliance.calls.models import Application
from anso.alliance.calls.queries.applying import own_submission
from anso.alliance.calls.views.applying import overview
from anso.alliance.calls.views.own import of_own, signed_in
from anso.alliance.calls.words.moments import in_both_zones
from anso.errors import AnsoError, InvalidInputError

__all__ = ["content", "receipt", "submit", "withdraw"]

State = Application.State


@require_http_methods(["GET", "HEAD", "POST"])
@of_own("calls.submit_application")
def submit(request: HttpRequest, found: Application) -> HttpResponse:
    """Ask once more, then submit. Whoever submits twice comes to the same receipt."""
    moment = arrival_of(request)
    problems: list[str] = []
    if request.method == "POST":
        try:
            made = actions.submit_application(
                actor=signed_in(request),
                application=found,
                revision=revision_sent(request) if found.state == State.DRAFT else None,
                received_at=moment,
            )
        except InvalidInputError as error:
            problems = [problem.message for problem in error.problems if not problem.where]
        except AnsoError as error:
            problems = [str(error)]
        else:
            return redirect("calls:receipt", pk=found.pk, number=made.number)
        found.refresh_from_db()
    context = overview(request, found) | {"refused": problems, "revision": found.revision}
    status = 422 if request.method == "POST" else 200
    return render(request, "calls/applying/submit.html", context, status=status)


def revision_sent(request: HttpRequest) -> int | None:
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None


@require_http_methods(["GET", "HEAD", "POST"])
@of_own("calls.submit_application")
def withdraw(request: HttpRequest, found: Application) -> HttpResponse:
    if request.method == "POST":
        actions.withdraw_application(
            actor=signed_in(request), application=found, received_at=arrival_of(request)
        )
        found.refresh_from_db()
        told = gettext("The application was withdrawn.")
        if found.state == State.DRAFT:
            told = gettext("The application is a draft again; submit it anew before the deadline.")
        messages.success(request, told)
        return redirect(found)
    stays_draft = found.call.takes(arrival_of(request)) and not found.stage
    context = {"application": found, "call": found.call, "stays_draft": stays_draft}
    return render(request, "calls/applying/withdraw.html", context)


@require_safe
@of_own("calls.read_own")
def receipt(request: HttpRequest, found: Application, number: int) -> HttpResponse:
    made = own_submission(found, number)
    context = {
        "application": found,
        "call": found.call,
        "submission": made,
        "times": in_both_zones(made.submitted_at, made.version.zone),
        "references": list(found.references.exclude(state="void")),
    }
    return render(request, "calls/applying/receipt.html", context)


@require_safe
@of_own("calls.read_own")
def content(request: HttpRequest, found: Application, number: int) -> HttpResponse:  # noqa: ARG001  # a view's signature
    """The canonical JSON of a submission, byte for byte as its receipt's hash is of it."""
    made = own_submission(found, number)
    response = HttpResponse(made.content_json.encode(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{found.number}-{made.number}.json"'
    return response
