"""Two who act at once, each with a connection of its own, as processes of a server have."""

import copy
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from tests.alliance.governance.helpers import cast, make_body, opened, person, seat

from anso.alliance.governance import actions
from anso.alliance.governance.models import Ballot, BallotBox, MarkSheet
from anso.alliance.governance.sealing.papers import ungrouped
from anso.alliance.governance.verification import verify_ballot
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User

VOTERS = 4
CODES = tuple(f"an-option-with-a-long-name-{number:02}" for number in range(40))
"""So long that a box of few papers fills many pages of a file."""


def at_once(works: list[Callable[[], None]], database: dict[str, object]) -> list[BaseException]:
    """Do the works together; gives what went wrong."""
    together, failures = Barrier(len(works)), []

    def connected(work: Callable[[], None]) -> Thread:
        def run() -> None:
            connections["default"] = type(connections["default"])(database, "default")
            try:
                together.wait(30)
                work()
            except BaseException as error:  # noqa: BLE001  # told below, on the test's own thread
                failures.append(error)
            finally:
                connections["default"].close()

        return Thread(target=run)

    threads = [connected(work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return failures


@pytest.fixture
def ballot(transactional_db: None) -> Ballot:
    body = make_body(seats=VOTERS)
    for number in range(VOTERS):
        seat(body, person(f"voter{number}"))
    # The trail is never emptied, not even between tests: no other test's ballot may have this code.
    return opened(
        body,
        "race",
        method="schulze",
        majority=None,
        tie="lot",
        options=[{"code": code, "title": code} for code in CODES],
    )


@pytest.fixture
def database(ballot: Ballot, tmp_path: Path) -> dict[str, object]:
    """Where both connect to: SQLite's own for tests lives in memory, where connections cannot wait in turn."""
    settings = copy.deepcopy(connection.settings_dict)
    if connection.vendor == "sqlite":
        settings["NAME"] = str(tmp_path / "records.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [settings["NAME"]])
    return settings


def voter(number: int) -> User:
    return User.objects.get(email=f"voter{number}@example.org")


def read_back(ballot: Ballot, database: dict[str, object]) -> tuple[int, int, tuple[str, ...]]:
    found = []

    def read() -> None:
        check = verify_ballot(ballot.pk, ballot.code)
        found.append(
            (
                MarkSheet.objects.get(pk=ballot.pk).number,
                BallotBox.objects.get(pk=ballot.pk).number,
                check.problems,
            )
        )

    assert at_once([read], database) == []
    return found[0]


def test_double_click_casts_one_vote(ballot: Ballot, database: dict[str, object]) -> None:
    works = [
        lambda choice=choice: cast(Ballot.objects.get(pk=ballot.pk), voter(0), *choice)
        for choice in (CODES, CODES[::-1])
    ]
    failures = at_once(works, database)  # type: ignore[arg-type]
    assert [type(failure) for failure in failures] == [AlreadyDoneError]
    assert read_back(ballot, database) == (1, 1, ())


def test_votes_at_once_are_all_there(ballot: Ballot, database: dict[str, object]) -> None:
    works = [
        lambda number=number: cast(Ballot.objects.get(pk=ballot.pk), voter(number), *CODES)
        for number in range(VOTERS)
    ]
    assert at_once(works, database) == []  # type: ignore[arg-type]
    assert read_back(ballot, database) == (VOTERS, VOTERS, ())


def test_nothing_of_earlier_boxes_is_left_in_the_file(ballot: Ballot, database: dict[str, object]) -> None:
    """Each code stands in the box and in the record, and nowhere else: no earlier state of the box can be dug up."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's files are its server's own")
    codes: list[str] = []

    def vote_and_close() -> None:
        codes.extend(
            ungrouped(cast(Ballot.objects.get(pk=ballot.pk), voter(number), *CODES))
            for number in range(VOTERS)
        )
        actions.close_ballot(actor=None, ballot=ballot)

    assert at_once([vote_and_close], database) == []
    path = Path(str(database["NAME"]))
    content = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert [content.count(code.encode()) for code in codes] == [2] * VOTERS
