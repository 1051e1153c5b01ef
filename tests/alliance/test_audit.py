"""The audit trail: what is written can be proven, what is altered is caught."""

import copy
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.transaction import TransactionManagementError
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.alliance.conftest import MakeUser
from tests.alliance.trail import sql, unguarded

from anso.alliance.network.models import Institution
from anso.alliance.people import audit
from anso.alliance.people.models import AppendOnlyError, AuditEvent, AuditHead

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def write(count: int) -> list[AuditEvent]:
    return [audit.record(actor=None, verb="test.act", number=number) for number in range(count)]


def start() -> int:
    """Number of the last event there is; the trail is never emptied, not even between tests."""
    return AuditHead.objects.get().sequence


@pytest.mark.django_db
def test_events_follow_each_other_and_verify(make_user: MakeUser, institution: Institution) -> None:
    actor = make_user()
    before = AuditHead.objects.get()
    first = audit.record(actor=actor, verb="network.rename", target=institution, fields=["name"])
    second = audit.record(actor=None, verb="network.close", target=institution)

    assert (first.sequence, second.sequence) == (before.sequence + 1, before.sequence + 2)
    assert (first.previous, second.previous) == (before.hash, first.hash)
    assert (first.actor, second.actor) == (str(actor.public_id), "")
    assert (first.target_type, first.target_id) == ("network.institution", str(institution.pk))
    assert first.target_label == "Institute of Tides"
    assert first.details == {"fields": ["name"]}
    assert audit.verify() == audit.AuditReport(events=second.sequence, head=second.hash)


@pytest.mark.django_db
def test_hash_covers_every_field() -> None:
    event = AuditEvent(
        sequence=7,
        time=datetime(2020, 6, 8, 12, 30, tzinfo=UTC),
        actor="a",
        verb="b",
        target_type="c",
        target_id="d",
        target_label="e",
        details_json='{"f":1}',
        previous="0" * 64,
    )
    # Computed apart from the application: sha256 of the sorted, compact JSON of all the fields.
    assert event.expected_hash() == "3c82fd86bf55b1ed5b7e4c668002d11ce6093cd9025945799c4be16f5f9abf25"
    hashed = {event.expected_hash()}
    for field, value in {
        "sequence": 8,
        "time": event.time + timedelta(microseconds=1),
        "actor": "",
        "verb": "",
        "target_type": "",
        "target_id": "",
        "target_label": "",
        "details_json": "{}",
        "previous": "1" * 64,
    }.items():
        changed = copy.copy(event)
        setattr(changed, field, value)
        hashed.add(changed.expected_hash())
    assert len(hashed) == 10


@pytest.mark.django_db
def test_account_appears_by_its_public_id_alone(make_user: MakeUser) -> None:
    person = make_user(email="somebody@example.org")
    event = AuditEvent.objects.get(verb="people.create_account", target_id=str(person.public_id))
    assert event.target_label == "account"
    assert "somebody" not in event.details_json


@pytest.mark.django_db(transaction=True)
def test_record_outside_a_transaction_is_refused() -> None:
    before = start()
    with pytest.raises(TransactionManagementError, match=r"'test\.act' must be recorded inside"):
        audit.record(actor=None, verb="test.act")
    assert start() == before


@pytest.mark.django_db(transaction=True)
def test_act_that_fails_leaves_no_event() -> None:
    before = start()

    @transaction.atomic
    def act() -> None:
        audit.record(actor=None, verb="test.act")
        raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        act()
    assert start() == before
    assert audit.verify().broken == ""


@pytest.mark.django_db
def test_model_refuses_change_and_deletion() -> None:
    (event,) = write(1)
    event.verb = "test.other"
    rows = AuditEvent.objects.filter(pk=event.pk)
    acts: list[Callable[[], Any]] = [
        event.save,
        event.delete,
        rows.delete,
        lambda: rows.update(verb="test.other"),
        lambda: AuditEvent.objects.bulk_update([event], ["verb"]),
    ]
    for act in acts:
        with pytest.raises(AppendOnlyError, match="The audit trail only grows"):
            act()
    assert AuditEvent.objects.get(pk=event.pk).verb == "test.act"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people_auditevent SET verb = 'test.other'",
        "DELETE FROM people_auditevent",
        "DELETE FROM people_audithead",
        "UPDATE people_audithead SET sequence = sequence - 1",
        "UPDATE people_audithead SET hash = ''",
        "UPDATE people_audithead SET sequence = sequence + 1",
        "INSERT INTO people_audithead (id, sequence, hash) VALUES (2, 0, '')",
    ],
)
def test_database_refuses_what_would_rewrite_the_trail(statement: str) -> None:
    write(2)
    with pytest.raises(IntegrityError, match="audit trail only"), transaction.atomic():
        sql(statement)
    assert audit.verify().broken == ""


COLUMNS = "sequence, time, actor, verb, target_type, target_id, target_label, details_json, previous, hash"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed",
    [
        {"sequence": "sequence + 2"},
        {"sequence": "-1"},
        {"sequence": "sequence + 1"},
        {"sequence": "sequence + 1", "previous": "''"},
    ],
    ids=["a gap", "before the first", "after another", "after nothing"],
)
def test_database_refuses_an_event_that_does_not_follow_the_last(changed: dict[str, str]) -> None:
    write(2)
    values = ", ".join(changed.get(column, column) for column in COLUMNS.split(", "))
    with pytest.raises(IntegrityError, match="an event follows the last one"), transaction.atomic():
        sql(
            f"INSERT INTO people_auditevent ({COLUMNS}) SELECT {values} FROM people_auditevent WHERE sequence = %s",
            start(),
        )
    assert audit.verify().broken == ""


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is SQLite's")
def test_database_refuses_to_replace_the_last_event_and_write_on_from_it() -> None:
    write(2)
    forged = AuditEvent.objects.get(sequence=start())
    forged.verb = "test.forged"
    forged.hash = forged.expected_hash()
    with pytest.raises(IntegrityError, match="audit trail only"), transaction.atomic():
        sql(
            f"REPLACE INTO people_auditevent ({COLUMNS}) VALUES ({', '.join(['%s'] * 10)})",
            *(getattr(forged, column) for column in COLUMNS.split(", ")),
        )
    write(1)
    assert audit.verify().broken == ""
    assert not AuditEvent.objects.filter(verb="test.forged").exists()


@pytest.mark.django_db
def test_event_before_the_first_is_caught() -> None:
    write(1)
    with unguarded():
        sql(
            f"INSERT INTO people_auditevent ({COLUMNS}) SELECT {COLUMNS.replace('sequence', '-1', 1)} "
            "FROM people_auditevent WHERE sequence = %s",
            start(),
        )
    assert audit.verify().broken == "Event -1 stands before the first one: it was not written by the site."


@pytest.mark.django_db
@pytest.mark.parametrize(
    "field", ["actor", "verb", "target_type", "target_id", "target_label", "details_json"]
)
def test_altered_text_is_caught(field: str) -> None:
    write(3)
    victim = start() - 1
    with unguarded():
        sql(f"UPDATE people_auditevent SET {field} = %s WHERE sequence = %s", '{"forged":1}', victim)
    report = audit.verify()
    assert report.events == victim - 1
    assert report.broken.startswith(f"Event {victim} (")
    assert report.broken.endswith(" was altered.")


@pytest.mark.django_db
def test_altered_time_is_caught() -> None:
    write(1)
    victim = start()
    with unguarded():
        sql(
            "UPDATE people_auditevent SET time = %s WHERE sequence = %s",
            datetime(2020, 1, 1, tzinfo=UTC),
            victim,
        )
    assert audit.verify().broken == f"Event {victim} (test.act, 2020-01-01 00:00 UTC) was altered."


@pytest.mark.django_db
def test_event_with_a_forged_hash_is_caught_by_the_next() -> None:
    write(2)
    victim = AuditEvent.objects.get(sequence=start() - 1)
    victim.verb = "test.other"
    with unguarded():
        sql(
            "UPDATE people_auditevent SET verb = %s, hash = %s WHERE sequence = %s",
            victim.verb,
            victim.expected_hash(),
            victim.sequence,
        )
    assert (
        audit.verify().broken
        == f"Event {victim.sequence + 1} (test.act) does not follow the event before it."
    )


@pytest.mark.django_db
def test_forged_last_event_is_caught_by_the_head() -> None:
    write(1)
    victim = AuditEvent.objects.get(sequence=start())
    victim.verb = "test.other"
    with unguarded():
        sql(
            "UPDATE people_auditevent SET verb = %s, hash = %s WHERE sequence = %s",
            victim.verb,
            victim.expected_hash(),
            victim.sequence,
        )
    assert (
        audit.verify().broken == f"Event {victim.sequence} is not the one the head names: it was rewritten."
    )


@pytest.mark.django_db
def test_deleted_event_in_the_middle_is_caught() -> None:
    write(3)
    last = start()
    with unguarded():
        sql("DELETE FROM people_auditevent WHERE sequence = %s", last - 1)
    assert audit.verify().broken == f"Event {last - 1} is missing."


@pytest.mark.django_db
def test_deleted_last_event_is_caught() -> None:
    write(3)
    last = start()
    with unguarded():
        sql("DELETE FROM people_auditevent WHERE sequence = %s", last)
    report = audit.verify()
    assert report.events == last - 1
    assert report.broken == (
        f"The trail ends at event {last - 1}, but its head names event {last}: the last were deleted."
    )


@pytest.mark.django_db
def test_event_beyond_the_head_is_caught() -> None:
    (event,) = write(1)
    forged = AuditEvent(sequence=event.sequence + 1, time=event.time, verb="test.forged", previous=event.hash)
    forged.hash = forged.expected_hash()
    forged.save()
    assert audit.verify().broken == (
        f"Event {forged.sequence} stands beyond the head: it was not written by the site."
    )


@pytest.mark.django_db
def test_missing_head_is_caught() -> None:
    write(1)
    with unguarded():
        sql("DELETE FROM people_audithead")
    assert audit.verify().broken == "The row that names the end of the trail is missing."


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(details=st.dictionaries(st.text(), JSON, max_size=4))
def test_details_come_back_as_they_were(details: dict[str, Any]) -> None:
    event = audit.record(actor=None, verb="test.act", details=details)
    stored = AuditEvent.objects.get(pk=event.pk)
    assert stored.details == {"details": details}
    assert stored.hash == stored.expected_hash()


@pytest.mark.django_db
def test_details_of_other_types_are_kept_as_text() -> None:
    event = audit.record(
        actor=None,
        verb="test.act",
        day=date(2020, 6, 8),
        amount=Decimal("1.50"),
        who=UUID(int=1),
        pair=(1, "a"),
    )
    assert event.details == {
        "day": "2020-06-08",
        "amount": "1.50",
        "who": "00000000-0000-0000-0000-000000000001",
        "pair": [1, "a"],
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("details", "complaint"),
    [
        ({"cost": float("nan")}, "details.cost: nan has no JSON spelling; give a finite number."),
        ({"by": {1: "a"}}, "details.by: the key 1 must be text."),
        ({"rows": [object]}, "details.rows[0]: a type cannot be kept in the audit trail"),
    ],
)
def test_detail_that_could_not_be_read_back_is_refused(details: dict[str, Any], complaint: str) -> None:
    before = start()
    with pytest.raises(audit.UnwritableDetailError) as caught:
        audit.record(actor=None, verb="test.act", **details)
    assert str(caught.value).startswith(complaint)
    assert start() == before


WRITERS, EACH = 4, 15


@pytest.mark.django_db(transaction=True)
def test_concurrent_writers_leave_one_chain(tmp_path: Path) -> None:
    """Each writer has a connection of its own, as processes of a server have."""
    database = copy.deepcopy(connection.settings_dict)
    if connection.vendor == "sqlite":  # the tests' own lives in memory, where connections cannot wait in turn
        database["NAME"] = str(tmp_path / "records.sqlite3")
        sql("VACUUM INTO %s", database["NAME"])
    before = start()
    errors: list[BaseException] = []
    found: list[tuple[audit.AuditReport, int]] = []
    ready = threading.Barrier(WRITERS)

    def connected(work: Callable[[], None]) -> threading.Thread:
        def run() -> None:
            connections["default"] = type(connections["default"])(database, "default")
            try:
                work()
            except BaseException as error:  # noqa: BLE001  (told below, on the test's own thread)
                errors.append(error)
            finally:
                connections["default"].close()

        return threading.Thread(target=run)

    def write_many() -> None:
        ready.wait(timeout=30)
        for number in range(EACH):
            with transaction.atomic():
                audit.record(actor=None, verb="test.race", number=number)

    def read() -> None:
        numbers = AuditEvent.objects.filter(verb="test.race", sequence__gt=before).count()
        found.append((audit.verify(), numbers))

    for works in ([write_many] * WRITERS, [read]):
        threads = [connected(work) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert errors == []
    ((report, numbers),) = found
    assert (report.broken, report.events, numbers) == ("", before + WRITERS * EACH, WRITERS * EACH)
