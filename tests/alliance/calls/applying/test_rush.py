"""Many at once, each with a connection of their own: none lost, none doubled, none taken late."""

import copy
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from tests.alliance.calls.world import DEADLINE, DURING, TOO_LATE, drafted, good_answers, open_call, person

from anso.alliance.calls import actions
from anso.alliance.calls.models import Application, Attachment, Call, Participant
from anso.alliance.people.models import User
from anso.errors import InvalidInputError

THREADS = 8
APPLICANTS = 200
LATE = 20


@pytest.fixture
def call(transactional_db: None) -> Call:
    return open_call()


def database_of(tmp_path: Path) -> dict[str, object]:
    """Where all connect to: SQLite's own for tests lives in memory, where connections cannot wait in turn."""
    settings = copy.deepcopy(connection.settings_dict)
    if connection.vendor == "sqlite":
        settings["NAME"] = str(tmp_path / "records.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [settings["NAME"]])
    return settings


def elsewhere(
    database: dict[str, object], works: list[Callable[[], Any]], threads: int = THREADS
) -> list[Any]:
    """Do the works in threads with connections of their own; what each gave, or the error that it ended in."""
    together = Barrier(min(threads, len(works)))

    def run(share: list[Callable[[], Any]]) -> list[Any]:
        connections["default"] = type(connections["default"])(database, "default")
        found = []
        together.wait(30)
        try:
            for work in share:
                try:
                    found.append(work())
                except Exception as error:  # noqa: BLE001  # told to the test
                    found.append(error)
        finally:
            connections["default"].close()
        return found

    shares = [works[number::threads] for number in range(min(threads, len(works)))]
    with ThreadPoolExecutor(len(shares)) as pool:
        return [one for share in pool.map(run, shares) for one in share]


def fill(call: Call, count: int) -> list[tuple[User, Application]]:
    people = User.objects.bulk_create(
        User(email=f"p{n}@example.org", name=f"P {n}", is_synthetic=True) for n in range(count)
    )
    drafts = Application.objects.bulk_create(
        Application(call=call, version=call.current, answers=good_answers(), is_synthetic=True)
        for _ in people
    )
    pairs = list(zip(people, drafts, strict=True))
    Participant.objects.bulk_create(
        Participant(application=draft, person=one, part="lead", accepted_at=DURING) for one, draft in pairs
    )
    Attachment.objects.bulk_create(
        Attachment(
            application=draft, field=code, name="a.pdf", media_type="application/pdf", size=1, sha256="0" * 64
        )
        for draft in drafts
        for code in ("passport", "transcript")
    )
    return pairs


def press(pk: Any, at: datetime) -> Callable[[], str]:
    def submit() -> str:
        application = Application.objects.get(pk=pk)
        lead = Participant.objects.select_related("person").get(application=pk).person
        assert lead is not None
        return actions.submit_application(actor=lead, application=application, received_at=at).sha256

    return submit


@pytest.mark.slow
def test_rush_before_the_deadline_loses_nobody_doubles_nobody_and_takes_nobody_late(
    call: Call, tmp_path: Path
) -> None:
    pairs = fill(call, APPLICANTS)
    database = database_of(tmp_path)
    works = []
    for number, (_person, draft) in enumerate(pairs):
        at = TOO_LATE if number < LATE else DEADLINE - timedelta(seconds=APPLICANTS - number)
        works += [press(draft.pk, at)] * (2 if number % 10 == 0 else 1)
    answers = elsewhere(database, works)
    receipts = [one for one in answers if isinstance(one, str)]
    refusals = [str(one) for one in answers if isinstance(one, InvalidInputError)]
    assert set(refusals) == {"The deadline of this call is past."}
    assert (len(receipts) + len(refusals), len(set(receipts))) == (len(works), APPLICANTS - LATE)

    def read() -> tuple[list[str], int, int]:
        kept = Application.objects.filter(state="submitted").order_by("number")
        given = list(kept.values_list("number", flat=True))
        late = kept.filter(submitted_at__gte=TOO_LATE).count()
        return given, Call.objects.get(pk=call.pk).submitted, late

    numbers = [f"SCH-2021-{place:05d}" for place in range(1, APPLICANTS - LATE + 1)]
    assert elsewhere(database, [read]) == [(numbers, APPLICANTS - LATE, 0)]


def test_two_tabs_that_save_at_once_lose_nothing(call: Call, tmp_path: Path) -> None:
    ada = person("ada")
    draft = drafted(ada, call)
    database = database_of(tmp_path)

    def save(text: str) -> Callable[[], Any]:
        return lambda: actions.save_answers(
            actor=User.objects.get(pk=ada.pk),
            application=Application.objects.get(pk=draft.pk),
            answers={"plan": text},
            revision=draft.revision,
        )

    answers = elsewhere(database, [save("one"), save("two")])
    assert sorted(type(one).__name__ for one in answers) == ["OvertakenError", "Saved"]


def test_two_tabs_that_begin_at_once_share_one_draft(call: Call, tmp_path: Path) -> None:
    ada = person("ada")
    database = database_of(tmp_path)

    def start() -> Any:
        actor = User.objects.get(pk=ada.pk)
        return actions.start_application(
            actor=actor, call=Call.objects.get(pk=call.pk), received_at=DURING
        ).pk

    found = elsewhere(database, [start] * 4, threads=4)
    assert len(set(found)) == 1
