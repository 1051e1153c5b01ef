"""The applicant's page of the decision: the letter, the reviews' comments (never whose), and the answer to an award."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from anso.alliance.calls import actions
from anso.alliance.calls.models import Application
from anso.alliance.calls.queries.outcome import outcome_of
from anso.alliance.calls.views.own import of_own, signed_in
from anso.alliance.calls.words.moments import in_both_zones
from anso.alliance.people.rules import may
from anso.errors import AnsoError

__all__ = ["outcome"]

ANSWERS = {"accept": True, "decline": False}


@require_http_methods(["GET", "HEAD", "POST"])
@of_own("calls.read_own")
def outcome(request: HttpRequest, application: Application) -> HttpResponse:
    """What was decided; not there before it is released."""
    found = outcome_of(application)
    if request.method == "POST":
        answer = ANSWERS.get(request.POST.get("answer", ""))
        if answer is None:
            messages.error(request, gettext("Choose whether you accept or decline."))
            return redirect("calls:outcome", pk=application.pk)
        try:
            actions.answer_award(actor=signed_in(request), application=application, accept=answer)
        except AnsoError as error:
            messages.error(request, str(error))
        else:
            thanks = gettext("You have accepted.") if answer else gettext("You have declined.")
            messages.success(request, thanks)
        return redirect("calls:outcome", pk=application.pk)
    award = found.award
    context = {
        "application": application,
        "call": application.call,
        "found": found,
        "award": award,
        "answer_by": in_both_zones(award.answer_by, application.call.current.zone) if award else (),
        "may_answer": bool(
            award and not award.answer and may(request.user, "calls.answer_award", application)
        ),
    }
    return render(request, "calls/deciding/outcome.html", context)
