"""A release's page: what was found, for whom it holds, its plates and tables, and where all of it comes from."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anso.config import config
from anso.errors import NotFoundError
from anso.portal.caching import cache_page
from anso.portal.index import queries
from anso.portal.index.actions import delete_release
from anso.portal.index.models import ReleaseEntry
from anso.portal.pages.citation import citation
from anso.portal.pages.plates import all_choices, plates_of
from anso.portal.pages.tables import table_view
from anso.portal.storage import open_release
from anso.portal.templatetags.anso import reader_language
from anso.product import CORRIDORS, get_product

__all__ = ["release"]


@require_http_methods(["GET", "HEAD", "POST"])
@cache_page
def release(request: HttpRequest, product: str, name: str) -> HttpResponse:
    entry = queries.release_entry(f"{product}/{name}", request.user)
    if request.method == "POST":
        return _delete(request, entry)
    return render(request, "pages/release.html", _context(request, entry))


def _context(request: HttpRequest, entry: ReleaseEntry) -> dict[str, Any]:
    opened = open_release(entry.release_id, private=entry.private)
    asked = request.GET.dict()
    alerts = list(entry.alerts.all())
    plates = plates_of(entry, asked, prefer=[place for alert in alerts for place in alert.places])
    choosing = next((plate for plate in plates[1:] if plate.by), None)
    tables = opened.manifest.of_kind("table")
    return {
        "entry": entry,
        "corridor": CORRIDORS.get(entry.corridor),
        "product_exists": _known(entry.product),
        "lead": plates[0] if plates else None,
        "plates": plates[1:],
        "choosing": choosing,
        "choices": all_choices(plates, choosing.by) if choosing else (),
        "texts": [
            {"title": output.title, "body": opened.text(output.name, reader_language())}
            for output in opened.manifest.of_kind("text")
        ],
        "table": table_view(entry, tables[0].name, {}) if tables else None,
        "other_tables": [
            {
                "title": output.title or {"en": output.name},
                "count": output.rows or 0,
                "url": reverse(
                    "portal:release-table",
                    kwargs={"product": entry.product, "name": entry.name, "table": output.name},
                ),
            }
            for output in tables[1:]
        ],
        "files": [
            {
                "title": output.title,
                "path": output.path.removeprefix("files/"),
                "bytes": opened.manifest.files[output.path].bytes,
            }
            for output in opened.manifest.of_kind("file")
        ],
        "grids": opened.manifest.of_kind("grid"),
        "alerts": alerts,
        "inputs": opened.manifest.inputs,
        "asked": sorted(opened.manifest.request.items()),
        "hash": opened.manifest.digest,
        "siblings": []
        if entry.private
        else [other for other in queries.siblings(entry, 8) if other != entry],
        "citation": citation(entry, config().site_url),
        "api_url": reverse("api:read_release", kwargs={"product": entry.product, "name": entry.name}),
    }


def _delete(request: HttpRequest, entry: ReleaseEntry) -> HttpResponse:
    """Only private releases can be deleted, and only their owner sees them; public ones are permanent."""
    delete_release(actor=request.user, entry=entry)
    messages.success(request, _("The release was deleted."))
    return redirect("portal:product", slug=entry.product)


def _known(slug: str) -> bool:
    try:
        get_product(slug)
    except NotFoundError:
        return False
    return True
