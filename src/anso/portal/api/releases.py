"""Operations on releases: lists, one of them, its charts and texts."""

from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from ninja import Router, Status
from ninja.params.functions import Query

from anso.chart import Reference, config_for, references, said_in
from anso.chart.house_words import HOUSE_WORDS
from anso.errors import InvalidInputError, Problem
from anso.language import known_language
from anso.portal.api.answers import etag_of, json_response, link_next, not_modified
from anso.portal.api.schemas import Error, ReleasePage, ReleaseWithManifest
from anso.portal.index import queries
from anso.portal.index.actions import delete_release
from anso.portal.index.models import ReleaseEntry
from anso.release import in_language

__all__ = ["release_out", "router"]

router = Router(tags=["Releases"])
MOST = 200


@router.get("/releases", response={200: ReleasePage, 422: Error}, summary="Releases, latest first")
def list_releases(
    request: HttpRequest,
    product: str = Query("", description="Slug of a product"),
    place: str = Query("", description="Code of a place that they are about"),
    corridor: str = Query("", description="Slug of a corridor"),
    newest: bool = Query(default=False, description="Only the newest of each product and scope"),
    before: str = Query("", description="A day, or the id of a release: only what comes before it"),
    limit: int = Query(50, ge=1, le=MOST),
) -> Any:
    """Public releases, and your own private ones. The next page is in `next` and in the Link header."""
    entries = queries.visible(request.user).filter(
        **({"product": product} if product else {}),
        **({"corridor": corridor} if corridor else {}),
        **({"newest": True} if newest else {}),
    )
    if place:
        entries = entries.filter(queries.about(place))
    if before:
        entries = entries.filter(_earlier(before))
    found = list(entries.order_by("-issued", "-release_id").defer("manifest")[: limit + 1])
    page: dict[str, Any] = {"items": [release_out(request, entry) for entry in found[:limit]], "next": None}
    response = json_response(page)
    if len(found) > limit:
        page["next"] = link_next(request, response, before=found[limit - 1].release_id)
        response.content = json_response(page).content
    return response


@router.get(
    "/releases/{product}/{name}", response={200: ReleaseWithManifest, 404: Error}, summary="One release"
)
def read_release(request: HttpRequest, product: str, name: str) -> Any:
    """A release with its manifest: request, inputs with their hashes, outputs, alerts."""
    entry = queries.release_entry(f"{product}/{name}", request.user)
    manifest = queries.open_entry(entry).manifest
    link = request.build_absolute_uri

    def each(kind: str, address: str) -> dict[str, str]:
        return {
            output.name: link(reverse(f"api:{address}", args=[product, name, output.name]))
            for output in manifest.of_kind(kind)  # type: ignore[arg-type]  # one of the kinds
        }

    files = f"/releases/{entry.release_id}/files/"
    return release_out(request, entry) | {
        "manifest": manifest,
        "links": {
            "tables": each("table", "read_table"),
            "charts": each("chart", "read_chart"),
            "texts": each("text", "read_text"),
            "files": {
                output.name: link(files + quote(output.path.removeprefix("files/")))
                for output in manifest.of_kind("file")
            },
        },
    }


@router.delete(
    "/releases/{product}/{name}",
    response={204: None, 403: Error, 404: Error},
    summary="Delete a private release",
)
def remove_release(request: HttpRequest, product: str, name: str) -> Any:
    """Delete a private release of your own, for good. Public releases are permanent."""
    delete_release(actor=request.user, entry=queries.release_entry(f"{product}/{name}", request.user))
    return Status(204, None)


@router.get(
    "/releases/{product}/{name}/charts/{chart}",
    response={200: dict[str, Any], 404: Error, 422: Error},
    summary="A chart's specification",
)
def read_chart(
    request: HttpRequest,
    product: str,
    name: str,
    chart: str,
    by: str = Query("", description="The value that a chart with one picture for each value is for"),
    language: str = Query("en", description="Language of its words: en, zh, ru or fr"),
) -> Any:
    """Vega-Lite, with the addresses of its data in this API. Colours of the form `token:NAME` are the reader's to fill in."""
    entry = queries.release_entry(f"{product}/{name}", request.user)
    release = queries.open_entry(entry)
    output = release.output("chart", chart)
    config, words = config_for(language), HOUSE_WORDS[known_language(language)]
    etag = etag_of("chart", output.sha256, by, language, config, words)
    if (unchanged := not_modified(request, etag)) is not None:
        return unchanged
    if output.by and not by:
        raise InvalidInputError(
            [Problem("by", f"is needed: chart {chart} is drawn for one {output.by} at a time")]
        )
    spec = {"config": config} | said_in(release.chart(chart), language)
    for data in references(spec):
        reference = Reference.parse(data["url"])
        data["url"] = _address_of(reference, product, name, (output.by, by) if output.by else None)
    response = json_response(spec)
    response.headers["ETag"] = etag
    return response


@router.get(
    "/releases/{product}/{name}/texts/{text}",
    response={200: str, 404: Error},
    summary="A text",
    openapi_extra={"responses": {200: {"content": {"text/markdown": {"schema": {"type": "string"}}}}}},
)
def read_text(
    request: HttpRequest,
    product: str,
    name: str,
    text: str,
    language: str = Query("", description="Language of the text; default yours, else English"),
) -> HttpResponse:
    """Markdown in the language asked for, or in English where there is none."""
    release = queries.open_entry(queries.release_entry(f"{product}/{name}", request.user))
    languages = {tag: tag for tag in release.output("text", text).languages}
    spoken = in_language(languages, language or get_language() or "en")
    response = HttpResponse(release.text(text, spoken), content_type="text/markdown; charset=utf-8")
    response.headers["Content-Language"] = spoken
    return response


def release_out(request: HttpRequest, entry: ReleaseEntry) -> dict[str, Any]:
    link = request.build_absolute_uri
    return {
        "id": entry.release_id,
        "product": entry.product,
        "title": entry.title,
        "corridor": entry.corridor,
        "issued": entry.issued,
        "finding": entry.finding,
        "holds": entry.holds,
        "synthetic": entry.synthetic,
        "private": entry.private,
        "newest": entry.newest,
        "url": link(reverse("api:read_release", args=[entry.product, entry.name])),
        "page_url": link(entry.get_absolute_url()),
    }


def _earlier(before: str) -> Q:
    """Releases that come after that day or release in a list of the latest first."""
    day_text = before.partition("/")[2][:10] if "/" in before else before
    try:
        day = date.fromisoformat(day_text)
    except ValueError:
        raise InvalidInputError(
            [Problem("before", f"{before!r} is neither a day such as 2020-06-08 nor the id of a release")]
        ) from None
    earlier = Q(issued__lt=day)
    return earlier | Q(issued=day, release_id__lt=before) if "/" in before else earlier


def _address_of(reference: Reference, product: str, name: str, by: tuple[str, str] | None) -> str:
    """Where the API has what a chart refers to."""
    match reference.path:
        case ("table", table):
            terms = [("columns", ",".join(reference.columns))] if reference.columns else []
            terms += [*reference.where, *([by] if by else [])]
            address = reverse("api:read_table", args=[product, name, table])
            return f"{address}?{urlencode(terms)}" if terms else address
        case ("shapes", "world"):
            return reverse("api:world_shapes")
        case ("shapes", "provinces", country):
            return reverse("api:province_shapes", args=[country])
        case _:
            return f"anso:{'/'.join(reference.path)}"
