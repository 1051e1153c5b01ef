"""Ballots from draft to result: who may vote, until when, once; amendments, proxies, ties, what is published."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation
from tests.alliance.governance.conftest import Board
from tests.alliance.governance.helpers import (
    at,
    cast,
    closed,
    drafted,
    entry_of,
    make_body,
    member_institution,
    opened,
    person,
    seat,
)

from anso.alliance.governance import actions
from anso.alliance.governance.actions.closing import close_due
from anso.alliance.governance.attendance import presence
from anso.alliance.governance.counting.shares import MAJORITIES
from anso.alliance.governance.models import Ballot, BallotBox, MarkSheet, RollEntry
from anso.alliance.governance.rules import bodies_of, is_on
from anso.alliance.governance.sealing.papers import VotingPaper, ungrouped
from anso.alliance.governance.sealing.recount import recount
from anso.alliance.governance.verification import verify_all
from anso.alliance.governance.words import majority_in_words
from anso.alliance.network.actions import end_membership, suspend_membership
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import AuditEvent
from anso.errors import InvalidInputError

SECOND = timedelta(seconds=1)


def outcome(ballot: Ballot) -> dict[str, object]:
    return dict(json.loads(ballot.record.text)["outcome"])


def votes(ballot: Ballot) -> list[tuple[str, ...]]:
    return sorted(VotingPaper.read(line).vote for line in BallotBox.objects.get(pk=ballot.pk).lines)


def test_ballot_is_counted_recorded_and_found_sound(board: Board) -> None:
    ballot = opened(board.body)
    for voter, choice in zip(board.people, ["yes", "yes", "no", "yes"], strict=False):
        cast(ballot, voter, choice)
    done = closed(ballot)
    assert (done.state, outcome(done)["status"], outcome(done)["winners"]) == ("closed", "adopted", ["yes"])
    assert votes(ballot) == [("no",), ("yes",), ("yes",), ("yes",)]
    assert [(check.code, check.papers, check.problems) for check in verify_all("postponement")] == [
        ("postponement", 4, ())
    ]
    assert recount(done.record.text).sound
    assert audit.verify().sound


def test_receipt_names_a_paper_of_the_record(board: Board) -> None:
    ballot = opened(board.body)
    receipt = cast(ballot, board.chair, "no")
    cast(ballot, board.others[0], "yes")
    papers = [VotingPaper.read(line) for line in json.loads(closed(ballot).record.text)["papers"]]
    assert [paper.vote for paper in papers if paper.code == ungrouped(receipt.lower())] == [("no",)]
    assert {paper.voter for paper in papers} == {None}


def test_open_ballot_says_who_voted_what(board: Board) -> None:
    ballot = opened(board.body, secret=False)
    cast(ballot, board.others[1], "no")
    (line,) = BallotBox.objects.get(pk=ballot.pk).lines
    number = entry_of(ballot, board.others[1]).number
    assert (VotingPaper.read(line).vote, VotingPaper.read(line).voter) == (("no",), number)
    event = AuditEvent.objects.filter(verb="governance.cast_vote").first()
    assert event is not None
    assert event.actor == board.others[1].audit_id


def test_event_of_a_secret_vote_names_neither_voter_nor_vote(board: Board) -> None:
    ballot = opened(board.body)
    cast(ballot, board.others[1], "no")
    event = AuditEvent.objects.filter(verb="governance.cast_vote").first()
    assert event is not None
    assert (event.actor, event.target_id, event.target_label) == ("", str(ballot.pk), "postponement")
    assert set(event.details) == {"seal", "cast"}


def test_vote_cannot_be_cast_again(board: Board) -> None:
    ballot = opened(board.body)
    cast(ballot, board.chair, "yes")
    with pytest.raises(AlreadyDoneError, match="cannot be altered or cast again"):
        cast(ballot, board.chair, "no")
    assert votes(ballot) == [("yes",)]


def test_deadline_counts_to_the_second(board: Board) -> None:
    ballot = opened(board.body)
    closes = ballot.definition.closes
    cast(ballot, board.chair, "yes", received_at=closes + timedelta(milliseconds=999))
    with pytest.raises(InvalidInputError, match="deadline of this ballot is past"):
        cast(ballot, board.others[0], "yes", received_at=closes + SECOND)
    with pytest.raises(InvalidInputError, match="not open yet"):
        cast(ballot, board.others[0], "yes", received_at=ballot.definition.opens - SECOND)
    assert MarkSheet.objects.get(pk=ballot.pk).number == 1


def test_ballot_closes_after_its_deadline_or_when_everybody_has_voted(board: Board) -> None:
    ballot = opened(board.body)
    with pytest.raises(InvalidInputError, match="The deadline is not past"):
        actions.close_ballot(actor=None, ballot=ballot, at=ballot.definition.closes)
    assert close_due() == 0
    for voter in board.people:
        cast(ballot, voter, "yes")
    assert actions.close_ballot(actor=None, ballot=ballot).state == "closed"
    with pytest.raises(InvalidInputError, match="it is not open"):
        cast(ballot, board.chair, "yes")


def test_nobody_votes_for_a_seat_that_is_not_theirs(board: Board) -> None:
    ballot = opened(board.body)
    with pytest.raises(InvalidInputError, match="not yours to cast"):
        actions.cast_vote(
            actor=board.chair, ballot=ballot, entry=entry_of(ballot, board.others[0]), choice=["yes"]
        )
    with pytest.raises(PermissionDenied, match="somebody of the body"):
        actions.cast_vote(
            actor=person("zoe", "administrator"),
            ballot=ballot,
            entry=entry_of(ballot, board.chair),
            choice=["yes"],
        )


def test_roll_is_that_of_the_opening(board: Board) -> None:
    ballot = opened(board.body)
    actions.end_term(actor=None, term=board.body.terms.get(person=board.others[0]), on=at(8).date())
    late = person("fay")
    seat(board.body, late, begins=at(8).date())
    assert [entry.name for entry in ballot.roll.all()] == ["Ada", "Ben", "Cai", "Dan", "Eva"]
    assert RollEntry.objects.filter(ballot=ballot, person=late.audit_id).count() == 0


def test_members_of_the_alliance_vote_by_their_contacts(db: None) -> None:
    contact, other = person("gus"), person("hal")
    member_institution("tides", contact)
    member_institution("winds", other)
    assembly = make_body("assembly", kind="assembly", of_all_members=True, quorum=None)
    ballot = opened(assembly, "statutes", majority={"numerator": 2, "denominator": 3})
    assert [(entry.name, entry.institution, entry.person) for entry in ballot.roll.all()] == [
        ("Tides", "tides", ""),
        ("Winds", "winds", ""),
    ]
    actions.cast_vote(actor=contact, ballot=ballot, entry=ballot.roll.get(number=1), choice=["yes"])
    with pytest.raises(InvalidInputError, match="not yours"):
        actions.cast_vote(actor=contact, ballot=ballot, entry=ballot.roll.get(number=2), choice=["yes"])
    assert outcome(closed(ballot))["status"] == "adopted"


def test_amendment_comes_before_the_main_question(board: Board) -> None:
    main = drafted(board.body, text="Meet in May 2021.")
    kept = drafted(board.body, "amend-place", question="In Moscow?", text="Meet in Moscow.", amends=main)
    lost = drafted(board.body, "amend-month", question="In June?", text="Meet in June.", amends=main)
    with pytest.raises(InvalidInputError, match="is not decided yet; it comes before the main question"):
        actions.open_ballot(actor=None, ballot=main)
    for amendment, choice in ((kept, "yes"), (lost, "no")):
        open_now = actions.open_ballot(actor=None, ballot=amendment)
        for voter in board.people:
            cast(open_now, voter, choice)
        actions.close_ballot(actor=None, ballot=open_now)
    ballot = actions.open_ballot(actor=None, ballot=main)
    assert [(found.ballot, found.text) for found in ballot.definition.amendments] == [
        ("amend-place", "Meet in Moscow.")
    ]


def test_proxy_votes_once_for_each_and_within_the_limit(board: Board) -> None:
    ballot = opened(board.body, proxies_at_most=1)
    ada, ben, cai, dan, _eva = (entry_of(ballot, voter) for voter in board.people)
    given = actions.give_proxy(actor=board.others[0], giver=ben, holder=ada)
    with pytest.raises(InvalidInputError, match="as many proxies as this ballot allows"):
        actions.give_proxy(actor=board.others[1], giver=cai, holder=ada)
    with pytest.raises(InvalidInputError, match="a proxy is not passed on"):
        actions.give_proxy(actor=board.chair, giver=ada, holder=dan)
    with pytest.raises(AlreadyDoneError, match="given already"):
        actions.give_proxy(actor=board.others[0], giver=ben, holder=cai)
    with pytest.raises(InvalidInputError, match="given to a proxy"):
        cast(ballot, board.others[0], "no")
    actions.cast_vote(actor=board.chair, ballot=ballot, entry=ben, choice=["yes"])
    cast(ballot, board.chair, "yes")
    with pytest.raises(AlreadyDoneError):
        actions.cast_vote(actor=board.chair, ballot=ballot, entry=ben, choice=["yes"])
    with pytest.raises(AlreadyDoneError, match="proxy has voted"):
        actions.take_back_proxy(actor=board.others[0], proxy=given)
    assert MarkSheet.objects.get(pk=ballot.pk).voted == (ada.number, ben.number)


def test_proxy_that_was_taken_back_votes_no_more(board: Board) -> None:
    ballot = opened(board.body, proxies_at_most=2)
    ada, ben = entry_of(ballot, board.chair), entry_of(ballot, board.others[0])
    given = actions.give_proxy(actor=board.others[0], giver=ben, holder=ada)
    actions.take_back_proxy(actor=board.others[0], proxy=given)
    with pytest.raises(InvalidInputError, match="not yours"):
        actions.cast_vote(actor=board.chair, ballot=ballot, entry=ben, choice=["yes"])
    cast(ballot, board.others[0], "no")
    assert votes(ballot) == [("no",)]


def test_ballot_without_proxies_refuses_them(board: Board) -> None:
    ballot = opened(board.body)
    with pytest.raises(InvalidInputError, match="knows no proxies"):
        actions.give_proxy(
            actor=board.chair, giver=entry_of(ballot, board.chair), holder=entry_of(ballot, board.others[0])
        )


def test_chair_says_between_equals_and_nobody_else(board: Board) -> None:
    ballot = opened(board.body, tie="chair")
    for voter, choice in zip(board.people, ["yes", "no"], strict=False):
        cast(ballot, voter, choice)
    tied = closed(ballot)
    assert tied.state == "tied"
    with pytest.raises(PermissionDenied, match="the chair of the body"):
        actions.break_tie(actor=board.others[0], ballot=tied, order=["no", "yes"])
    with pytest.raises(InvalidInputError, match="exactly these"):
        actions.break_tie(actor=board.chair, ballot=tied, order=["yes"])
    done = actions.break_tie(actor=board.chair, ballot=tied, order=["yes", "no"])
    assert (done.state, outcome(done)["status"]) == ("closed", "adopted")
    assert recount(done.record.text).sound
    assert [check.problems for check in verify_all("postponement")] == [()]


def test_lot_follows_from_the_published_seed(board: Board) -> None:
    options = [{"code": "a", "title": "Design A"}, {"code": "b", "title": "Design B"}]
    ballot = opened(board.body, method="plurality", options=options, majority=None, tie="lot")
    for voter, choice in zip(board.people, ["a", "b"], strict=False):
        cast(ballot, voter, choice)
    record = json.loads(closed(ballot).record.text)
    opening = AuditEvent.objects.filter(verb="governance.open_ballot").first()
    assert opening is not None
    assert record["lot"]["commitment"] == opening.details["lot_sha256"]
    assert recount(json.dumps(record)).problems == ()
    record["lot"]["secret"] = "0" * 64
    assert recount(json.dumps(record)).problems == (
        "The secret of the lot is not the one whose hash was published at the opening.",
        "The seed of the lot does not follow from its secret and the papers.",
    )


def test_ballot_that_is_open_asks_nothing_else(board: Board) -> None:
    ballot = opened(board.body)
    with pytest.raises(AlreadyDoneError, match="does not change any more"):
        actions.change_ballot(actor=None, ballot=ballot, definition=ballot.definition)
    cast(ballot, board.chair, "yes")
    with pytest.raises(InvalidInputError, match="goes to its end"):
        actions.withdraw_ballot(actor=None, ballot=ballot, why="A mistake")


def test_each_definition_of_a_draft_is_on_record(board: Board) -> None:
    ballot = drafted(board.body)
    changed = actions.change_ballot(
        actor=None, ballot=ballot, definition=ballot.definition.model_copy(update={"question": "Shall it?"})
    )
    events = AuditEvent.objects.filter(target_id=str(ballot.pk)).order_by("sequence")
    assert [event.details["revision"] for event in events] == [1, 2]
    assert len({event.details["definition_sha256"] for event in events}) == 2
    assert Ballot.objects.get(pk=changed.pk).question == "Shall it?"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "at least 2/3 of those present"),
        ("zh-hans", "至少为出席者的2/3"),
        ("ru", "не\N{NO-BREAK SPACE}менее 2/3 присутствующих"),
        ("fr", "au moins 2/3 des présents"),
    ],
)
def test_majority_is_said_in_the_order_of_each_language(language: str, said: str) -> None:
    with translation.override(language):
        assert majority_in_words(MAJORITIES["two-thirds-present"]) == said


def test_suspended_member_is_not_on_the_roll_nor_of_the_quorum(db: None) -> None:
    contact = person("gus")
    suspended = member_institution("tides", contact)
    member_institution("winds")
    suspend_membership(actor=None, membership=suspended.memberships.get(), evidence="No dues")
    assembly = make_body("assembly", kind="assembly", of_all_members=True, quorum=None)
    ballot = opened(assembly, "statutes")
    assert [entry.institution for entry in ballot.roll.all()] == ["winds"]
    meeting = actions.plan_meeting(
        actor=None, body=assembly, code="first", title="First", starts_on=timezone.localdate()
    )
    assert presence(meeting).whole == 1


def test_contact_of_an_institution_that_is_no_member_is_not_of_the_assembly(db: None) -> None:
    contact, former = person("gus"), person("hal")
    member_institution("tides", contact)
    left = member_institution("winds", former)
    end_membership(actor=None, membership=left.memberships.get(), evidence="Left")
    assembly = make_body("assembly", kind="assembly", of_all_members=True, quorum=None)
    assert [is_on(one, assembly) for one in (contact, former)] == [True, False]
    assert [bodies_of(one) for one in (contact, former)] == [{assembly.pk}, set()]
