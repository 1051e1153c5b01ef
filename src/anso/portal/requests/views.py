"""The page that asks for a run of a product: a form, checked field by field as it is filled in."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from anso.errors import AnsoError, InvalidInputError, Problem
from anso.portal.jobs.actions import ask
from anso.portal.jobs.allowance import allow_asking
from anso.portal.limits import TooManyRequestsError
from anso.portal.requests.form import form_fields, grouped
from anso.portal.requests.given import read_form
from anso.portal.templatetags.anso import reader_language
from anso.portal.uploads import refused_files
from anso.product import CORRIDORS, Product, get_product, parse_request, upload_rules

__all__ = ["ask_form"]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask_form(request: HttpRequest, slug: str) -> HttpResponse:
    product = get_product(slug)
    if request.method != "POST":
        return _page(request, product, _defaults_and(request, product))
    given, uploads = read_form(request, product)
    field = request.headers.get("HX-Trigger-Name", "")
    if request.headers.get("HX-Request") and field in product.request.model_fields:
        return _checked_field(request, product, given, field)
    try:
        allow_asking(request, request.user)
        job = ask(
            product,
            given,
            requester=request.user,
            uploads=uploads,
            refused=refused_files(request),
            language=reader_language(),
        )
    except InvalidInputError as error:
        return _page(request, product, given, error.problems, status=422)
    except PermissionDenied as error:
        return _page(request, product, given, [Problem("", str(error))], status=403)
    except TooManyRequestsError as error:
        response = _page(request, product, given, [Problem("", str(error))], status=429)
        response.headers["Retry-After"] = str(max(1, error.standing.retry_seconds))
        return response
    except AnsoError as error:
        return _page(request, product, given, [Problem("", str(error))], status=400)
    return HttpResponseRedirect(job.get_absolute_url())


def _defaults_and(request: HttpRequest, product: Product) -> dict[str, Any] | None:
    """What a link to the form fills in (`?country=PK`) beside the defaults; nothing where it says nothing."""
    said = {name: request.GET[name] for name in product.request.model_fields if name in request.GET}
    if not said:
        return None
    defaults = {field.name: list(field.values) for field in form_fields(product)}
    return defaults | said


def _checked_field(
    request: HttpRequest, product: Product, given: Mapping[str, Any], name: str
) -> HttpResponse:
    """One field with what is wrong with it, once it was filled in; the others are left in peace."""
    problems: Sequence[Problem] = ()
    try:
        parse_request(product, given, reader_language())
    except InvalidInputError as error:
        problems = error.problems
    field = next(field for field in form_fields(product, given, problems) if field.name == name)
    return render(request, "requests/field.html", {"field": field, "product": product})


def _page(
    request: HttpRequest,
    product: Product,
    typed: Mapping[str, Any] | None,
    problems: Sequence[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    fields = form_fields(product, typed, problems)
    names = {field.name for field in fields}
    takes_files = bool(upload_rules(product.request))
    return render(
        request,
        "requests/form.html",
        {
            "product": product,
            "corridor": CORRIDORS[product.corridor],
            "groups": grouped(fields),
            "invalid": [field for field in fields if field.errors],
            "problems": [p for p in problems if p.where.partition(".")[0] not in names],
            "takes_files": takes_files,
            "files_again": takes_files and bool(problems),
            "needs_sign_in": takes_files and not request.user.is_authenticated,
            "file_names": ",".join(upload_rules(product.request)),
        },
        status=status,
    )
