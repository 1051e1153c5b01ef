"""What is shown when something did not work: what happened, where, how to go on, and the request's number.

The root addresses name these as their handlers. Programs that call the API get the same sentences as JSON.
Pages that blame the request's form or ourselves (400, 500) stand alone: whatever failed may be what the
ordinary page is made of.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import Resolver404
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import requires_csrf_token

from anso.errors import AnsoError, InvalidInputError, NotFoundError, Problem
from anso.portal.limits import Standing, TooManyRequestsError
from anso.portal.middleware.observe import request_id, safe_path

__all__ = [
    "answer_to",
    "bad_request",
    "csrf_failure",
    "forbidden",
    "is_too_large",
    "not_found",
    "refused",
    "server_error",
    "too_many_requests",
    "what_is_wrong",
]

STANDS_ALONE = frozenset({400, 411, 414, 500})


def answer_to(request: HttpRequest, error: AnsoError) -> HttpResponse:
    """The page for an error whose text is written for the reader and which its view let pass."""
    told = error.said_in(get_language() or settings.LANGUAGE_CODE)
    if isinstance(error, NotFoundError):
        return not_found(request, Http404(told))
    if isinstance(error, TooManyRequestsError):
        return too_many_requests(request, error.standing, told)
    problems = error.problems if isinstance(error, InvalidInputError) else ()
    return answer(
        request,
        422,
        title=gettext("This cannot be done as it was asked"),
        says="" if problems else told,
        mend=gettext("Go back, change what is said here, and send it again."),
        problems=problems,
    )


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    # Django's own texts list the addresses it tried or name a class; only sentences of ours are shown.
    told = exception.args[0] if exception.args and not isinstance(exception, Resolver404) else ""
    if isinstance(told, str) and told.endswith("matches the given query."):
        told = ""
    return answer(
        request,
        404,
        title=gettext("There is nothing here"),
        says=told if isinstance(told, str) else "",
        mend=gettext(
            "Perhaps the address was cut short or mistyped, or what stood here was not meant for everyone. "
            "The search finds places, products, releases and records."
        ),
    )


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    signed_in = getattr(getattr(request, "user", None), "is_authenticated", False)
    return answer(
        request,
        403,
        title=gettext("You may not do this"),
        says=str(exception) if isinstance(exception, PermissionDenied) else "",
        mend=gettext("If you ought to, ask the secretariat for the role that may.")
        if signed_in
        else gettext("If you have an account, sign in and try again."),
        offer_sign_in=not signed_in,
    )


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  (Django's words are for developers)
    """A form came without the proof that it was our own page that sent it."""
    return answer(
        request,
        403,
        title=gettext("The form was not accepted"),
        says=gettext(
            "It did not carry the mark that this site puts into its own forms; this guards you against other "
            "sites acting in your name."
        ),
        mend=gettext(
            "Go back, reload the page and send the form again. If it happens once more, let your browser keep "
            "cookies of this site."
        ),
    )


def too_many_requests(
    request: HttpRequest, standing: Standing | None = None, message: str = ""
) -> HttpResponse:
    """Also shown by allauth, which gives the request alone."""
    response = answer(
        request,
        429,
        title=gettext("Too many at once"),
        says=message or gettext("This was asked for more often than one address or account may."),
        mend=gettext("Wait a few minutes, then try again."),
    )
    if standing is not None:
        response.headers["Retry-After"] = str(max(1, standing.retry_seconds))
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refused(request, 400, too_large=is_too_large(exception))


def refused(request: HttpRequest, status: int, *, too_large: bool = False) -> HttpResponse:
    """The answer to what is not as it ought to be sent."""
    return answer(
        request,
        status,
        title=gettext("The request could not be understood"),
        says=what_is_wrong(too_large=too_large),
        mend=gettext("Go back and try again; if you typed the address, check it."),
    )


def is_too_large(exception: Exception) -> bool:
    """Did it exceed what Django takes of a form? (Its own words name settings.)"""
    return isinstance(exception, SuspiciousOperation) and "exceeded" in str(exception)


def what_is_wrong(*, too_large: bool) -> str:
    if too_large:
        return gettext("It carried more fields or more data than a form may.")
    return gettext("Something in it is not as a browser or program ought to send it.")


def server_error(request: HttpRequest) -> HttpResponse:
    return answer(
        request,
        500,
        title=gettext("Something failed on our side"),
        says=gettext(
            "It was not your doing. What went wrong has been written down for those who run the site."
        ),
        mend=gettext(
            "Try again in a few minutes. If it fails again, tell the secretariat, with the number below."
        ),
    )


def answer(
    request: HttpRequest,
    status: int,
    *,
    title: str,
    says: str,
    mend: str,
    problems: tuple[Problem, ...] = (),
    offer_sign_in: bool = False,
) -> HttpResponse:
    """The same things, said to a person or to a program."""
    if wants_json(request):
        told = [{"where": problem.where, "message": problem.message} for problem in problems]
        sentence = "\n".join(part for part in (says or title, mend) if part)
        return JsonResponse(
            {"error": sentence, "problems": told, "request": request_id(request)}, status=status
        )
    context: dict[str, Any] = {
        "status": status,
        "title": title,
        "says": says,
        "mend": mend,
        "problems": problems,
        "offer_sign_in": offer_sign_in,
        "place": safe_path(request),
        "request_id": request_id(request),
    }
    if status in STANDS_ALONE:
        alone = {**context, "language": get_language() or settings.LANGUAGE_CODE, "sheets": style_sheets()}
        return HttpResponse(render_to_string("errors/alone.html", alone), status=status)
    return HttpResponse(render_to_string("errors/page.html", context, request), status=status)


def wants_json(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/") or (
        "json" in request.headers.get("Accept", "") and "html" not in request.headers.get("Accept", "")
    )


def style_sheets() -> list[str]:
    """Addresses of the style sheets; none when they were not gathered, for the page must stand all the same."""
    try:
        return [static(name) for name in ("fonts.css", "tokens.css", "style.css", "account.css")]
    except (ValueError, OSError):
        return []
