"""Two records of one institution made one: nothing is lost, and undoing it gives every byte back."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.alliance.conftest import MakeUser

from anso.alliance.network import actions
from anso.alliance.network.merging.references import counts, links_to
from anso.alliance.network.merging.suggest import suggest
from anso.alliance.network.models import (
    Affiliation,
    Ambassador,
    Association,
    Conflict,
    Contact,
    FormerAddress,
    Institution,
    Membership,
    MembershipStep,
    Merge,
)
from anso.alliance.people.models import RoleGrant, User
from anso.alliance.people.roles import Scope, ScopeKind
from anso.alliance.projects.models import Project
from anso.alliance.teams.models import Team
from anso.errors import AnsoError, InvalidInputError

GROWING = ("people_auditevent", "people_audithead", "sqlite_sequence")
"""What tells of the merge and of its end, and what counts keys."""


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, as the database gives it."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in GROWING:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                found[table] = sorted(cursor.fetchall(), key=repr)
    return found


def total(tables: dict[str, list[tuple[Any, ...]]]) -> int:
    return sum(map(len, tables.values()))


def make(code: str, **fields: Any) -> Institution:
    return Institution.objects.create(code=code, name=fields.pop("name", code.title()), **fields)


def member(institution: Institution, state: str, since: date | None, kind: str = "endorsed") -> Membership:
    held = state in ("member", "suspended", "ended")
    made = Membership.objects.create(
        institution=institution,
        kind=kind if held else "",
        state=state,
        since=since,
        until=date(2021, 1, 1) if state in ("ended", "declined") else None,
        evidence=f"Report on {institution.code}",
        evidence_date=date(2020, 1, 1),
    )
    MembershipStep.objects.create(
        membership=made, step="applied", on=date(2019, 1, 1), evidence=f"Letter of {institution.code}"
    )
    return made


REFERRING = (
    "affiliation",
    "conflict",
    "contact",
    "ambassador",
    "project",
    "team",
    "part",
    "role",
    "association",
    "hosted",
)
STATES = st.sampled_from(["applied", "screened", "member", "suspended", "ended", "declined"])
references = st.lists(st.tuples(st.sampled_from(REFERRING), st.integers(0, 2)), max_size=12)


def refer(
    what: str, to: Institution, number: int, people: list[User], associations: list[Association]
) -> None:
    """One more row that refers to the institution; the same number gives rows that may collide."""
    person, name = people[number], f"{what}-{Team.objects.count()}-{Project.objects.count()}"
    match what:
        case "affiliation":
            Affiliation.objects.create(person=person, institution=to, position=name)
        case "conflict":
            Conflict.objects.create(person=person, institution=to, kind="family")
        case "contact":
            Contact.objects.create(institution=to, name=name)
        case "ambassador":
            Ambassador.objects.create(institution=to, name=name, since=date(2020, 1, 1))
        case "project":
            Project.objects.create(
                code=f"p{name}",
                programme="advisory",
                number=Project.objects.count() + 1,
                title=name,
                organisation=to,
                year=2020,
            )
        case "team":
            count = Team.objects.count()
            Team.objects.create(abbr=f"t{count}", skeleton=f"t{count}", name=name, institution=to)
        case "part":
            make(f"part-{Institution.objects.count()}", parent=to)
        case "role":
            if not RoleGrant.objects.filter(
                person=person, role="member-contact", scope_code=to.code
            ).exists():
                RoleGrant.objects.create(
                    person=person, role="member-contact", scope_kind="institution", scope_code=to.code
                )
        case "association":
            associations[number].members.add(to)
        case "hosted":
            Association.objects.create(number=f"h{Association.objects.count()}", name=name, host=to)


def points_to(key: int) -> list[str]:
    """By another road than the merge's own: every foreign key of the database, read from the database itself."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column, (_other, target) in connection.introspection.get_relations(cursor, table).items():
                if target == Institution._meta.db_table:
                    cursor.execute(
                        f"SELECT count(*) FROM {connection.ops.quote_name(table)} WHERE {connection.ops.quote_name(column)} = %s",
                        [key],
                    )
                    found += [f"{table}.{column}"] * cursor.fetchone()[0]
    return found


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    to_kept=references,
    to_gone=references,
    kept_state=st.none() | STATES,
    gone_state=st.none() | STATES,
    nested=st.sampled_from(["", "gone in kept", "kept in gone"]),
)
def test_merge_loses_nothing_and_undone_gives_every_byte_back(
    to_kept: list[tuple[str, int]],
    to_gone: list[tuple[str, int]],
    kept_state: str | None,
    gone_state: str | None,
    nested: str,
) -> None:
    with transaction.atomic():
        people = [
            User.objects.create_user(f"p{number}@example.org", name=f"P {number}") for number in range(3)
        ]
        host = make("host")
        associations = [Association.objects.create(number=str(n), name=f"A {n}", host=host) for n in range(3)]
        kept, gone = (
            make("kept", names={"fr": "Gardé"}),
            make("gone", names={"zh": "消失"}, country="LK", latitude=1.5, longitude=2.5),
        )
        if nested:
            part, whole = (gone, kept) if nested == "gone in kept" else (kept, gone)
            part.parent = whole
            part.save()
        for state, institution, since in (
            (kept_state, kept, date(2020, 5, 1)),
            (gone_state, gone, date(2019, 5, 1)),
        ):
            if state:
                member(institution, state, since)
        for institution, wanted in ((kept, to_kept), (gone, to_gone)):
            for what, number in wanted:
                refer(what, institution, number, people, associations)
        before = dump()
        letters = set(MembershipStep.objects.values_list("evidence", flat=True))

        made = actions.merge_institutions(actor=None, survivor=kept, gone=gone)

        assert points_to(gone.pk) == []
        assert Institution.objects.filter(pk=gone.pk).count() == 0
        assert RoleGrant.objects.filter(scope_code="gone").count() == 0
        assert set(MembershipStep.objects.values_list("evidence", flat=True)) == letters
        lost = total(before) - total(dump())
        joined = sum(entry["do"] == "remove" for entry in made.before) - 1
        assert lost == 1 + joined - 2  # the record itself and rows made one; the merge and the address came
        for model in (Affiliation, Conflict, Contact, Ambassador, Project, Team):
            assert model._default_manager.count() == len(before[model._meta.db_table])

        assert actions.undo_merge(actor=None, merge=made) == []
        assert dump() == before
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_every_link_of_the_schema_is_moved() -> None:
    """A table that is added later is found too: what Django says points to institutions is what is moved."""
    moved = {(link.model._meta.label, link.field) for link in links_to(Institution)}
    said = {
        (relation.related_model._meta.label, relation.field.name)
        for relation in Institution._meta.related_objects
        if not relation.many_to_many
    }
    through = {
        (field.remote_field.through._meta.label, "institution")
        for model in apps.get_models()
        for field in model._meta.many_to_many
        if field.related_model is Institution and field.remote_field.through._meta.auto_created
    }
    assert (said | through) - moved == set()
    assert ("network.AssociationMember", "institution") in moved


@pytest.mark.django_db
def test_names_of_the_merged_one_become_former_names_and_lead_to_the_other(client: Client) -> None:
    kept = make("kept", name="Oswaldo Cruz Foundation")
    gone = make(
        "fiocruz",
        name="Fundação Oswaldo Cruz",
        names={"zh": "克鲁兹基金会"},
        acronym="FIOCRUZ",
        ror_id="04jhswv08",
    )
    actions.merge_institutions(actor=None, survivor=kept, gone=gone)
    kept.refresh_from_db()
    assert kept.former_names == ["Fundação Oswaldo Cruz"]
    assert (kept.names, kept.acronym, kept.ror_id) == ({"zh": "克鲁兹基金会"}, "FIOCRUZ", "04jhswv08")
    assert kept.folded.split("\n") == [
        "oswaldo cruz foundation",
        "fiocruz",
        "克鲁兹基金会",
        "fundacao oswaldo cruz",
    ]
    answer = client.get("/network/institutions/fiocruz/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/network/institutions/kept/")


@pytest.mark.django_db
def test_membership_that_is_held_stays_with_the_steps_of_both() -> None:
    kept, gone = make("kept"), make("gone")
    member(kept, "applied", None)
    held = member(gone, "member", date(2018, 11, 4), kind="founding")
    actions.merge_institutions(actor=None, survivor=kept, gone=gone)
    only = Membership.objects.get()
    assert (only.pk, only.institution, only.kind, only.since) == (
        held.pk,
        kept,
        "founding",
        date(2018, 11, 4),
    )
    assert sorted(only.steps.values_list("evidence", flat=True)) == ["Letter of gone", "Letter of kept"]


@pytest.mark.django_db
def test_what_people_changed_since_stays_theirs_when_a_merge_is_undone() -> None:
    kept, gone = make("kept"), make("gone", city="Galle")
    contact = Contact.objects.create(institution=gone, name="Ann")
    made = actions.merge_institutions(actor=None, survivor=kept, gone=gone)
    Contact.objects.filter(pk=contact.pk).update(name="Ann Other")
    actions.update_institution(actor=None, institution=kept, city="Colombo")
    assert actions.undo_merge(actor=None, merge=made) == ["network.Institution Kept: city"]
    contact.refresh_from_db()
    kept.refresh_from_db()
    assert (contact.name, contact.institution.code, kept.city) == ("Ann Other", "gone", "Colombo")  # type: ignore[union-attr]


@pytest.mark.django_db
def test_merges_are_undone_in_turn() -> None:
    first, second, third = make("first"), make("second"), make("third")
    earlier = actions.merge_institutions(actor=None, survivor=second, gone=first)
    later = actions.merge_institutions(actor=None, survivor=third, gone=second)
    assert FormerAddress.objects.filter(institution=third).count() == 2
    with pytest.raises(AnsoError, match="Undo the later merge of Second first"):
        actions.undo_merge(actor=None, merge=Merge.objects.get(pk=earlier.pk))
    actions.undo_merge(actor=None, merge=later)
    actions.undo_merge(actor=None, merge=Merge.objects.get(pk=earlier.pk))
    assert set(Institution.objects.values_list("code", flat=True)) == {"first", "second", "third"}


@pytest.mark.django_db
def test_two_ror_ids_are_two_institutions() -> None:
    kept, gone = make("kept", ror_id="034t30j35"), make("gone", ror_id="042nb2s44")
    with pytest.raises(InvalidInputError, match="different ROR ids"):
        actions.merge_institutions(actor=None, survivor=kept, gone=gone)


@pytest.mark.django_db
def test_institution_is_not_merged_into_itself(institution: Institution) -> None:
    with pytest.raises(InvalidInputError, match="two different institutions"):
        actions.merge_institutions(actor=None, survivor=institution, gone=institution)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["member-contact", "board-member", "administrator"])
def test_secretariat_alone_merges(make_user: MakeUser, role: str) -> None:
    kept, gone = make("kept"), make("gone")
    with pytest.raises(PermissionDenied, match="Only the secretariat may do this"):
        actions.merge_institutions(actor=make_user(role), survivor=kept, gone=gone)


@pytest.mark.django_db
def test_role_over_the_merged_one_is_a_role_over_the_other(make_user: MakeUser) -> None:
    kept, gone = make("kept"), make("gone")
    contact = make_user("member-contact", scope=Scope(ScopeKind.INSTITUTION, "gone"))
    actions.merge_institutions(actor=None, survivor=kept, gone=gone)
    assert contact.grants.get().scope == Scope(ScopeKind.INSTITUTION, "kept")
    assert counts(kept) == [("Role grants", 1)]


@pytest.mark.django_db
def test_duplicates_are_suggested_with_the_reason_and_strangers_are_not() -> None:
    make("zagreb", name="University of Zagreb", country="HR", website="https://www.unizg.hr/")
    make("sveuciliste", name="Sveučilište u Zagrebu", country="HR", website="http://unizg.hr")
    make("cas", name="Chinese Academy of Sciences", names={"zh": "中国科学院"}, country="CN")
    make("cas-2", name="中国科学院", country="CN")
    make("ras", name="Russian Academy of Sciences", names={"ru": "Российская академия наук"}, country="RU")
    make("marmara", name="TUBITAK Marmara Research Centre", country="TR")
    make("marmara-2", name="Tübitak Marmara Research Center", country="TR")
    make("tides-lk", name="Institute of Tides", country="LK")
    make("tides-pk", name="Institute of Tides", country="PK")
    found = suggest(list(Institution.objects.all()))
    assert [({pair.first.code, pair.second.code}, pair.reasons) for pair in found] == [
        ({"cas", "cas-2"}, ("the same name",)),
        ({"zagreb", "sveuciliste"}, ("the same website",)),
        ({"marmara", "marmara-2"}, ("similar names",)),
    ]
