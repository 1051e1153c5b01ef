"""The operation on tables: rows selected, filtered and sorted, as JSON, CSV or Parquet."""

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from ninja import Router
from ninja.params.functions import Query

from anso.errors import InvalidInputError, Problem
from anso.portal.api.answers import etag_of, json_response, link_next, not_modified
from anso.portal.api.schemas import FARTHEST, Error
from anso.portal.index import queries
from anso.portal.tables import FORMATS, Condition, Format, read_rows, stream

__all__ = ["router"]

router = Router(tags=["Releases"])
RESERVED = ("format", "columns", "where", "sort", "offset", "limit")
MEDIA_TYPES: dict[Format, str] = {
    "json": "application/json; charset=utf-8",
    "csv": "text/csv; charset=utf-8; header=present",
    "parquet": "application/vnd.apache.parquet",
}
ANSWER_CHANGED = 1
"""Raised when the same query comes to be answered in another spelling, so that kept answers are asked anew."""


@router.get(
    "/releases/{product}/{name}/tables/{table}",
    response={200: list[dict[str, Any]], 404: Error, 422: Error},
    summary="Rows of a table",
    openapi_extra={
        "responses": {
            200: {
                "content": {
                    "text/csv": {"schema": {"type": "string"}},
                    "application/vnd.apache.parquet": {"schema": {"type": "string", "format": "binary"}},
                },
                "headers": {
                    "X-Total-Count": {
                        "description": "Rows on all pages, where a page was asked for",
                        "schema": {"type": "integer"},
                    },
                    "Link": {"description": "The next page", "schema": {"type": "string"}},
                },
            }
        }
    },
)
def read_table(
    request: HttpRequest,
    product: str,
    name: str,
    table: str,
    format: str = Query("json", description="json, csv or parquet"),  # noqa: A002  # its name in the address
    columns: str = Query("", description="Columns wanted, separated by commas; default all"),
    where: list[str] = Query(  # noqa: B008  # how ninja declares a parameter
        [],
        description="Conditions column:operator:value, with ==, !=, <, <=, >, >= or contains; may be repeated",
    ),
    sort: str = Query("", description="Column to sort by; -column for the greatest first"),
    offset: int = Query(0, ge=0, le=FARTHEST),
    limit: int | None = Query(None, ge=1, le=100_000, description="Rows at most; default all of them"),
) -> HttpResponseBase:
    """Any other parameter is a condition too: `?country=PK` keeps the rows whose column `country` is PK."""
    release = queries.open_entry(queries.release_entry(f"{product}/{name}", request.user))
    etag = etag_of(
        "table", release.output("table", table).sha256, sorted(request.GET.lists()), ANSWER_CHANGED
    )
    if (unchanged := not_modified(request, etag)) is not None:
        return unchanged
    chosen = [column for column in columns.split(",") if column]
    conditions = _conditions(request, where)
    kind = _format(format)
    if kind == "json" and limit is not None:
        response: HttpResponseBase = _page(request, release, table, chosen, conditions, sort, offset, limit)
    else:
        response = StreamingHttpResponse(
            stream(
                release, table, kind, columns=chosen, where=conditions, sort=sort, offset=offset, limit=limit
            ),
            content_type=MEDIA_TYPES[kind],
        )
    if kind != "json":
        file = f"{product}-{name[:10]}-{table}.{kind}"
        response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    response.headers["ETag"] = etag
    return response


def _page(
    request: HttpRequest,
    release: Any,
    table: str,
    columns: list[str],
    conditions: list[Condition],
    sort: str,
    offset: int,
    limit: int,
) -> HttpResponse:
    found = read_rows(
        release, table, columns=columns, where=conditions, sort=sort, offset=offset, limit=limit
    )
    response = json_response(found.rows)
    response.headers["X-Total-Count"] = str(found.total)
    if offset + limit < found.total:
        link_next(request, response, offset=str(offset + limit))
    return response


def _format(text: str) -> Format:
    for known in FORMATS:
        if text == known:
            return known
    raise InvalidInputError([Problem("format", f"{text!r} is none of {', '.join(FORMATS)}")])


def _conditions(request: HttpRequest, where: list[str]) -> list[Condition]:
    conditions: list[Condition] = []
    for text in where:
        column, colon, rest = text.partition(":")
        operator, second, value = rest.partition(":")
        if not (colon and second):
            raise InvalidInputError(
                [Problem("where", f"{text!r} is not column:operator:value, such as cases:>=:100")]
            )
        conditions.append((column, operator, value))
    conditions += [
        (name, "==", value)
        for name, values in request.GET.lists()
        if name not in RESERVED
        for value in values
    ]
    return conditions
