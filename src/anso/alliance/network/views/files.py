"""Records taken away as tables: the same files that an import takes."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from anso.alliance.network.tables.kinds import TABLES
from anso.alliance.network.tables.writing import table_file
from anso.alliance.people.rules import may, require

__all__ = ["file"]


@require_safe
def file(request: HttpRequest, name: str, suffix: str) -> HttpResponse:
    """Those who bring tables in are given all of it; others what everybody may see."""
    table = TABLES[name]
    require(request.user, table.sees)
    content, media_type = table_file(table, suffix, keeps=bool(may(request.user, "network.import")))
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{table.name}.{suffix}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
