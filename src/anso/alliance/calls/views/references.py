"""The page of a referee, who has no account: the address they were mailed is the key, and opens one letter."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from anso.alliance.calls import actions
from anso.alliance.calls.arrival import arrival_of
from anso.alliance.calls.guesses import count_visit
from anso.alliance.calls.mail import lead_name
from anso.alliance.calls.models import Reference
from anso.alliance.calls.queries.references import due_of, reference_of
from anso.alliance.calls.words.moments import in_both_zones
from anso.alliance.calls.words.references import LEVELS, RATINGS
from anso.alliance.files import source_of
from anso.alliance.uploads import refused_files
from anso.errors import AnsoError, InvalidInputError

__all__ = ["reference"]


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reference(request: HttpRequest, token: str) -> HttpResponse:
    count_visit(request)
    found = reference_of(token)
    problems: dict[str, str] = {}
    if request.method == "POST":
        problems = answered(request, token)
        if not problems:
            found = reference_of(token)
    is_open = found.state == Reference.State.ASKED and timezone.now() <= due_of(found)
    context = {
        "reference": found,
        "call": found.application.call,
        "applicant": lead_name(found.application),
        "is_open": is_open,
        "due": in_both_zones(due_of(found), found.application.call.current.zone),
        "ratings": [(code, words, request.POST.get(code, "")) for code, words in RATINGS.items()],
        "levels": LEVELS.items(),
        "text": request.POST.get("text", ""),
        "problems": problems,
        "is_declining": "decline" in request.GET and is_open,
        "done": request.method == "POST" and not problems,
    }
    response = render(request, "calls/applying/reference.html", context, status=422 if problems else 200)
    response["Referrer-Policy"] = "no-referrer"  # the address is a secret: it goes to nobody else
    response["X-Robots-Tag"] = "noindex"
    return response


def answered(request: HttpRequest, token: str) -> dict[str, str]:
    """Do what the referee sent; gives what is wrong, by the input it stands beside."""
    try:
        if "decline" in request.POST:
            actions.decline_reference(token=token, received_at=arrival_of(request))
            return {}
        if "file" in refused_files(request):
            return {"file": refused_files(request)["file"]}
        upload = request.FILES.get("file")
        actions.answer_reference(
            token=token,
            text=request.POST.get("text", "").replace("\r\n", "\n"),
            ratings={code: request.POST.get(code, "") for code in RATINGS},
            file_name=(upload.name or "") if upload else "",
            source=source_of(upload) if upload else None,
            received_at=arrival_of(request),
        )
    except InvalidInputError as error:
        return {problem.where: problem.message for problem in error.problems}
    except AnsoError as error:
        return {"": str(error) or gettext("This could not be done.")}
    return {}
