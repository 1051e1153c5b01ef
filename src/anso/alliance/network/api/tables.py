"""Tables of institutions: what one would do, and doing it."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import UploadedFile
from ninja.params.functions import File, Form

from anso.alliance.network import actions
from anso.alliance.network.api.callers import caller
from anso.alliance.network.api.router import router
from anso.alliance.network.api.schemas import ImportedOut, PreviewOut
from anso.alliance.network.tables.fates import RowFate, digest, fates_of
from anso.alliance.network.tables.reading import Sheet, read_sheet
from anso.alliance.people.rules import require
from anso.alliance.uploads import refused_files
from anso.errors import InvalidInputError, Problem

__all__: list[str] = []


@router.post("/institutions/preview", response=PreviewOut, summary="What a table would do")
def preview_institutions(
    request: HttpRequest,
    file: UploadedFile | None = File(None, description="CSV or XLSX"),  # noqa: B008  # as ninja is told
) -> Any:
    """The fate of every row of a table of institutions; nothing is written. For the secretariat."""
    require(request.user, "network.import")
    found = fates_of(sheet_of(request, file))
    return {"shown": digest(found), "rows": [fate_out(row) for row in found]}


@router.post("/institutions/import", response=ImportedOut, summary="Bring in a table")
def import_institutions(
    request: HttpRequest,
    shown: str = Form(description="As the preview of the same file gave it"),
    new_after_all: list[int] = Form([], description="Doubtful rows that are new"),  # noqa: B008
    file: UploadedFile | None = File(None, description="The same file"),  # noqa: B008
) -> Any:
    """Write exactly what the preview showed; refused if a record changed since. For the secretariat."""
    require(request.user, "network.import")
    done = actions.import_institutions(
        actor=caller(request),
        sheet=sheet_of(request, file),
        shown=shown,
        new_after_all=frozenset(new_after_all),
    )
    return done.__dict__


def sheet_of(request: HttpRequest, file: UploadedFile | None) -> Sheet:
    if file is None:
        told = refused_files(request).get("file") or gettext("send the table as a multipart field “file”")
        raise InvalidInputError([Problem("file", told)])
    return read_sheet(file.name or "", file.read())


def fate_out(row: RowFate) -> dict[str, Any]:
    return {
        "row": row.number,
        "fate": row.fate.value,
        "name": row.name,
        "code": row.code,
        "changes": [change.__dict__ for change in row.changes],
        "why": list(row.why),
        "like": [one.code for one in row.like],
    }
