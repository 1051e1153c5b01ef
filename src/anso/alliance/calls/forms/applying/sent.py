"""What a page of the form sent, read into answers by field code; nothing is refused here, whatever was sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from anso.alliance.calls.definition import Field, FieldKind
from anso.alliance.calls.definition.answers import LISTS, MOST_ROWS
from anso.alliance.calls.forms.applying.names import ASKED, columns_of, input_name, is_table
from anso.alliance.network.models import Institution

__all__ = ["Sent", "read_sent"]

LONGEST_NUMBER = 9


@dataclass(frozen=True)
class Sent:
    """The answers of one page, the revision they were written on, and the button that was pressed."""

    answers: dict[str, Any]
    revision: int
    button: str = ""
    subject: str = ""
    """What the button is about: `add` a row to a field, `remove` a row of it (`budget-2`)."""


def read_sent(request: HttpRequest, fields: Iterable[Field]) -> Sent:
    post = request.POST
    shown = set(post.getlist(ASKED))
    answers = {field.code: answer_in(post, field) for field in fields if field.code in shown}
    button = next((name for name in ("add", "remove", "next") if name in post), "")
    if button == "remove":
        take_row_out(answers, post["remove"])
    return Sent(answers, whole(post.get("revision", "")), button, post.get(button, ""))


def answer_in(post: QueryDict, field: Field) -> Any:
    if field.kind in LISTS:
        return [item for item in post.getlist(input_name(field.code)) if item]
    if is_table(field):
        return [
            row for number in row_numbers(post, field) if any((row := row_in(post, field, number)).values())
        ]
    given = post.get(input_name(field.code), "")
    return code_of(given) if field.kind == FieldKind.INSTITUTION else given


def row_numbers(post: QueryDict, field: Field) -> list[int]:
    start = f"{input_name(field.code)}-"
    found = {whole(name.removeprefix(start).partition("-")[0]) for name in post if name.startswith(start)}
    return sorted(number for number in found if 0 < number <= MOST_ROWS)


def row_in(post: QueryDict, field: Field, number: int) -> dict[str, str]:
    codes = [column if isinstance(column, str) else column.code for column in columns_of(field)]
    return {code: post.get(input_name(field.code, number, code), "").strip() for code in codes}


def take_row_out(answers: dict[str, Any], subject: str) -> None:
    """Of `budget-2` the second row, counted among those that were sent filled in."""
    code, _dash, number = subject.rpartition("-")
    rows, place = answers.get(code), whole(number)
    if isinstance(rows, list) and 0 < place <= len(rows):
        del rows[place - 1]


def code_of(given: str) -> str:
    """The code of an institution that was named as its list shows it (`Institute of Tides [tides]`), or as typed."""
    text = given.strip()
    if text.endswith("]") and "[" in text:
        return text.rpartition("[")[2].removesuffix("]")
    named = Institution.objects.filter(name__iexact=text).values_list("code", flat=True)
    found = list(named[:2]) if text else []
    return found[0] if len(found) == 1 else text


def whole(text: str) -> int:
    """A whole number as it was sent; -1, which no revision and no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else -1
