"""Requests that nobody means are refused before anything reads them.

In comes a request; out goes an answer of one sentence for an address of a length that no page has (each
page would repeat it several times, and every look-up would search with it), for one that holds a NUL (which
PostgreSQL stores in no text), and for a body of unknown length, which Django would take for an empty one.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from anso.portal.errors import refused

__all__ = ["LONGEST_ADDRESS", "RefuseMiddleware"]

LONGEST_ADDRESS = 8000
"""Characters: room for some two hundred columns of a table, and what servers in front commonly let pass."""


class RefuseMiddleware:
    """Stands before whatever looks at the address or the body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        status = refusal(request)
        return refused(request, status) if status else self.get_response(request)


def refusal(request: HttpRequest) -> int:
    """The status to refuse the request with; 0 for a sound one."""
    query = request.META.get("QUERY_STRING", "")
    if len(request.path_info) + len(query) > LONGEST_ADDRESS:
        return 414
    if "\0" in request.path_info or "%00" in query or "\0" in query:
        return 400
    if "chunked" in request.headers.get("Transfer-Encoding", "").lower() and not request.META.get(
        "CONTENT_LENGTH"
    ):
        return 411
    return 0
