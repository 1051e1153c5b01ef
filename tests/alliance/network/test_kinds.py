"""Every kind of record as a table: what goes out comes back unchanged, and what comes in is told and then done."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.alliance.conftest import MakeUser
from tests.alliance.network.filled import fill

from anso.alliance.network import actions
from anso.alliance.network.models import (
    Ambassador,
    Association,
    AssociationMember,
    Contact,
    Institution,
    Membership,
    MembershipStep,
    Memorandum,
    Partner,
)
from anso.alliance.network.tables.fates import digest, fates_of
from anso.alliance.network.tables.kinds import (
    AMBASSADORS,
    BELONGINGS,
    CONTACTS,
    INSTITUTIONS,
    MEMBERSHIPS,
    MEMORANDA,
    PARTNERS,
    TABLES,
)
from anso.alliance.network.tables.reading import read_sheet
from anso.alliance.network.tables.table import Fate, RowFate, Table
from anso.alliance.network.tables.writing import table_file
from anso.alliance.people.models import AuditEvent, User
from anso.errors import InvalidInputError

OWN = {name: table for name, table in TABLES.items() if table.model._meta.app_label == "network"}
"""Other apps enter kinds of theirs, and try them in their own tests."""
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60)


@pytest.fixture
def person(make_user: MakeUser) -> User:
    return make_user()


def back(table: Table, suffix: str) -> list[RowFate]:
    """The fates of an export that is brought back as it went out."""
    content, _media_type = table_file(table, suffix, keeps=True)
    return fates_of(table, read_sheet(table, f"{table.name}.{suffix}", content))


def fates(table: Table, *lines: str) -> list[RowFate]:
    return fates_of(table, read_sheet(table, "a.csv", "\n".join(lines).encode()))


def bring(table: Table, *lines: str, actor: User | None = None) -> Any:
    sheet = read_sheet(table, "a.csv", "\n".join(lines).encode())
    return actions.import_table(actor=actor, table=table, sheet=sheet, shown=digest(fates_of(table, sheet)))


@pytest.mark.django_db
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_every_table_that_went_out_comes_back_unchanged(person: User, suffix: str) -> None:
    fill(person)
    told = {name: [row.fate.value for row in back(table, suffix)] for name, table in OWN.items()}
    assert told == {
        "institutions": ["unchanged"] * 2,
        "memberships": ["unchanged"] * 8,
        "associations": ["unchanged"],
        "association-members": ["unchanged"] * 3,
        "partners": ["unchanged"],
        "memoranda": ["unchanged"],
        "contacts": ["unchanged"] * 2,
        "ambassadors": ["unchanged"],
    }


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(said="one\rtwo\r\nthree", suffix="csv")
@example(said="one\rtwo\r\nthree", suffix="xlsx")
@example(said="  led\t by _x000D_ \u200c\u200b\ufeff blanks ", suffix="xlsx")
@given(said=TEXTS, suffix=st.sampled_from(["csv", "xlsx"]))
def test_whatever_people_wrote_comes_back_unchanged(person: User, said: str, suffix: str) -> None:
    written = f"Said: {said}".replace("\x00", "")
    with transaction.atomic():
        fill(person, written)
        refused = [
            (name, row.changes, row.why)
            for name, table in OWN.items()
            for row in back(table, suffix)
            if row.fate is not Fate.UNCHANGED
        ]
        transaction.set_rollback(True)
    assert refused == []


@pytest.mark.django_db
def test_tables_carry_a_network_to_an_empty_site(person: User) -> None:
    fill(person)
    files = {name: table_file(table, "csv", keeps=True)[0] for name, table in OWN.items()}
    before = {
        name: [table.row_of(one) for one in table.records(all_of_them=True)] for name, table in OWN.items()
    }
    for model in (
        MembershipStep,
        Membership,
        AssociationMember,
        Association,
        Contact,
        Ambassador,
        Memorandum,
        Partner,
    ):
        model._default_manager.all().delete()
    Institution.objects.all().delete()
    for name, table in OWN.items():
        content = files[name].decode("utf-8-sig")
        if "id" in table.columns:  # numbers are of the site that gave them
            head, _break, rest = content.partition("\r\n")
            content = head.replace("id,", "was,", 1).replace("was,", "id,", 1) + "\r\n" + without_ids(rest)
        sheet = read_sheet(table, "a.csv", content.encode())
        found = fates_of(table, sheet)
        assert {row.fate for row in found} == {Fate.NEW}, (name, [row.why for row in found])
        actions.import_table(actor=None, table=table, sheet=sheet, shown=digest(found))
    after = {
        name: [table.row_of(one) for one in table.records(all_of_them=True)] for name, table in OWN.items()
    }
    assert plain(after) == plain(before)
    assert Membership.objects.get(institution__code="waves").kind == "named"
    assert sorted(Membership.objects.filter(institution__code="tides").values_list("state", flat=True)) == [
        "applied",
        "ended",
    ]


def without_ids(text: str) -> str:
    import csv
    import io

    rows = list(csv.reader(io.StringIO(text, newline="")))
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["", *row[1:]] for row in rows])
    return out.getvalue()


def plain(tables: dict[str, list[dict[str, Any]]]) -> Any:
    """Without numbers, and with the breaks of lines that a spreadsheet gives."""
    return {
        name: [
            {
                key: value.replace("\r\n", "\n") if isinstance(value, str) else value
                for key, value in row.items()
                if key != "id"
            }
            for row in rows
        ]
        for name, rows in tables.items()
    }


@pytest.mark.django_db
def test_steps_are_added_in_turn_and_what_cannot_follow_is_refused(person: User) -> None:
    fill(person)
    found = fates(
        MEMBERSHIPS,
        "institution,step,on,evidence",
        "tides,screened,2020-02-01,Read",
        "tides,endorsed,2020-03-01,Board",
        "tides,endorsed,2020-03-02,Board",
        "tides,suspended,2020-02-01,Too early",
        "waves,approved,2021-01-01,Assembly",
        "waves,founded,2018-11-04,Again",
        "waves,named,2018-11-04,Another report",
        "waves,reinstated,2021-01-01,",
        "waves,danced,2021-01-01,x",
        "waves,left,2999-01-01,x",
        "nowhere,applied,2020-01-01,x",
    )
    assert [(row.number, row.fate.value) for row in found] == [
        (2, "new"),
        (3, "new"),
        (4, "refused"),
        (5, "refused"),
        (6, "new"),
        *((number, "refused") for number in range(7, 13)),
    ]
    assert [row.why[0] for row in found if row.why] == [
        "step: endorsed cannot follow here; it follows applied, screened",
        "on: 2020-02-01 lies before the last step of this membership, on 2020-03-01",
        "step: this institution’s membership is open already",
        "evidence: a step on record is history and is never rewritten",
        "step: reinstated cannot follow here; it follows suspended",
        (
            "step: there is no step danced; there are applied, screened, founded, named, endorsed, approved, "
            "declined, withdrawn, suspended, reinstated, left"
        ),
        "on: 2999-01-01 lies ahead; a step is recorded once it was made",
        "institution: nothing on record has the code nowhere; bring that one in first",
    ]


@pytest.mark.django_db
def test_steps_of_a_table_are_written_by_the_verbs(person: User, make_user: MakeUser) -> None:
    fill(person)
    secretary = make_user("secretariat")
    done = bring(
        MEMBERSHIPS,
        "institution,step,on,evidence,resolution",
        "tides,endorsed,2020-03-01,Board,gb-1",
        "tides,approved,2020-05-01,Assembly,ga-1",
        actor=secretary,
    )
    assert (done.new, done.refused) == (2, 0)
    held = Membership.objects.get(institution__code="tides", until__isnull=True)
    assert (held.kind, held.state, held.since) == ("approved", "member", date(2020, 3, 1))
    step = held.steps.get(step="approved")
    assert (step.resolution, step.recorded_by) == ("ga-1", secretary)
    verbs = list(AuditEvent.objects.order_by("-sequence").values_list("verb", flat=True)[:3])
    assert verbs == [
        "network.import_memberships",
        "network.membership_approved",
        "network.membership_endorsed",
    ]


@pytest.mark.django_db
def test_history_of_an_association_is_added_to_and_not_rewritten(person: User) -> None:
    fill(person)
    lines = (
        "association,institution,since,until,end_evidence",
        "13A,tides,,2021-01-01,Minutes",
        "13A,waves,2019-01-01,2019-03-01,Other",
        "13A,waves,2022-01-01,,",
    )
    assert [(row.fate.value, row.why) for row in fates(BELONGINGS, *lines)] == [
        ("changed", ()),
        (
            "refused",
            ("until, end_evidence: what is on record of this is history and is not rewritten by a table",),
        ),
        ("refused", ("This institution belongs to the association already; enter its end first.",)),
    ]
    bring(BELONGINGS, *lines)
    held = AssociationMember.objects.get(institution__code="tides")
    assert (held.until, held.end_evidence) == (date(2021, 1, 1), "Minutes")


@pytest.mark.django_db
def test_contacts_are_known_by_number_else_by_place_and_name(person: User) -> None:
    number = fill(person)["contact"].pk
    lines = (
        "id,institution,partner,name,email,account",
        f"{number},,,Ann Renamed,ann@tides.example,{person.public_id}",
        ",tides,,Dee,dee@tides.example,",
        ",,us,BEA,bea@us.example,",
        ",tides,us,Both,,",
        ",,,None,,",
        "999,tides,,Nobody,,",
        f"{number},waves,,Moved,,",
        ",tides,,Eve,no address,",
        ",tides,,Flo,,8f1c0f5e-0000-4000-8000-000000000000",
    )
    found = fates(CONTACTS, *lines)
    assert [row.fate.value for row in found] == ["changed", "new", "changed", *["refused"] * 6]
    assert [row.why[0] for row in found if row.why] == [
        "A contact belongs to one institution or to one partner.",
        "A contact belongs to one institution or to one partner.",
        "id: nothing on record has the number 999; leave it empty for a new one",
        f"id: number {number} is a contact of Institute of Tides; end that one, and enter this as a new one",
        "email: Enter a valid email address.",
        (
            "account: 8f1c0f5e-0000-4000-8000-000000000000 is no account; give the public id, as in the address of "
            "the person’s page"
        ),
    ]
    done = bring(CONTACTS, *lines)
    assert (done.new, done.changed, done.refused) == (1, 2, 6)
    assert Contact.objects.get(pk=number).name == "Ann Renamed"
    assert Contact.objects.get(email="bea@us.example").partner == Partner.objects.get()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table", "head", "row", "why"),
    [
        (
            MEMORANDA,
            "partner,title,signed,ends",
            "us,New,2020-02-01,2020-01-01",
            "ends: 2020-01-01 lies before",
        ),
        (MEMORANDA, "partner,title,signed", ",New,2020-02-01", "partner: give the code of the partner"),
        (MEMORANDA, "partner,title,signed", "us,New,1 Feb 2020", "signed: 1 Feb 2020 is not a day such as"),
        (MEMORANDA, "partner,title,signed", "us,New,2020-02-30", "signed: 2020-02-30 is not a day such as"),
        (AMBASSADORS, "name,since,country", "Di,2020-01-01,Atlantis", "country: Atlantis is no country"),
        (AMBASSADORS, "name,since", "Di,", "since: "),
        (PARTNERS, "name,website", "New,nowhere", "website: "),
        (
            TABLES["associations"],
            "number,name,host",
            "new,Seas,tides",
            "number: new is an address of the site",
        ),
        (TABLES["associations"], "number,name,host", "7,Seas,", "host: give the code of the institution"),
        (
            TABLES["associations"],
            "number,name,host",
            "7/8,Seas,tides",
            "number: A number holds digits and Latin",
        ),
    ],
)
def test_row_that_cannot_be_is_refused_with_the_mend(
    person: User, table: Table, head: str, row: str, why: str
) -> None:
    fill(person)
    (found,) = fates(table, head, row)
    assert found.fate is Fate.REFUSED
    assert found.why[0][: len(why)] == why


@pytest.mark.django_db
def test_export_of_the_directory_is_taken_back_and_what_it_tells_beside_is_passed_over(
    person: User, client: Any
) -> None:
    fill(person)
    content = client.get("/network/institutions.csv").content
    sheet = read_sheet(INSTITUTIONS, "institutions.csv", content)
    assert [row.fate for row in fates_of(INSTITUTIONS, sheet)] == [Fate.UNCHANGED] * 2


@pytest.mark.django_db
def test_row_that_a_verb_refuses_after_all_names_its_number_and_nothing_is_written(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(person)
    monkeypatch.setattr(type(PARTNERS.open()), "complaints", lambda _self, _record: ())
    with pytest.raises(InvalidInputError, match="row 3: website: Enter a valid URL"):
        bring(PARTNERS, "name,website", "Fine,", "Wrong,nowhere")
    assert Partner.objects.count() == 1
