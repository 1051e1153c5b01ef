"""Operations on places and their shapes."""

from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router
from ninja.params.functions import Query

from anso import places
from anso.portal.api.answers import json_response, link_next
from anso.portal.api.schemas import FARTHEST, Error, PlaceOut, PlacePage
from anso.portal.tables import to_json

__all__ = ["router"]

router = Router(tags=["Places"])
KINDS = ("country", "province", "region")


@router.get("/places", response={200: PlacePage, 404: Error, 422: Error}, summary="Places")
def list_places(
    request: HttpRequest,
    kind: str = Query(
        "country", pattern="country|province|region", description="country, province or region"
    ),
    country: str = Query("", description="Only the provinces of this country"),
    limit: int = Query(300, ge=1, le=1000),
    offset: int = Query(0, ge=0, le=FARTHEST),
) -> HttpResponse:
    """Places of one kind, by code."""
    found: tuple[places.Place, ...]
    if kind == "province":
        found = places.provinces(places.country(country).code if country else None)
    else:
        found = places.countries() if kind == "country" else places.regions()
    page: dict[str, Any] = {
        "items": [_place_out(request, place) for place in found[offset : offset + limit]],
        "total": len(found),
        "next": None,
    }
    response = json_response(page)
    if offset + limit < len(found):
        page["next"] = link_next(request, response, offset=str(offset + limit))
        response.content = to_json(page)
    return response


@router.get("/places/{code}", response={200: PlaceOut, 404: Error}, summary="One place")
def read_place(request: HttpRequest, code: str) -> Any:
    """A country, province or region, by any code or common name."""
    place = places.place(code)
    details = {
        field.name: _plain(getattr(place, field.name))
        for field in fields(place)
        if field.name not in ("code", "kind", "names")
    }
    return _place_out(request, place) | {"details": details}


@router.get("/shapes/world", response={200: dict[str, Any]}, summary="Shapes of all countries")
def world_shapes(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # ninja gives it by name
    """TopoJSON, object `countries`, features by alpha-2 code. Boundaries and names imply no opinion on status."""
    return _shapes(None)


@router.get(
    "/shapes/provinces/{country}",
    response={200: dict[str, Any], 404: Error},
    summary="Shapes of a country's provinces",
)
def province_shapes(request: HttpRequest, country: str) -> HttpResponse:  # noqa: ARG001  # ninja gives it by name
    """TopoJSON, object `provinces`, features by code. Boundaries and names imply no opinion on status."""
    return _shapes(places.country(country).code)


def _shapes(country: str | None) -> HttpResponse:
    response = HttpResponse(_topology(country), content_type="application/json; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@lru_cache(maxsize=64)
def _topology(country: str | None) -> bytes:
    return to_json(places.world_topology() if country is None else places.province_topology(country))


def _place_out(request: HttpRequest, place: places.Place) -> dict[str, Any]:
    return {
        "code": place.code,
        "kind": "region" if isinstance(place, places.Region) else place.kind,
        "names": dict(place.names),
        "url": request.build_absolute_uri(reverse("api:read_place", args=[place.code])),
        "page_url": request.build_absolute_uri(reverse("portal:place", args=[place.code])),
        "details": {},
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value
