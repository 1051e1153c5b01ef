"""Every request gets a number, one line in the log and a place in the counts.

The number is taken from a valid `X-Request-ID` of a proxy or made here; it stands on every log line
written meanwhile, goes back in the answer, and is what an error page asks its reader to quote.
"""

import re
import time
import uuid
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from anso.portal.logs import SECRET_WORDS
from anso.portal.middleware import metrics

__all__ = ["ObserveMiddleware", "request_id", "safe_path", "view_name"]

HEADER = "X-Request-ID"
VALID_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
SECRET_PARTS = ("key", "uidb36")
SECRET_PARAMETERS = ("key", "code", "state", "signature")
"""Parts of a path, and values of a query, that let somebody in without being named a secret: links of mail
to confirm an address or reset a password, answers of sign-in providers."""
HIDDEN = "..."
LONGEST_SHOWN = 500
"""Characters of an address that logs and error pages repeat."""

log = structlog.get_logger("anso.request")


class ObserveMiddleware:
    """Stands outermost, so that it sees what every other part answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        given = request.headers.get(HEADER, "")
        identifier = given if VALID_ID.fullmatch(given) else uuid.uuid4().hex
        request.request_id = identifier  # type: ignore[attr-defined]
        request.arrived_at = timezone.now()  # type: ignore[attr-defined]  # deadlines are kept by it
        with structlog.contextvars.bound_contextvars(request_id=identifier):
            response = self.get_response(request)
            seconds = time.perf_counter() - began
            response.headers[HEADER] = identifier
            tell(request, response, seconds)
        return response


def request_id(request: HttpRequest) -> str:
    """The number of this request; empty when it did not come through the site's middleware."""
    return str(getattr(request, "request_id", ""))


def tell(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    view, method = view_name(request), request.method or ""
    metrics.observe_request(view=view, method=method, status=response.status_code, seconds=seconds)
    # Reading `request.user` would open the session; only who was asked about anyway is named.
    user = getattr(request, "_cached_user", None)
    write = log.error if response.status_code >= 500 else log.debug if view == "static" else log.info
    write(
        "request",
        method=method,
        path=safe_path(request),
        status=response.status_code,
        ms=round(seconds * 1000, 1),
        user=str(getattr(user, "public_id", "")) or None,
        bytes=size(response),
        view=view,
    )


def view_name(request: HttpRequest) -> str:
    """The view's name in the addresses table, so that the counts have few labels."""
    if request.resolver_match is not None:
        return request.resolver_match.view_name
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "unmatched"


def size(response: HttpResponseBase) -> int | None:
    """How many bytes went out; of what no cache may store nothing, for a length can tell of a vote or a receipt."""
    if "no-store" in response.headers.get("Cache-Control", ""):
        return None
    if not response.streaming:
        return len(getattr(response, "content", b""))
    length = response.headers.get("Content-Length")
    return int(length) if length else None


def safe_path(request: HttpRequest) -> str:
    """The address asked for, with the values that would let somebody in left out; a very long one cut short."""
    address = whole_safe_path(request)
    return address if len(address) <= LONGEST_SHOWN else f"{address[:LONGEST_SHOWN]}{HIDDEN}"


def whole_safe_path(request: HttpRequest) -> str:
    path = request.path
    if request.resolver_match is not None:
        for name, value in request.resolver_match.kwargs.items():
            if value and is_secret(name, SECRET_PARTS):
                path = path.replace(str(value), HIDDEN)
    query = request.META.get("QUERY_STRING", "")
    if not query:
        return path
    pairs = parse_qsl(query, keep_blank_values=True)
    return (
        path
        + "?"
        + urlencode(
            [(name, HIDDEN if is_secret(name, SECRET_PARAMETERS) else value) for name, value in pairs],
            safe="./:,",
        )
    )


def is_secret(name: str, others: tuple[str, ...]) -> bool:
    lowered = name.lower()
    return lowered in others or any(word in lowered for word in SECRET_WORDS)
