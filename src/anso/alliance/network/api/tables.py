"""Tables of records: taken away, and brought in after what each row would do was told."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import UploadedFile
from ninja.params.functions import File, Form, Query

from anso.alliance.network import actions
from anso.alliance.network.api.callers import caller
from anso.alliance.network.api.router import router
from anso.alliance.network.api.schemas import ImportedOut, PreviewOut
from anso.alliance.network.tables.cells import told
from anso.alliance.network.tables.fates import digest, fates_of
from anso.alliance.network.tables.kinds import TABLES
from anso.alliance.network.tables.reading import Sheet, read_sheet
from anso.alliance.network.tables.table import RowFate, Table
from anso.alliance.network.tables.writing import table_file
from anso.alliance.people.rules import may, require
from anso.alliance.sheets import TYPES
from anso.alliance.uploads import refused_files
from anso.errors import InvalidInputError, NotFoundError, Problem

__all__: list[str] = []


@router.get("/tables/{name}", summary="Records as a table")
def download_table(
    request: HttpRequest,
    name: str,
    format: str = Query("csv", description="csv or xlsx"),  # noqa: A002  (as callers write it)
) -> HttpResponse:
    """As an import takes it; the secretariat is given all of it, others what everybody may see."""
    table = table_of(name)
    require(request.user, table.sees)
    if format not in TYPES:
        raise InvalidInputError([Problem("format", gettext("choose csv or xlsx"))])
    content, media_type = table_file(table, format, keeps=bool(may(request.user, "network.import")))
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{table.name}.{format}"'},
    )


@router.post("/tables/{name}/preview", response=PreviewOut, summary="What a table would do")
def preview_table(
    request: HttpRequest,
    name: str,
    file: UploadedFile | None = File(None, description="CSV or XLSX"),  # noqa: B008  # as ninja is told
) -> Any:
    """The fate of every row of a table; nothing is written. For the secretariat."""
    require(request.user, "network.import")
    table = table_of(name)
    found = fates_of(table, sheet_of(request, table, file))
    return {"shown": digest(found), "rows": [fate_out(row) for row in found]}


@router.post("/tables/{name}/import", response=ImportedOut, summary="Bring in a table")
def import_table(
    request: HttpRequest,
    name: str,
    shown: str = Form(description="As the preview of the same file gave it"),
    new_after_all: list[int] = Form([], description="Doubtful rows that are new"),  # noqa: B008
    file: UploadedFile | None = File(None, description="The same file"),  # noqa: B008
) -> Any:
    """Write exactly what the preview showed; refused if a record changed since. For the secretariat."""
    require(request.user, "network.import")
    table = table_of(name)
    done = actions.import_table(
        actor=caller(request),
        table=table,
        sheet=sheet_of(request, table, file),
        shown=shown,
        new_after_all=frozenset(new_after_all),
    )
    return done.__dict__


def table_of(name: str) -> Table:
    if name not in TABLES:
        what = gettext("There is no table %(name)s; there are %(known)s.")
        raise NotFoundError(what % {"name": name, "known": ", ".join(TABLES)})
    return TABLES[name]


def sheet_of(request: HttpRequest, table: Table, file: UploadedFile | None) -> Sheet:
    if file is None:
        why = refused_files(request).get("file") or gettext("send the table as a multipart field “file”")
        raise InvalidInputError([Problem("file", why)])
    return read_sheet(table, file.name or "", file.read())


def fate_out(row: RowFate) -> dict[str, Any]:
    return {
        "row": row.number,
        "fate": row.fate.value,
        "name": row.name,
        "code": row.code,
        "changes": [change.__dict__ for change in row.changes],
        "why": list(row.why),
        "like": [told(one) for one in row.like],
    }
