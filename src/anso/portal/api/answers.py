"""What every answer carries: its ETag, who may keep it, its allowance, its next page; and every error its sentence."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from ninja.errors import HttpError, ValidationError

from anso.alliance.people.models import User
from anso.errors import AnsoError, InvalidInputError, NotFoundError, Problem
from anso.portal.api.access import BadTokenError, allow_call, identify
from anso.portal.caching import etag_matches
from anso.portal.errors import is_too_large, what_is_wrong
from anso.portal.limits import Standing, TooManyRequestsError
from anso.portal.middleware.observe import request_id
from anso.portal.tables import to_json

__all__ = ["error_response", "etag_of", "governed", "json_response", "link_next", "not_modified"]

log = structlog.get_logger(__name__)
Run = Callable[..., HttpResponseBase]


def governed(run: Run) -> Run:
    """Around every operation: who calls, whether they may, and the headers of what they get."""

    @wraps(run)
    def governed_run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # The address says nothing of a language, so the caller's headers do.
        with translation.override(get_language_from_request(request)):
            return _governed(run, request, *args, **kwargs)

    return governed_run


def _governed(run: Run, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    standing: Standing | None = None
    try:
        try:
            visitor = identify(request)
        except BadTokenError:
            standing = allow_call(request, AnonymousUser())  # guesses are counted, too
            raise
        standing = allow_call(request, visitor)
        response = run(request, *args, **kwargs)
    except Exception as error:  # noqa: BLE001  # every error is answered as JSON, a defect of ours too
        response = error_response(request, error)
    response = _conditional(request, response)
    if standing is not None:
        _tell_standing(response, standing)
    _tell_keeping(request, response)
    return _without_body(response) if request.method == "HEAD" else response


def json_response(data: Any, status: int = 200) -> HttpResponse:
    return HttpResponse(to_json(data), status=status, content_type="application/json; charset=utf-8")


def error_response(request: HttpRequest, error: Exception) -> HttpResponse:
    """Every error as the same sentences that pages show."""
    match error:
        case InvalidInputError():
            return _told(422, str(error), error.problems)
        case ValidationError():
            problems = tuple(
                Problem(".".join(str(part) for part in detail["loc"][1:]), _lower(detail["msg"]))
                for detail in error.errors
            )
            return _told(422, "\n".join(str(problem) for problem in problems), problems)
        case NotFoundError() | Http404():
            return _told(404, str(error) or _("There is nothing here."))
        case TooManyRequestsError():
            response = _told(429, str(error))
            _tell_standing(response, error.standing)
            response.headers["Retry-After"] = str(max(1, error.standing.retry_seconds))
            return response
        case BadTokenError():
            response = _told(401, str(error))
            response.headers["WWW-Authenticate"] = "Bearer"
            return response
        case PermissionDenied():
            return _told(403, str(error))
        case RequestDataTooBig():
            return _told(413, what_is_wrong(too_large=True) if is_too_large(error) else str(error))
        case SuspiciousOperation() | BadRequest() | MultiPartParserError() | UnreadablePostError():
            return _told(400, what_is_wrong(too_large=is_too_large(error)))
        case AnsoError():
            return _told(400, str(error))
        case HttpError() if isinstance(error.__cause__, InvalidInputError):  # a body that could not be parsed
            return _told(400, str(error.__cause__), error.__cause__.problems)
        case _:
            number = request_id(request)
            log.error("api call failed", path=request.path, exc_info=error)
            return _told(500, _("This is a defect of ours; its number is %(number)s.") % {"number": number})


def etag_of(*parts: object) -> str:
    """A tag of what an answer is made from, where that is known before the answer is."""
    return f'W/"{hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()}"'


def not_modified(request: HttpRequest, etag: str) -> HttpResponse | None:
    """304, if the caller has the answer of that tag already."""
    if not etag_matches(request, etag):
        return None
    response = HttpResponseNotModified()
    response.headers["ETag"] = etag
    return response


def link_next(request: HttpRequest, response: HttpResponseBase, **changes: str | None) -> str:
    """Say where the next page is (RFC 8288), and give its address; `prev=None` and such are left out."""
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    address = request.build_absolute_uri(f"{request.path}?{urlencode(list(query.lists()), doseq=True)}")
    present = response.headers.get("Link")
    link = f'<{address}>; rel="next"'
    response.headers["Link"] = f"{present}, {link}" if present else link
    return address


def _told(status: int, sentence: str, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    told = [{"where": problem.where, "message": problem.message} for problem in problems]
    return json_response({"error": sentence, "problems": told}, status)


def _lower(message: str) -> str:
    return f"{message[:1].lower()}{message[1:]}"


def _conditional(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if request.method not in ("GET", "HEAD") or response.status_code != 200 or response.streaming:
        return response
    if "ETag" not in response.headers and isinstance(response, HttpResponse):
        response.headers["ETag"] = f'"{hashlib.blake2b(response.content, digest_size=16).hexdigest()}"'
    if not etag_matches(request, response.headers["ETag"]):
        return response
    unchanged = HttpResponseNotModified()
    for name in ("ETag", "Link", "Cache-Control"):
        if name in response.headers:
            unchanged.headers[name] = response.headers[name]
    return unchanged


def _without_body(response: HttpResponseBase) -> HttpResponse:
    """The same answer with its headers alone."""
    bare = HttpResponse(status=response.status_code)
    for name, value in response.items():
        bare.headers[name] = value
    # What it holds open ends with this answer. Closing it here would tell Django that the request is over.
    bare._resource_closers.extend(response._resource_closers)  # type: ignore[attr-defined]
    return bare


def _tell_standing(response: HttpResponseBase, standing: Standing) -> None:
    response.headers["RateLimit-Limit"] = str(standing.limit)
    response.headers["RateLimit-Remaining"] = str(standing.remaining)
    response.headers["RateLimit-Reset"] = str(standing.reset_seconds)


def _tell_keeping(request: HttpRequest, response: HttpResponseBase) -> None:
    """Answers to somebody known are theirs; others may be kept by anybody who asks again each time."""
    personal = isinstance(getattr(request, "user", None), User) or response.status_code >= 400
    response.headers.setdefault(
        "Cache-Control", "private, no-cache" if personal else "public, max-age=0, must-revalidate"
    )
    if response.status_code >= 500 or request.method not in ("GET", "HEAD"):
        response.headers["Cache-Control"] = "no-store"
    patch_vary_headers(response, ("Authorization", "Cookie", "Accept-Language"))
