"""Terms of office as a table: out, back unchanged, new ones, ends, and nothing rewritten."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.alliance.governance.conftest import Board
from tests.alliance.governance.helpers import make_body, member_institution, person

from anso.alliance.governance.models import Body, Term
from anso.alliance.governance.tables import TERMS
from anso.alliance.network.actions import import_table
from anso.alliance.network.tables.fates import digest, fates_of
from anso.alliance.network.tables.reading import read_sheet
from anso.alliance.network.tables.table import RowFate
from anso.alliance.network.tables.writing import table_file
from anso.alliance.people.models import AuditEvent, User
from anso.errors import InvalidInputError

HEAD = "body,office,institution,name,begins,ends,evidence"


def sheet(*lines: str) -> Any:
    return read_sheet(TERMS, "a.csv", "\n".join(lines).encode())


def bring(*lines: str, actor: User | None = None) -> Any:
    given = sheet(*lines)
    return import_table(actor=actor, table=TERMS, sheet=given, shown=digest(fates_of(TERMS, given)))


def told(found: list[RowFate]) -> list[tuple[str, tuple[str, ...]]]:
    return [(row.fate.value, row.why) for row in found]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_terms_that_went_out_come_back_unchanged(board: Board, suffix: str) -> None:
    tides = member_institution("tides")
    Term.objects.create(
        body=make_body("group"), institution=tides, evidence="=1+1", evidence_date="2019-05-01"
    )
    content, _media_type = table_file(TERMS, suffix, keeps=True)
    found = fates_of(TERMS, read_sheet(TERMS, f"a.{suffix}", content))
    assert told(found) == [("unchanged", ())] * 6


def test_row_adds_a_term_or_ends_one_and_never_rewrites_one(board: Board) -> None:
    member_institution("tides")
    make_body("group")
    done = bring(HEAD, "group,chair,tides,Fay,2019-01-01,2020-01-01,Letter", "group,,,Gus,2020-02-01,,Letter")
    assert (done.new, done.changed) == (2, 0)
    fay, gus = Term.objects.filter(body__code="group").order_by("name")
    assert (fay.office, fay.institution.code, fay.ends) == ("chair", "tides", date(2020, 1, 1))
    assert (gus.office, gus.evidence_date) == ("member", date(2020, 2, 1))
    found = fates_of(
        TERMS,
        sheet(
            HEAD,
            "group,chair,tides,Fay,2019-01-01,2021-01-01,Letter",
            "group,member,,Gus,2020-02-01,2020-12-31,Letter",
            "group,member,,Hal,,,Letter",
            "group,member,,,2020-01-01,,Letter",
            "nowhere,member,,Ida,2020-01-01,,Letter",
            "group,queen,,Jan,2020-01-01,,Letter",
        ),
    )
    assert told(found)[:5] == [
        ("refused", ("ends: this term has ended already, on 2020-01-01",)),
        ("changed", ()),
        ("refused", ("begins: say from when",)),
        ("refused", ("Say which institution or which person holds the seat.",)),
        ("refused", ("body: nothing on record has the code nowhere; bring that one in first",)),
    ]
    assert (found[5].fate.value, "queen" in found[5].why[0]) == ("refused", True)
    bring(HEAD, "group,member,,Gus,2020-02-01,2020-12-31,Letter")
    assert Term.objects.get(name="Gus").ends == date(2020, 12, 31)
    rewritten = fates_of(TERMS, sheet("id,name,evidence", f"{gus.pk},Gustav,Another letter"))
    why = "evidence, name: a term is not rewritten; end it, and enter this as a new one"
    assert told(rewritten) == [("refused", (why,))]
    verbs = AuditEvent.objects.filter(verb__startswith="governance.").order_by("sequence")
    assert list(verbs.values_list("verb", flat=True))[-3:] == [
        "governance.begin_term",
        "governance.begin_term",
        "governance.end_term",
    ]


def test_nobody_seats_themself_by_a_table_and_nothing_of_it_is_written(board: Board) -> None:
    make_body("group")
    kim = person("kim", "secretariat")
    with pytest.raises(InvalidInputError, match="row 3: Nobody gives a seat to themself"):
        bring(
            f"{HEAD},account",
            "group,member,,Lee,2020-01-01,,Letter,",
            f"group,chair,,Kim,2020-01-01,,Letter,{kim.audit_id}",
            actor=kim,
        )
    assert Body.objects.get(code="group").terms.count() == 0


def test_everybody_takes_the_terms_away_without_the_accounts(board: Board) -> None:
    answer = Client().get("/network/terms.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert (answer.status_code, len(lines)) == (200, 6)
    assert "account" not in lines[0].split(",")
    assert board.chair.audit_id not in answer.content.decode()
    called = Client().get("/api/v1/tables/terms")
    assert called.content == answer.content
    assert "/network/terms.csv" in Client().get("/governance/bodies/governing-board/").content.decode()
