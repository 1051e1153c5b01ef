"""The site's addresses and a few that fail in every way."""

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from anso.errors import AnsoError, InvalidInputError, NotFoundError, Problem
from anso.portal import urls
from anso.portal.limits import Standing, TooManyRequestsError

handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404
handler429, handler500 = urls.handler429, urls.handler500

FAILURES: dict[str, Exception] = {
    "missing": Http404("There is no place XX."),
    "missing-record": Http404("No Job matches the given query."),
    "forbidden": PermissionDenied("Only the secretariat may do this: close a call."),
    "bad": BadRequest("secret detail"),
    "suspicious": SuspiciousOperation("secret detail"),
    "broken": RuntimeError("secret detail"),
    "not-found": NotFoundError("There is no release x."),
    "invalid": InvalidInputError([Problem("issued", "lies in the future")]),
    "often": TooManyRequestsError("Ask again later.", Standing(False, 5, 0, 60, 12)),
    "cannot": AnsoError("This call is closed."),
}


def fail(_request: HttpRequest, name: str) -> HttpResponse:
    raise FAILURES[name]


urlpatterns = [path("fail/<name>/", fail), path("api/v1/fail/<name>/", fail), *urls.urlpatterns]
