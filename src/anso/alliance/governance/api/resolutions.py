"""Resolutions, as far as the caller may read them."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Schema
from ninja.params.functions import Query

from anso.alliance.governance import queries
from anso.alliance.governance.api.router import router
from anso.alliance.governance.models import Resolution

__all__: list[str] = []


class ResolutionOut(Schema):
    """A resolution."""

    body: str
    number: str
    title: str
    text: str
    adopted: date
    how: str
    effect: str
    institutions: list[str]
    published: datetime | None
    synthetic: bool
    url: str


@router.get("/resolutions", response=list[ResolutionOut], summary="Resolutions")
def list_resolutions(
    request: HttpRequest,
    body: str = Query("", description="Only of this body"),
    year: int = Query(0, description="Only of this year"),
) -> Any:
    """Published resolutions, the latest first; those of one's own body before that too."""
    of = queries.body_called(body) if body else None
    found = queries.resolutions_for(request.user, of).prefetch_related("institutions")
    if year:
        found = found.filter(year=year)
    return [resolution_out(request, resolution) for resolution in found]


def resolution_out(request: HttpRequest, resolution: Resolution) -> dict[str, Any]:
    return {
        "body": resolution.body.code,
        "number": resolution.sign,
        "title": resolution.title,
        "text": resolution.text,
        "adopted": resolution.adopted_on,
        "how": resolution.how,
        "effect": resolution.effect,
        "institutions": [institution.code for institution in resolution.institutions.all()],
        "published": resolution.published_at,
        "synthetic": resolution.is_synthetic,
        "url": request.build_absolute_uri(resolution.get_absolute_url()),
    }
