"""Pages and API of governance: voting to a receipt that is kept nowhere, results, files, and few queries."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from tests.alliance.governance.conftest import Board
from tests.alliance.governance.helpers import cast, closed, drafted, entry_of, opened, person

from anso.alliance.governance import actions
from anso.alliance.governance.counting.shares import MAJORITIES
from anso.alliance.governance.electorate import own_entries
from anso.alliance.governance.forms import BallotForm, TermForm
from anso.alliance.governance.models import Ballot, BallotBox, Body, MarkSheet, Term
from anso.alliance.governance.sealing.papers import VotingPaper, ungrouped
from anso.alliance.people.models import User


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def votes_of(ballot: Ballot) -> list[tuple[str, ...]]:
    return [VotingPaper.read(line).vote for line in BallotBox.objects.get(pk=ballot.pk).lines]


OPTIONS = [{"code": code, "title": code.title()} for code in ("ash", "birch", "cedar")]


@pytest.mark.parametrize(
    ("definition", "typed", "vote"),
    [
        ({}, {"choice": "no"}, ("no",)),
        ({}, {"choice": "abstain"}, ()),
        (
            {"method": "approval", "options": OPTIONS, "majority": None},
            {"choice": ["cedar", "ash"]},
            ("ash", "cedar"),
        ),
        (
            {"method": "instant-runoff", "options": OPTIONS, "majority": None, "tie": "lot"},
            {"rank-cedar": "1", "rank-ash": "2"},
            ("cedar", "ash"),
        ),
    ],
    ids=["no", "abstention", "approval", "ranked"],
)
def test_vote_is_cast_on_the_page(
    board: Board, definition: dict[str, Any], typed: dict[str, Any], vote: tuple[str, ...]
) -> None:
    ballot = opened(board.body, **definition)
    number = entry_of(ballot, board.chair).number
    page = signed_in(board.chair).post(f"/governance/ballots/{ballot.code}/vote/", {"entry": number, **typed})
    assert page.status_code == 200
    assert votes_of(ballot) == [vote]


def test_receipt_is_shown_and_kept_nowhere(board: Board) -> None:
    ballot = opened(board.body)
    client = signed_in(board.chair)
    number = entry_of(ballot, board.chair).number
    page = client.post(f"/governance/ballots/{ballot.code}/vote/", {"entry": number, "choice": "yes"})
    (receipt,) = re.findall(r"<strong><code>([0-9A-Z-]{19})</code>", page.content.decode())
    assert BallotBox.objects.get(pk=ballot.pk).papers == f"{ungrouped(receipt)}||yes"
    kept = [session.get_decoded() for session in Session.objects.all()]
    assert receipt not in json.dumps(kept)
    assert [cookie for cookie in page.cookies.values() if receipt in cookie.value] == []
    assert "no-store" in page.headers["Cache-Control"]
    again = client.post(f"/governance/ballots/{ballot.code}/vote/", {"entry": number, "choice": "no"})
    assert again.status_code == 422
    assert MarkSheet.objects.get(pk=ballot.pk).number == 1


def test_ranks_with_a_gap_come_back_as_they_were_typed(board: Board) -> None:
    ballot = opened(board.body, method="schulze", options=OPTIONS, majority=None, tie="lot")
    number = entry_of(ballot, board.chair).number
    page = signed_in(board.chair).post(
        f"/governance/ballots/{ballot.code}/vote/", {"entry": number, "rank-ash": "1", "rank-birch": "3"}
    )
    assert page.status_code == 422
    assert "without a gap" in page.content.decode()
    assert '<option value="3" selected>' in page.content.decode()
    assert votes_of(ballot) == []


def test_program_casts_a_vote_and_gets_a_receipt(board: Board) -> None:
    ballot = opened(board.body)
    client = signed_in(board.others[0])
    (right,) = client.get(f"/api/v1/ballots/{ballot.code}/rights").json()
    answer = client.post(
        f"/api/v1/ballots/{ballot.code}/votes",
        json.dumps({"number": right["number"], "choice": ["yes"]}),
        content_type="application/json",
    )
    assert answer.status_code == 201
    assert BallotBox.objects.get(pk=ballot.pk).papers == f"{ungrouped(answer.json()['receipt'])}||yes"
    assert client.get(f"/api/v1/ballots/{ballot.code}/rights").json()[0]["voted"] is True


def test_result_is_the_bodys_then_the_members_then_everybodys(board: Board) -> None:
    ballot = opened(board.body)
    cast(ballot, board.chair, "yes")
    member = person("mia", "board-member")
    address = f"/governance/ballots/{ballot.code}/"

    def readers() -> list[int]:
        people = (signed_in(board.chair), signed_in(member), Client())
        return [client.get(address).status_code for client in people]

    assert readers() == [200, 404, 404]
    done = closed(ballot)
    assert readers() == [200, 200, 404]
    actions.publish_result(actor=None, ballot=done)
    assert readers() == [200, 200, 200]
    page = Client().get(address).content.decode()
    assert "<h1>Adopted</h1>" in page
    assert done.record.hash in page


def test_record_is_given_byte_for_byte_and_of_an_open_ballot_to_its_body_alone(board: Board) -> None:
    codes = []
    for secret in (True, False):
        ballot = opened(board.body, f"ballot-{secret}".lower(), secret=secret)
        cast(ballot, board.chair, "yes")
        actions.publish_result(actor=None, ballot=closed(ballot))
        addresses = (
            f"/governance/ballots/{ballot.code}/record.json",
            f"/api/v1/ballots/{ballot.code}/record",
        )
        for address in addresses:
            assert signed_in(board.chair).get(address).content.decode() == ballot.record.text
            codes.append(Client().get(address).status_code)
    assert codes == [200, 200, 404, 404]


def test_page_of_an_open_ballot_tells_strangers_no_names_of_voters(board: Board) -> None:
    ballot = opened(board.body, secret=False)
    cast(ballot, board.others[2], "no")
    actions.publish_result(actor=None, ballot=closed(ballot))
    address = f"/governance/ballots/{ballot.code}/"
    assert [
        "Dan" in client.get(address).content.decode() for client in (signed_in(board.chair), Client())
    ] == [
        True,
        False,
    ]


def test_keeper_drafts_opens_and_withdraws_a_ballot_on_pages(board: Board) -> None:
    keeper = person("kim", "secretariat", scope=board.body.scope)
    # One that is made up is let in without a second factor.
    User.objects.filter(pk=keeper.pk).update(is_synthetic=True)
    client = signed_in(keeper)
    typed = {
        "question": "Which tree?",
        "code": "trees",
        "method": "approval",
        "options": "Ash\nBirch\nЁлка\n",
        "seats": "1",
        "majority": "",
        "quorum": "half",
        "tie": "status-quo",
        "secret": "on",
        "proxies_at_most": "0",
        "opens": "2020-11-09T08:00",
        "closes": "2099-11-09T08:00",
        "zone": "Asia/Shanghai",
    }
    wrong = client.post("/governance/bodies/governing-board/ballots/new/", typed | {"seats": "3"})
    assert wrong.status_code == 422
    assert "There must be more options than seats." in wrong.content.decode()
    assert client.post("/governance/bodies/governing-board/ballots/new/", typed).status_code == 302
    ballot = Ballot.objects.get(code="trees")
    assert [(option.code, option.title) for option in ballot.definition.options] == [
        ("ash", "Ash"),
        ("birch", "Birch"),
        ("option-3", "Ёлка"),
    ]
    assert ballot.definition.closes.isoformat() == "2099-11-09T08:00:00+08:00"
    client.post("/governance/ballots/trees/act/", {"act": "open"})
    assert Ballot.objects.get(code="trees").state == "open"
    client.post("/governance/ballots/trees/act/", {"act": "withdraw", "why": "Another question"})
    assert Ballot.objects.get(code="trees").state == "withdrawn"


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/governance/", 12),
        ("/governance/bodies/governing-board/", 12),
        ("/governance/ballots/postponement/", 12),
        ("/governance/resolutions/", 12),
        ("/api/v1/ballots", 12),
    ],
)
def test_page_asks_few_queries_however_many_bodies_there_are(
    board: Board, django_assert_max_num_queries: Any, path: str, most: int
) -> None:
    from tests.alliance.governance.helpers import make_body

    for number in range(6):
        make_body(f"group-{number}", name=f"Group {number}")
    ballot = opened(board.body)
    cast(ballot, board.chair, "yes")
    actions.publish_result(actor=None, ballot=closed(ballot))
    with django_assert_max_num_queries(most):
        assert Client().get(path).status_code == 200
    member = signed_in(board.chair)
    with django_assert_max_num_queries(most + 6):  # its session, account and grants come on top
        assert member.get(path).status_code == 200


def test_api_names_the_day_it_cannot_read(board: Board) -> None:
    answer = Client().get(f"/api/v1/bodies/{board.body.code}?on=2020-13-01")
    assert answer.status_code == 422
    assert answer.json()["error"] == "on: '2020-13-01' is no day such as 2021-03-08"


@pytest.mark.django_db
def test_seat_is_given_to_an_account_that_there_is() -> None:
    newcomer = person("new")
    found = TermForm({"office": "member", "name": "New", "account": "NEW@example.org"})
    assert found.is_valid()
    assert found.said()["person"] == newcomer
    missed = TermForm({"office": "member", "name": "New", "account": "nobody@example.org"})
    assert missed.errors == {"account": ["There is no account of this address."]}


def test_page_of_an_amendment_does_not_tell_strangers_the_question_that_is_still_drafted(
    board: Board,
) -> None:
    main = drafted(board.body, "statutes", question="Shall the seat move to Kandy?")
    amendment = drafted(board.body, "seat", question="To Galle instead?", amends=main)
    closed(actions.open_ballot(actor=None, ballot=amendment))
    actions.publish_result(actor=None, ballot=Ballot.objects.get(pk=amendment.pk))
    address = "/governance/ballots/seat/"
    assert "Kandy" not in Client().get(address).content.decode()
    assert "Kandy" in signed_in(board.chair).get(address).content.decode()


@pytest.mark.parametrize("number", ["", "x", "²", "9" * 5000])
def test_proxy_for_what_is_no_number_is_not_found(board: Board, number: str) -> None:
    ballot = opened(board.body, proxies_at_most=1)
    address = f"/governance/ballots/{ballot.code}/proxies/"
    sent = {"giver": number, "holder": number, "act": "give"}
    assert signed_in(board.chair).post(address, sent).status_code == 404


def test_chairs_word_on_a_ballot_that_is_not_tied_is_refused_in_a_sentence(board: Board) -> None:
    ballot = drafted(board.body)
    answer = signed_in(board.chair).post(
        f"/governance/ballots/{ballot.code}/act/", {"act": "decide", "first": "yes"}
    )
    assert answer.status_code == 422
    assert "nothing to decide between equals" in answer.content.decode()


def test_chair_puts_several_equals_in_order_on_the_page(board: Board) -> None:
    options = [{"code": code, "title": code.title()} for code in ("ash", "birch", "cedar")]
    ballot = opened(
        board.body, "trees", method="approval", options=options, majority=None, tie="chair", seats=2
    )
    for voter, code in zip(board.people, ("ash", "birch", "cedar"), strict=False):
        cast(ballot, voter, code)
    closed(ballot)
    address = f"/governance/ballots/{ballot.code}/"
    chair = signed_in(board.chair)
    assert chair.get(address).content.decode().count('<select name="place-') == 3
    assert "place-ash" not in signed_in(board.others[0]).get(address).content.decode()
    twice = {"act": "decide", "place-ash": "1", "place-birch": "1", "place-cedar": "2"}
    refused = chair.post(f"{address}act/", twice)
    assert (refused.status_code, "each to one option" in refused.content.decode()) == (422, True)
    said = {"act": "decide", "place-ash": "3", "place-birch": "2", "place-cedar": "1"}
    assert signed_in(board.others[0]).post(f"{address}act/", said).status_code == 403
    assert chair.post(f"{address}act/", said).status_code == 302
    decided = Ballot.objects.get(code="trees")
    assert decided.chair_order == ["cedar", "birch", "ash"]
    assert json.loads(decided.record.text)["outcome"]["winners"] == ["cedar", "birch"]


def test_rules_of_a_ballot_that_no_form_offers_stay_when_the_form_is_saved(board: Board) -> None:
    odd = {"numerator": 3, "denominator": 5, "more_than": False}
    options = [{"code": f"o{number}", "title": title} for number, title in enumerate(("Ash", "Elm", "Oak"))]
    ballot = drafted(
        board.body,
        "trees",
        method="approval",
        options=options,
        choices_at_least=2,
        majority={**odd, "of": "present"},
        quorum=odd,
        seats=2,
    )
    keeper = person("kim", "secretariat", scope=board.body.scope)
    User.objects.filter(pk=keeper.pk).update(is_synthetic=True)
    client = signed_in(keeper)
    address = f"/governance/ballots/{ballot.code}/edit/"
    page = client.get(address).content.decode()
    assert "at least 3/5 of those present" in page
    typed = {
        name: str(field.value() if field.value() is not None else "")
        for name, field in ((bound.name, bound) for bound in client.get(address).context["form"])
    }
    changed = client.post(address, typed | {"question": "Which two?", "secret": "on"})
    assert changed.status_code == 302
    now = Ballot.objects.get(code="trees").definition
    expected = ballot.definition.model_copy(update={"question": "Which two?"})
    assert now == expected
    other = client.post(address, typed | {"majority": "absolute", "quorum": "none", "secret": "on"})
    assert other.status_code == 302
    said = Ballot.objects.get(code="trees").definition
    assert (said.majority, said.quorum) == (MAJORITIES["absolute"], None)


def test_new_ballot_begins_with_the_majority_its_body_usually_needs(board: Board) -> None:
    Body.objects.update(majority={"numerator": 4, "denominator": 5, "more_than": False, "of": "cast"})
    form = BallotForm(Body.objects.get(pk=board.body.pk), None)
    assert (form["majority"].value(), form["quorum"].value()) == ("as-it-is", "none")
    assert "at least 4/5 of the votes cast, abstentions included" in str(form["majority"])


def test_page_of_a_body_of_thousands_shows_the_first_and_asks_few_queries(
    board: Board, django_assert_max_num_queries: Any
) -> None:
    day = date(2020, 1, 1)
    Body.objects.update(seats=None)
    Term.objects.bulk_create(
        Term(body=board.body, name=f"Seat {number}", begins=day, evidence_date=day) for number in range(600)
    )
    ballot = opened(board.body, proxies_at_most=1)
    client = signed_in(board.chair)
    with django_assert_max_num_queries(12):
        seats = client.get("/governance/bodies/governing-board/").content.decode()
    with django_assert_max_num_queries(12):
        page = client.get(f"/governance/ballots/{ballot.code}/").content.decode()
    assert (seats.count("Seat "), page.count("has not voted")) == (495, 500)
    assert page.count("The first 500 of 605;") == seats.count("The first 500 of 605;") == 1
    assert '<input type="number" id="holder-' in page


def test_voter_is_found_by_an_index_of_the_roll(board: Board) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL scans small tables whole")
    ballot = opened(board.body)
    assert "rollentry_by_person" in own_entries(board.chair, ballot).explain()
