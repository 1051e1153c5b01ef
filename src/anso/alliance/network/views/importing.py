"""Bringing a table in: a file, then what each of its rows would do, then, if somebody says so, doing it."""

import re
import uuid
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from anso.alliance.network import actions
from anso.alliance.network.forms import TableForm
from anso.alliance.network.tables.fates import digest, fates_of
from anso.alliance.network.tables.kinds import TABLES
from anso.alliance.network.tables.reading import Sheet, read_sheet
from anso.alliance.network.tables.table import Fate, RowFate, Table
from anso.alliance.network.views.common import FORMS, shown, signed_in
from anso.alliance.people.rules import guarded
from anso.alliance.uploads import refused_files
from anso.errors import InvalidInputError, NotFoundError

__all__ = ["import_table"]

WAITING = "network.import"
"""Where the session keeps which file waits for its owner's word."""
ROWS_SHOWN = 500
ROW = re.compile("[0-9]{1,9}")
ORDER = [Fate.REFUSED, Fate.DOUBTFUL, Fate.CHANGED, Fate.NEW, Fate.UNCHANGED]


@never_cache
@require_http_methods(FORMS)
@login_required
@guarded("network.import")
def import_table(request: HttpRequest, name: str) -> HttpResponse:
    table = TABLES[name]
    if request.method == "POST" and "shown" in request.POST:
        return write(request, table)
    form = TableForm(refused_files(request).get("file", ""), request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        content = given.read()
        try:
            sheet = read_sheet(table, given.name, content)
        except InvalidInputError as error:
            for problem in error.problems:
                form.add_error("file", str(problem))
        else:
            keep(request, table, given.name, content)
            return preview(request, table, sheet)
    others = [other for other in TABLES.values() if other is not table]
    return shown(request, "network/import.html", {"form": form, "table": table, "others": others})


def keep(request: HttpRequest, table: Table, name: str, content: bytes) -> None:
    """Hold the file until its owner has said yes or no; what nobody came back for is swept away in a day."""
    forget(request)
    kept = f"table-{uuid.uuid4().hex}"
    (Path(settings.UPLOADS) / kept).write_bytes(content)
    request.session[WAITING] = {"file": kept, "name": name, "table": table.name}


def forget(request: HttpRequest) -> None:
    held = request.session.pop(WAITING, None)
    if held:
        (Path(settings.UPLOADS) / held["file"]).unlink(missing_ok=True)


def waiting(request: HttpRequest, table: Table) -> Sheet:
    held = request.session.get(WAITING)
    path = Path(settings.UPLOADS) / held["file"] if held and held.get("table") == table.name else None
    if held is None or path is None or not path.exists():
        raise NotFoundError(gettext("The file is not there any more; choose it again."))
    return read_sheet(table, held["name"], path.read_bytes())


def preview(request: HttpRequest, table: Table, sheet: Sheet, problem: str = "") -> HttpResponse:
    found = fates_of(table, sheet)
    groups = [(fate, [row for row in found if row.fate is fate]) for fate in ORDER]
    return render(
        request,
        "network/preview.html",
        {
            "table": table,
            "groups": [(fate.value, rows[:ROWS_SHOWN], len(rows)) for fate, rows in groups if rows],
            "rows": len(found),
            "shown": digest(found),
            "writes": writes(found),
            "problem": problem,
        },
        status=422 if problem else 200,
    )


def writes(found: list[RowFate]) -> bool:
    return any(row.fate in (Fate.NEW, Fate.CHANGED, Fate.DOUBTFUL) for row in found)


def write(request: HttpRequest, table: Table) -> HttpResponse:
    sheet = waiting(request, table)
    chosen = frozenset(int(number) for number in request.POST.getlist("new") if ROW.fullmatch(number))
    try:
        done = actions.import_table(
            actor=signed_in(request),
            table=table,
            sheet=sheet,
            shown=request.POST["shown"],
            new_after_all=chosen,
        )
    except InvalidInputError as error:
        return preview(request, table, sheet, problem=" ".join(str(found) for found in error.problems))
    forget(request)
    told = gettext("The table was brought in: %(new)d new, %(changed)d changed, %(refused)d refused.")
    messages.success(
        request, told % {"new": done.new + len(chosen), "changed": done.changed, "refused": done.refused}
    )
    return redirect(table.back)
