"""A table as the answer to a request: CSV or XLSX, by the writer that keeps cells from being run."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse

from anso.alliance.sheets import TYPES, as_csv, as_xlsx
from anso.errors import NotFoundError

__all__ = ["table_response"]


def table_response(
    name: str, kind: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]
) -> HttpResponse:
    if kind not in TYPES:
        raise NotFoundError("Tables are taken away as csv or xlsx.")
    content = as_csv(columns, rows) if kind == "csv" else as_xlsx(columns, rows)
    return HttpResponse(
        content,
        content_type=TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'},
    )
