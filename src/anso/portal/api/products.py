"""Operations on products: what there is, and asking for a run."""

import json
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Router, Status
from ninja.params.functions import Query

from anso.errors import InvalidInputError, Problem
from anso.portal.api.jobs import job_out
from anso.portal.api.schemas import CorridorOut, Error, JobOut, ProductOut, ProductWithSchema
from anso.portal.jobs.actions import ask
from anso.portal.jobs.allowance import allow_asking
from anso.portal.requests.given import read_form
from anso.portal.templatetags.anso import reader_language
from anso.portal.uploads import refused_files
from anso.product import CORRIDORS, Product, get_product, products, upload_rules

__all__ = ["router"]

router = Router(tags=["Products"])


@router.get("/products", response=list[ProductOut], summary="All products")
def list_products(request: HttpRequest) -> Any:
    """Everything that services offer."""
    return [product_out(request, product) for product in products().values()]


@router.get("/corridors", response=list[CorridorOut], summary="All corridors")
def list_corridors(request: HttpRequest) -> Any:  # noqa: ARG001  # ninja gives it by name
    """The subjects that products are found under."""
    return [
        {"slug": corridor.slug, "title": corridor.title, "summary": corridor.summary}
        for corridor in CORRIDORS.values()
    ]


@router.get(
    "/products/{slug}", response={200: ProductWithSchema, 404: Error}, summary="One product, with its schema"
)
def read_product(request: HttpRequest, slug: str) -> Any:
    """A product, with the JSON schema of what may be asked of it."""
    product = get_product(slug)
    return product_out(request, product) | {"request_schema": product.request.model_json_schema()}


@router.post(
    "/products/{slug}/requests",
    response={202: JobOut, 404: Error, 422: Error, 429: Error},
    summary="Ask for a run",
    url_name="ask",
    include_in_schema=False,  # the document has one such operation for each product, with its own schema
)
def ask_for_run(request: HttpRequest, response: HttpResponse, slug: str, language: str = Query("")) -> Any:
    """Send a request as JSON, or as a multipart form where it holds files; the answer is the job that runs it.

    Bad values are explained in the language asked for, else in yours.
    """
    product = get_product(slug)
    given, uploads = _given(request, product)
    allow_asking(request, request.user)
    job = ask(
        product,
        given,
        requester=request.user,
        uploads=uploads,
        refused=refused_files(request),
        language=language or reader_language(),
    )
    response.headers["Location"] = request.build_absolute_uri(reverse("api:read_job", args=[job.pk]))
    return Status(202, job_out(request, job))


def product_out(request: HttpRequest, product: Product) -> dict[str, Any]:
    address = request.build_absolute_uri
    return {
        "slug": product.slug,
        "title": product.title,
        "summary": product.summary,
        "corridor": product.corridor,
        "may_be_private": product.may_be_private,
        "takes_files": list(upload_rules(product.request)),
        "url": address(reverse("api:read_product", args=[product.slug])),
        "requests_url": address(reverse("api:ask", args=[product.slug])),
        "releases_url": address(f"{reverse('api:list_releases')}?product={product.slug}"),
    }


def _given(request: HttpRequest, product: Product) -> "tuple[dict[str, Any], dict[str, UploadedFile[bytes]]]":
    if request.content_type in ("multipart/form-data", "application/x-www-form-urlencoded"):
        return read_form(request, product)
    try:
        given = json.loads(request.body or b"{}")
    except (ValueError, RecursionError) as error:  # not JSON, or not even text, or nested beyond reason
        raise InvalidInputError(
            [Problem("", _("The body is not JSON: %(error)s") % {"error": error})]
        ) from None
    if not isinstance(given, dict):
        raise InvalidInputError([Problem("", _("The body must be a JSON object of the request’s fields"))])
    return given, {}
