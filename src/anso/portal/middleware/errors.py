"""Errors written for the reader become pages with their sentence, wherever a view let one pass."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from anso.errors import AnsoError
from anso.portal.errors import answer_to

__all__ = ["ErrorsMiddleware"]


class ErrorsMiddleware:
    """Stands innermost, next to the views."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer_to(request, exception) if isinstance(exception, AnsoError) else None
