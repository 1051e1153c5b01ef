"""What the database refuses, what `verify` catches of somebody with all rights, and what nobody can find out."""

import json
from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from tests.alliance.governance.conftest import Board
from tests.alliance.governance.helpers import cast, closed, forge, opened
from tests.alliance.trail import sql, unguarded

from anso.alliance.governance import actions
from anso.alliance.governance.models import Ballot, BallotBox, BallotRecord, MarkSheet, Opening, RollEntry
from anso.alliance.governance.sealed import AlteredBallotError
from anso.alliance.governance.sealing.papers import ungrouped
from anso.alliance.governance.sealing.recount import NotARecordError, recount
from anso.alliance.governance.sealing.seals import digest, salted, seal
from anso.alliance.governance.verification import verify_all, verify_ballot
from anso.alliance.people import audit
from anso.alliance.people.models import AuditEvent

FIXED = "neither changed nor deleted"
GROWS = "takes one vote at a time"
CHOICES = ("yes", "no", "yes", "abstain", "no")


@pytest.fixture
def voted(board: Board) -> Ballot:
    """An open ballot in which three of five have voted."""
    ballot = opened(board.body)
    for voter, choice in zip(board.people[:3], CHOICES, strict=False):
        cast(ballot, voter, choice)
    return ballot


def key(ballot: Ballot) -> Any:
    return ballot.pk.hex if connection.vendor == "sqlite" else ballot.pk


def problems(ballot: Ballot) -> tuple[str, ...]:
    return verify_ballot(ballot.pk, ballot.code).problems


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE governance_ballotbox SET papers = 'X||no'", GROWS),
        ("UPDATE governance_ballotbox SET papers = replace(papers, '|no', '|yes'), number = number", GROWS),
        ("UPDATE governance_ballotbox SET number = number + 1", GROWS),
        ("UPDATE governance_ballotbox SET salt = 'x', number = number - 1", GROWS),
        ("DELETE FROM governance_ballotbox", FIXED),
        ("UPDATE governance_marksheet SET marks = '1 2 3 4'", GROWS),
        ("DELETE FROM governance_marksheet", FIXED),
        ("UPDATE governance_rollentry SET name = 'Zoe'", FIXED),
        ("DELETE FROM governance_rollentry", FIXED),
        (
            (
                "INSERT INTO governance_rollentry (ballot_id, number, name, institution, person) "
                "SELECT ballot_id, 99, 'Zoe', '', '' FROM governance_opening"
            ),
            "roll of a ballot is fixed",
        ),
        ("UPDATE governance_opening SET definition_json = '{}'", FIXED),
        ("DELETE FROM governance_opening", FIXED),
    ],
)
def test_database_refuses_what_would_alter_an_open_ballot(voted: Ballot, statement: str, told: str) -> None:
    with pytest.raises(IntegrityError, match=told), transaction.atomic():
        sql(statement)
    assert problems(voted) == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE governance_ballotrecord SET text = '{}'",
        "DELETE FROM governance_ballotrecord",
        "UPDATE governance_ballotbox SET papers = '', number = number + 1, salt = 'x'",
        "UPDATE governance_marksheet SET marks = '', number = number + 1, salt = 'x'",
    ],
)
def test_database_refuses_what_would_alter_a_result(voted: Ballot, statement: str) -> None:
    closed(voted)
    with pytest.raises(IntegrityError, match=f"{FIXED}|{GROWS}"), transaction.atomic():
        sql(statement)
    assert problems(voted) == ()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is SQLite's")
@pytest.mark.parametrize("table", ["opening", "marksheet", "ballotbox", "ballotrecord", "rollentry"])
@pytest.mark.django_db
def test_database_refuses_to_replace_a_row(voted: Ballot, table: str) -> None:
    closed(voted)
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(f"REPLACE INTO governance_{table} SELECT * FROM governance_{table}")
    assert problems(voted) == ()


REPLACED = "The votes or the marks are not those that were sealed: one was replaced, removed or added."


def swap(ballot: Ballot) -> None:
    forge("UPDATE governance_ballotbox SET papers = replace(papers, '||no', '||yes')")


def remove(ballot: Ballot) -> None:
    lines = BallotBox.objects.get(pk=ballot.pk).lines[1:]
    forge("UPDATE governance_ballotbox SET papers = %s, number = number - 1", "\n".join(lines))
    forge("UPDATE governance_marksheet SET marks = '1 2', number = number - 1")


def add(ballot: Ballot) -> None:
    """Within everything that the triggers allow: one more vote, one more mark, new salts."""
    sql(
        "UPDATE governance_ballotbox SET papers = papers || %s, number = number + 1, salt = 'x'",
        "\nZZZZ||yes",
    )
    sql("UPDATE governance_marksheet SET marks = '1 2 3 4', number = number + 1, salt = 'y'")


@pytest.mark.parametrize("forgery", [swap, remove, add])
def test_vote_that_was_replaced_removed_or_added_is_caught(
    voted: Ballot, forgery: Callable[[Ballot], None]
) -> None:
    forgery(voted)
    assert REPLACED in problems(voted)


@pytest.mark.parametrize("forgery", [swap, remove, add])
def test_box_that_was_altered_takes_no_vote_and_gives_no_result(
    board: Board, voted: Ballot, forgery: Callable[[Ballot], None]
) -> None:
    """Else the next vote would seal what was forged."""
    forgery(voted)
    with pytest.raises(AlteredBallotError, match="altered behind the site’s back"):
        cast(voted, board.people[4], "yes")
    with pytest.raises(AlteredBallotError):
        closed(voted)


def test_numbers_of_a_vote_that_was_added_disagree_with_the_trail(voted: Ballot) -> None:
    add(voted)
    assert problems(voted)[1] == "The numbers disagree: 3 casts in the trail, 4 marks, 4 papers."


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE governance_rollentry SET name = 'Zoe' WHERE number = 1", "The roll is not the one"),
        ("DELETE FROM governance_rollentry WHERE number = 5", "The roll is not the one"),
        (
            "UPDATE governance_opening SET definition_json = replace(definition_json, 'postponed', 'cancelled')",
            "The definition is not the one",
        ),
        ("UPDATE governance_opening SET entitled = 4", "The numbers of those entitled"),
        ("UPDATE governance_opening SET lot_secret = '0'", "The secret of the lot"),
        ("DELETE FROM governance_ballotbox", "Something of this ballot is gone: the box."),
        ("DELETE FROM governance_ballot", "Something of this ballot is gone: its record."),
    ],
)
def test_opening_that_was_forged_is_caught(voted: Ballot, statement: str, told: str) -> None:
    forge(statement)
    assert problems(voted)[0].startswith(told)


def test_result_that_was_forged_is_caught(voted: Ballot) -> None:
    record = closed(voted).record
    forged = record.text.replace('"status":"adopted"', '"status":"rejected"')
    assert forged != record.text
    forge("UPDATE governance_ballotrecord SET text = %s, hash = %s", forged, digest(forged))
    found = problems(voted)
    assert found[0] == "The record is not the one that was made at the close."
    assert found[1].startswith("The count gives adopted (yes), the record says rejected")


def test_box_that_was_forged_after_the_close_is_caught(voted: Ballot) -> None:
    closed(voted)
    swap(voted)
    assert "The papers of the record are not those of the box." in problems(voted)


def test_cast_that_was_struck_from_the_trail_is_caught_by_the_trail(voted: Ballot) -> None:
    last = AuditEvent.objects.filter(verb="governance.cast_vote").first()
    assert last is not None
    with unguarded():
        sql("DELETE FROM people_auditevent WHERE sequence = %s", last.sequence)
    assert REPLACED in problems(voted)
    assert not audit.verify().sound


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda r: r["papers"].pop(), "papers_sha256 is not the hash"),
        (lambda r: r["papers"].append(r["papers"][0]), "papers_sha256 is not the hash"),
        (lambda r: r["definition"].update(question="Another?"), "definition_sha256 is not the hash"),
        (lambda r: r.update(seal="0"), "seal is not the hash"),
        (lambda r: r["outcome"].update(winners=["no"]), "The count gives"),
    ],
)
def test_record_that_was_changed_does_not_hold(
    voted: Ballot, change: Callable[[dict[str, Any]], Any], told: str
) -> None:
    record = json.loads(closed(voted).record.text)
    change(record)
    assert any(problem.startswith(told) for problem in recount(json.dumps(record)).problems)


def test_file_that_is_no_record_is_told_so() -> None:
    with pytest.raises(NotARecordError, match="not a record"):
        recount('{"format": "another"}')
    with pytest.raises(NotARecordError, match="cannot be read"):
        recount("no JSON")


def test_roll_holds_with_its_record(board: Board, voted: Ballot) -> None:
    from anso.alliance.governance.records import roll_text

    record = closed(voted).record.text
    roll = roll_text(Ballot.objects.get(pk=voted.pk))
    assert recount(record, roll).problems == ()
    assert recount(record, roll.replace("Ada", "Zoe")).problems == (
        "The roll is not the one that was fixed at the opening.",
    )
    more = json.loads(roll) | {"voted": [1, 2, 3, 4]}
    assert recount(record, json.dumps(more)).problems == (
        "The marks of who has voted are not those that were sealed.",
        "4 are marked as having voted, and there are 3 papers.",
    )


# Secrecy: what a reader of the whole database can bring together.


def columns(table: str) -> set[str]:
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, table)}


def whole_database() -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = cursor.fetchall()
    return found


@pytest.mark.django_db
def test_marks_and_papers_share_no_column_but_the_ballot() -> None:
    shared = columns("governance_marksheet") & columns("governance_ballotbox")
    # A salt each, drawn apart, and a number that is the same for the whole ballot: neither is of a voter.
    assert shared == {"ballot_id", "salt", "number"}
    assert columns("governance_ballotbox") == {"ballot_id", "papers", "salt", "number"}
    assert columns("governance_marksheet") == {"ballot_id", "marks", "salt", "number"}


def test_a_ballot_has_one_row_of_marks_and_one_of_papers(board: Board) -> None:
    """No rows of single votes: no order, row number, or transaction that one could lay side by side."""
    ballot = opened(board.body)
    for voter, choice in zip(board.people, CHOICES, strict=True):
        cast(ballot, voter, *([] if choice == "abstain" else [choice]))
        held = [model.objects.filter(pk=ballot.pk).count() for model in (MarkSheet, BallotBox, Opening)]
        assert held == [1, 1, 1]
    assert RollEntry.objects.filter(ballot=ballot).count() == 5


def test_no_row_of_the_database_knows_both_a_voter_and_a_paper(board: Board) -> None:
    ballot = opened(board.body)
    codes = [
        ungrouped(cast(ballot, voter, choice))
        for voter, choice in zip(board.people, ("yes", "no"), strict=False)
    ]
    closed(ballot)
    voters = [
        text
        for voter in board.people
        for text in (voter.audit_id, voter.email, voter.audit_id.replace("-", ""))
    ]
    knowing = {
        table
        for table, rows in whole_database().items()
        for row in rows
        if any(code in str(row) for code in codes)
    }
    assert knowing == {"governance_ballotbox", "governance_ballotrecord"}
    for table in knowing:
        for row in whole_database()[table]:
            assert [voter for voter in voters if voter in str(row)] == []


def test_papers_lie_in_an_order_that_casting_has_no_part_in(board: Board) -> None:
    ballot = opened(board.body)
    codes = [ungrouped(cast(ballot, voter, "yes")) for voter in board.people]
    lines = BallotBox.objects.get(pk=ballot.pk).lines
    assert [line[:16] for line in lines] == sorted(codes)
    assert len({code[:1] for code in codes} | set(codes)) > 5  # drawn, not counted up


def test_seals_of_the_trail_do_not_tell_afterwards_which_paper_was_new(board: Board) -> None:
    """Somebody has everything that remains (papers, marks, salts, every seal) and tries every order of casting."""
    ballot = opened(board.body)
    for voter, choice in zip(board.people[:4], CHOICES, strict=False):
        cast(ballot, voter, *([] if choice == "abstain" else [choice]))
    opening, sheet, box = (model.objects.get(pk=ballot.pk) for model in (Opening, MarkSheet, BallotBox))
    seals = [
        event.details["seal"]
        for event in AuditEvent.objects.filter(
            target_id=str(ballot.pk), verb="governance.cast_vote"
        ).order_by("sequence")
    ]

    def reached(marks: tuple[str, ...], papers: tuple[str, ...]) -> str:
        return seal(
            ballot=str(ballot.pk),
            definition=opening.definition_hash,
            roll=opening.roll_hash,
            marks=salted(sheet.salt, sorted(marks, key=int)),
            papers=salted(box.salt, sorted(papers)),
        )

    tried = {
        reached(marks[:count], papers[:count])
        for marks in permutations(sheet.marks.split())
        for papers in permutations(box.lines)
        for count in range(1, 5)
    }
    assert len(seals) == 4
    assert tried & set(seals) == {seals[-1]}  # the last alone, which is known to be of all


class Killed(BaseException):
    """The process is gone; no handler of errors catches it."""


@pytest.mark.parametrize(
    "step", [(MarkSheet, "save"), (BallotBox, "save"), (audit, "record")], ids=["mark", "paper", "event"]
)
@pytest.mark.parametrize("afterwards", [False, True], ids=["before", "after"])
def test_kill_at_any_step_of_a_cast_leaves_nothing_of_it(
    board: Board, voted: Ballot, monkeypatch: pytest.MonkeyPatch, step: tuple[Any, str], afterwards: bool
) -> None:
    place, name = step
    real = getattr(place, name)

    def die(*args: Any, **kwargs: Any) -> None:
        if afterwards:
            real(*args, **kwargs)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(place, name, die)
        with pytest.raises(Killed), transaction.atomic():
            cast(voted, board.people[3], "yes")
    assert (MarkSheet.objects.get(pk=voted.pk).number, BallotBox.objects.get(pk=voted.pk).number) == (3, 3)
    assert problems(voted) == ()
    cast(voted, board.people[3], "yes")
    assert BallotBox.objects.get(pk=voted.pk).number == 4


def test_ballot_of_which_the_trail_knows_nothing_is_caught(voted: Ballot) -> None:
    forge(
        "INSERT INTO governance_opening (ballot_id, definition_json, definition_hash, roll_hash, entitled, present, "
        "lot_secret, opened_at) SELECT %s, definition_json, definition_hash, roll_hash, entitled, present, "
        "lot_secret, opened_at FROM governance_opening WHERE ballot_id = %s",
        "0" * 32 if connection.vendor == "sqlite" else "00000000-0000-0000-0000-000000000000",
        key(voted),
    )
    assert [check.problems for check in verify_all() if check.code.startswith("00000000")] == [
        ("The trail does not say that this ballot was opened.",)
    ]


def test_withdrawn_ballot_is_sound(board: Board) -> None:
    ballot = opened(board.body, "withdrawn")
    actions.withdraw_ballot(actor=None, ballot=ballot, why="Asked wrongly")
    assert problems(ballot) == ()
    assert BallotRecord.objects.filter(pk=ballot.pk).count() == 0
