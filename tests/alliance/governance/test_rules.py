"""Who decides and who reads: in person, and only while their institution is a member; and what a merge must wait for."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.alliance.governance.conftest import Board
from tests.alliance.governance.helpers import (
    cast,
    closed,
    make_body,
    member_institution,
    opened,
    person,
    seat,
)

from anso.alliance.governance import actions, queries
from anso.alliance.governance.models import Ballot, Minutes, Paper, Term
from anso.alliance.network.actions import merge_institutions
from anso.alliance.network.models import Institution, Membership
from anso.alliance.people.models import User
from anso.errors import InvalidInputError

DAY = date(2020, 11, 9)


def keeping_client(user: User) -> Client:
    """One that is made up is let in without a second factor."""
    User.objects.filter(pk=user.pk).update(is_synthetic=True)
    client = Client()
    client.force_login(user)
    return client


def superuser() -> User:
    user = person("sue")
    User.objects.filter(pk=user.pk).update(is_superuser=True)
    return User.objects.get(pk=user.pk)


def test_running_the_site_does_not_make_one_the_chair(board: Board) -> None:
    ballot = opened(board.body, tie="chair")
    for voter, choice in zip(board.people, ["yes", "no"], strict=False):
        cast(ballot, voter, choice)
    tied = closed(ballot)
    with pytest.raises(PermissionDenied, match="Only the chair of the body may do this"):
        actions.break_tie(actor=superuser(), ballot=tied, order=["yes", "no"])
    assert Ballot.objects.get(pk=tied.pk).state == "tied"
    assert actions.break_tie(actor=board.chair, ballot=tied, order=["no", "yes"]).state == "closed"


def test_minutes_are_approved_by_the_chair_or_the_secretariat_in_person(board: Board) -> None:
    meeting = actions.plan_meeting(actor=None, body=board.body, code="m", title="M", starts_on=DAY)
    actions.add_item(actor=None, meeting=meeting, title="Opening")
    meeting = actions.convene_meeting(actor=None, meeting=meeting)
    minutes = actions.write_minutes(actor=None, meeting=meeting, text="Opened and closed.")
    actions.close_meeting(actor=None, meeting=meeting)
    for nobody in (
        superuser(),
        board.others[0],
        person("kim", "secretariat", scope=make_body("other").scope),
    ):
        with pytest.raises(PermissionDenied):
            actions.approve_minutes(actor=nobody, minutes=minutes)
    assert actions.approve_minutes(actor=board.chair, minutes=minutes).state == Minutes.State.APPROVED


def paper_for_members(body: Board) -> Paper:
    meeting = actions.plan_meeting(actor=None, body=body.body, code="m", title="M", starts_on=DAY)
    item = actions.add_item(actor=None, meeting=meeting, title="Budget")
    paper = actions.add_paper(actor=None, item=item, title="Budget", text="1,000", audience="members")
    actions.convene_meeting(actor=None, meeting=meeting)
    return paper


def test_contact_reads_what_members_may_only_while_their_institution_is_one(board: Board) -> None:
    contact = person("mia")
    institution = member_institution("tides", contact)
    paper = paper_for_members(board)

    def reads() -> bool:
        reader = User.objects.get(pk=contact.pk)
        readable = queries.agenda_for(reader, paper.item.meeting)[0].papers
        return [found.pk for found in readable] == [paper.pk]

    assert reads()
    Membership.objects.filter(institution=institution).update(until=date(2020, 6, 1), state="left")
    assert not reads()


def test_institution_with_a_vote_in_an_open_ballot_is_not_merged_away(board: Board) -> None:
    assembly = make_body("assembly", kind="assembly", of_all_members=True)
    voter = person("mia")
    gone, kept = member_institution("tides", voter), member_institution("waves")
    ballot = opened(assembly, "budget")
    with pytest.raises(InvalidInputError) as refused:
        merge_institutions(actor=None, survivor=kept, gone=gone)
    told = (
        "Tides is on the roll of a ballot that is open (budget); its vote could not be cast any more. "
        "Merge them when the ballot is closed, or keep this record and merge the other into it."
    )
    assert [problem.message for problem in refused.value.problems] == [told]
    actions.cast_vote(actor=voter, ballot=ballot, entry=ballot.roll.get(institution="tides"), choice=["yes"])
    closed(ballot)
    merge_institutions(actor=None, survivor=kept, gone=gone)
    assert not Institution.objects.filter(code="tides").exists()


def test_institution_whose_seat_a_person_votes_for_is_merged_at_any_time(board: Board) -> None:
    gone, kept = member_institution("tides"), member_institution("waves")
    actions.begin_term(
        actor=None,
        body=make_body("group"),
        office=Term.Office.MEMBER,
        institution=gone,
        name="Ben",
        person=board.others[0],
        begins=DAY,
    )
    ballot = opened(Term.objects.get(institution=gone).body, "theme")
    merge_institutions(actor=None, survivor=kept, gone=gone)
    receipt = cast(ballot, board.others[0], "yes")
    assert len(receipt) == 19


def test_meeting_with_an_open_ballot_is_neither_closed_nor_called_off(board: Board) -> None:
    seat(board.body, person("fay"), Term.Office.OBSERVER)
    meeting = actions.plan_meeting(actor=None, body=board.body, code="m", title="M", starts_on=DAY)
    actions.add_item(actor=None, meeting=meeting, title="Opening")
    meeting = actions.convene_meeting(actor=None, meeting=meeting)
    for term in board.body.terms.exclude(office="observer"):
        actions.record_arrival(actor=None, meeting=meeting, term=term, mode="online")
    opened(board.body, meeting=meeting)
    for end in (actions.close_meeting, actions.cancel_meeting):
        with pytest.raises(InvalidInputError, match="still open"):
            end(actor=None, meeting=meeting)


def test_nobody_seats_themself_whatever_their_role(board: Board) -> None:
    group = make_body("group")
    kim, lee = person("kim", "secretariat"), person("lee", "secretariat", scope=group.scope)
    for actor in (superuser(), kim, lee):
        with pytest.raises(PermissionDenied, match="Nobody gives a seat to themself"):
            actions.begin_term(actor=actor, body=group, office="member", name="K", person=actor, begins=DAY)
    client = keeping_client(kim)
    typed = {"office": "chair", "name": "Kim", "account": "kim@example.org", "begins": "2020-11-09"}
    page = client.post("/governance/bodies/group/terms/", typed)
    told = "Nobody gives a seat to themself; ask somebody else who keeps the body’s records for it."
    assert (page.status_code, told in page.content.decode()) == (422, True)
    assert 'value="2020-11-09"' in page.content.decode()
    called = client.post("/api/v1/bodies/group/terms", typed, content_type="application/json")
    assert (called.status_code, called.json()["error"]) == (403, told)
    assert group.terms.count() == 0
    seated = actions.begin_term(actor=kim, body=group, office="chair", name="Lee", person=lee, begins=DAY)
    assert seated.person == lee
