"""Bodies on a day, meetings with their quorum at every moment, minutes, resolutions and what they bring about."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from tests.alliance.governance.conftest import Board
from tests.alliance.governance.helpers import (
    SEATED,
    at,
    cast,
    closed,
    drafted,
    make_body,
    member_institution,
    opened,
    person,
    seat,
)

from anso.alliance.governance import actions, queries
from anso.alliance.governance.attendance import presence
from anso.alliance.governance.calendars import calendar_entry, folded
from anso.alliance.governance.models import Attendance, Meeting, Minutes, Resolution, Task, Term
from anso.alliance.network.models import Institution, Membership
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.errors import InvalidInputError, NotFoundError

DAY = date(2020, 11, 9)


@pytest.fixture
def meeting(board: Board) -> Meeting:
    planned = actions.plan_meeting(
        actor=None, body=board.body, code="third", title="Third meeting", starts_on=DAY, zone="Asia/Shanghai"
    )
    for title in ("Opening", "Statutes", "Members"):
        actions.add_item(actor=None, meeting=planned, title=title)
    return actions.convene_meeting(actor=None, meeting=planned)


def comes(
    meeting: Meeting, user: User, hour: int, minute: int = 0, mode: str = Attendance.Mode.ONLINE
) -> Attendance:
    term = meeting.body.terms.get(person=user)
    return actions.record_arrival(actor=None, meeting=meeting, term=term, mode=mode, at=at(hour, minute))


def test_terms_hold_from_their_first_day_to_the_one_before_their_last(board: Board) -> None:
    term = board.body.terms.get(person=board.others[0])
    actions.end_term(actor=None, term=term, on=DAY)
    day = timedelta(days=1)
    counts = [len(queries.seated(board.body, on)) for on in (SEATED - day, SEATED, DAY - day, DAY)]
    assert counts == [0, 5, 5, 4]
    assert [over.name for over in queries.terms_over(board.body, DAY)] == ["Ben"]
    with pytest.raises(AlreadyDoneError):
        actions.end_term(actor=None, term=term, on=DAY)


def test_seat_beyond_the_number_of_seats_is_refused(board: Board) -> None:
    with pytest.raises(InvalidInputError, match="All 5 seats are taken"):
        seat(board.body, person("fay"))
    actions.begin_term(actor=None, body=board.body, office=Term.Office.OBSERVER, name="Fay", begins=SEATED)
    assert len(queries.seated(board.body)) == 6


def test_quorum_follows_who_comes_and_leaves(board: Board, meeting: Meeting) -> None:
    """More than half of five seats: three."""
    ada = comes(meeting, board.chair, 8)
    comes(meeting, board.others[0], 8, 30)
    comes(meeting, board.others[1], 9, mode=Attendance.Mode.ON_SITE)
    actions.record_arrival(actor=None, meeting=meeting, name="A guest", mode="online", at=at(8))
    actions.record_departure(actor=None, attendance=ada, at=at(10))
    comes(meeting, board.chair, 11)
    seen = {
        (hour, minute): (
            presence(meeting, at(hour, minute)).there,
            presence(meeting, at(hour, minute)).is_quorate,
        )
        for hour, minute in ((7, 59), (8, 0), (8, 30), (9, 0), (9, 59), (10, 0), (11, 0))
    }
    assert seen == {
        (7, 59): (0, False),
        (8, 0): (1, False),
        (8, 30): (2, False),
        (9, 0): (3, True),
        (9, 59): (3, True),
        (10, 0): (2, False),
        (11, 0): (3, True),
    }
    assert presence(meeting).needed == 3


def test_seat_is_taken_once_at_a_time(board: Board, meeting: Meeting) -> None:
    comes(meeting, board.chair, 8)
    with pytest.raises(AlreadyDoneError, match="taken already"):
        comes(meeting, board.chair, 9)
    with pytest.raises(InvalidInputError, match="Nobody leaves before"):
        actions.record_departure(actor=None, attendance=meeting.attendances.get(), at=at(7))


def test_ballot_of_a_meeting_needs_its_quorum(board: Board, meeting: Meeting) -> None:
    ballot = drafted(
        board.body,
        meeting=meeting,
        majority={"numerator": 1, "denominator": 2, "more_than": True, "of": "present"},
    )
    for user in board.people[:2]:
        comes(meeting, user, 8)
    with pytest.raises(InvalidInputError, match="2 of 5 seats are there, 3 are needed"):
        actions.open_ballot(actor=None, ballot=ballot)
    comes(meeting, board.people[2], 8)
    open_now = actions.open_ballot(actor=None, ballot=ballot)
    assert open_now.opening.present == 3
    cast(open_now, board.chair, "yes")
    with pytest.raises(InvalidInputError, match="still open"):
        actions.close_meeting(actor=None, meeting=meeting)
    assert closed(open_now).record.text.count('"status":"rejected"') == 1  # one of three present


def test_closing_a_meeting_lets_everybody_leave(board: Board, meeting: Meeting) -> None:
    comes(meeting, board.chair, 8)
    actions.close_meeting(actor=None, meeting=meeting, at=at(12))
    assert meeting.attendances.get().left_at == at(12)
    with pytest.raises(AlreadyDoneError, match="is over"):
        comes(meeting, board.others[0], 13)


def test_items_keep_their_order_when_one_moves(meeting: Meeting) -> None:
    item = meeting.items.get(title="Members")
    actions.move_item(actor=None, item=item, to=1)
    assert [str(found) for found in meeting.items.all()] == ["1. Members", "2. Opening", "3. Statutes"]
    with pytest.raises(InvalidInputError, match="went out with the invitation"):
        actions.remove_item(actor=None, item=item)


def test_invitation_goes_to_everybody_with_a_seat(
    board: Board, django_capture_on_commit_callbacks: Any
) -> None:
    planned = actions.plan_meeting(actor=None, body=board.body, code="fourth", title="Fourth", starts_on=DAY)
    with pytest.raises(InvalidInputError, match="nothing on the agenda"):
        actions.convene_meeting(actor=None, meeting=planned)
    actions.add_item(actor=None, meeting=planned, title="Budget")
    with django_capture_on_commit_callbacks(execute=True):
        actions.convene_meeting(actor=None, meeting=planned)
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        f"{name}@example.org" for name in ("ada", "ben", "cai", "dan", "eva")
    ]
    assert "1. Budget" in mail.outbox[0].body


def test_planned_meeting_is_its_bodys_alone(board: Board) -> None:
    actions.plan_meeting(actor=None, body=board.body, code="fourth", title="Fourth", starts_on=DAY)
    assert queries.meeting_for(board.chair, "fourth").title == "Fourth"
    with pytest.raises(NotFoundError):
        queries.meeting_for(person("zoe"), "fourth")


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("body", {"chair", "keeper"}),
        ("members", {"chair", "keeper", "member"}),
        ("everyone", {"chair", "keeper", "member", "zoe"}),
    ],
)
def test_paper_is_read_by_its_audience(
    board: Board, meeting: Meeting, audience: str, readers: set[str]
) -> None:
    contact = person("mia")
    member_institution("tides", contact)
    people = {
        "chair": board.chair,
        "keeper": person("kim", "secretariat", scope=board.body.scope),
        "member": contact,
        "zoe": person("zoe"),
    }
    paper = actions.add_paper(
        actor=None, item=meeting.items.get(position=1), title="On tides", text="…", audience=audience
    )

    def reads(user: User) -> bool:
        try:
            return queries.paper_for(user, paper.pk) == paper
        except NotFoundError:
            return False

    assert {name for name, user in people.items() if reads(user)} == readers


def test_minutes_are_written_approved_and_published_in_that_order(board: Board, meeting: Meeting) -> None:
    keeper = person("kim", "secretariat", scope=board.body.scope)
    minutes = actions.write_minutes(actor=keeper, meeting=meeting, text="We met.")
    with pytest.raises(InvalidInputError, match="not over yet"):
        actions.approve_minutes(actor=board.chair, minutes=minutes)
    actions.close_meeting(actor=keeper, meeting=meeting)
    minutes = actions.write_minutes(actor=keeper, meeting=meeting, text="We met and decided.")
    with pytest.raises(InvalidInputError, match="approved before"):
        actions.publish_minutes(actor=keeper, minutes=minutes)
    with pytest.raises(PermissionDenied):
        actions.approve_minutes(actor=board.others[0], minutes=minutes)
    assert queries.minutes_for(person("zoe"), queries.meeting_for(board.chair, "third")) is None
    actions.approve_minutes(actor=board.chair, minutes=minutes)
    with pytest.raises(AlreadyDoneError, match="do not change"):
        actions.write_minutes(actor=keeper, meeting=meeting, text="Otherwise.")
    actions.publish_minutes(actor=keeper, minutes=minutes)
    shown = queries.minutes_for(person("yan"), queries.meeting_for(board.chair, "third"))
    assert shown is not None
    assert (shown.text, shown.state, shown.revision) == ("We met and decided.", Minutes.State.PUBLISHED, 2)


def test_keeper_of_another_body_keeps_nothing_here(board: Board, meeting: Meeting) -> None:
    other = make_body("other-group", name="Another")
    keeper = person("kim", "secretariat", scope=other.scope)
    with pytest.raises(PermissionDenied, match="the body’s own secretariat"):
        actions.add_item(actor=keeper, meeting=meeting, title="Mine")


def resolved(board: Board, **given: Any) -> Resolution:
    said = {"title": "It is so", "text": "So be it.", "adopted_on": DAY}
    return actions.adopt_resolution(actor=None, body=board.body, **(said | given))


def test_resolutions_are_numbered_within_body_and_year(board: Board) -> None:
    other = make_body("other-group", name="Another")
    signs = [resolved(board).sign, resolved(board).sign, resolved(board, adopted_on=date(2021, 1, 1)).sign]
    assert signs == ["2020/1", "2020/2", "2021/1"]
    first = actions.adopt_resolution(actor=None, body=other, title="Too", text="Too.", adopted_on=DAY)
    assert first.sign == "2020/1"


def test_resolution_by_ballot_rests_on_one_that_carried(board: Board) -> None:
    lost = opened(board.body)
    with pytest.raises(InvalidInputError, match="not decided yet"):
        resolved(board, ballot=lost)
    cast(lost, board.chair, "no")
    with pytest.raises(InvalidInputError, match="did not carry"):
        resolved(board, ballot=closed(lost))
    won = opened(board.body, "again")
    cast(won, board.chair, "yes")
    assert resolved(board, ballot=closed(won)).how == "ballot"


def applicant(code: str) -> Institution:
    institution = Institution.objects.create(code=code, name=code.title(), country="JO")
    Membership.objects.create(
        institution=institution, state="screened", evidence="An application", evidence_date=SEATED
    )
    return institution


def test_endorsement_takes_effect_when_it_is_published(board: Board) -> None:
    institutions = [applicant("royal-society"), applicant("university")]
    resolution = resolved(board, effect="endorses", institutions=institutions)
    states = Membership.objects.order_by("institution__code").values_list("state", "kind", "since")
    assert list(states) == [("screened", "", None)] * 2
    secretary = person("sam", "secretariat")
    actions.publish_resolution(actor=secretary, resolution=resolution)
    assert list(states.all()) == [("member", "endorsed", DAY)] * 2
    step = Membership.objects.get(institution=institutions[0]).steps.latest("pk")
    assert (step.resolution, step.recorded_by) == ("governing-board 2020/1", secretary)


def test_endorsement_is_of_all_or_of_none(board: Board) -> None:
    never = Institution.objects.create(code="never-applied", name="Never applied", country="JO")
    resolution = resolved(board, effect="endorses", institutions=[applicant("royal-society"), never])
    with pytest.raises(InvalidInputError, match="Never applied has not applied"):
        actions.publish_resolution(actor=None, resolution=resolution)
    assert list(Membership.objects.values_list("state", flat=True)) == ["screened"]
    assert Resolution.objects.get(pk=resolution.pk).published_at is None


def test_board_endorses_and_does_not_approve(board: Board) -> None:
    resolution = resolved(board, effect="approves", institutions=[applicant("royal-society")])
    with pytest.raises(InvalidInputError, match="this body does neither"):
        actions.publish_resolution(actor=None, resolution=resolution)


def test_task_is_settled_by_who_is_responsible(board: Board) -> None:
    task = actions.assign_task(
        actor=None,
        resolution=resolved(board),
        title="Ask Moscow",
        responsible="Ben",
        person=board.others[0],
        due=DAY,
    )
    with pytest.raises(PermissionDenied, match="who is responsible"):
        actions.settle_task(actor=board.others[1], task=task, state=Task.State.DONE)
    with pytest.raises(InvalidInputError, match="Say why"):
        actions.settle_task(actor=board.others[0], task=task, state=Task.State.DROPPED)
    assert [found.title for found in queries.tasks_for(board.others[0])] == ["Ask Moscow"]
    actions.settle_task(actor=board.others[0], task=task, state=Task.State.DONE, note="They agree.")
    assert list(queries.tasks_for(board.others[0])) == []


def test_reminders_come_a_week_before_and_every_week(
    board: Board, django_capture_on_commit_callbacks: Any
) -> None:
    actions.assign_task(
        actor=None,
        resolution=resolved(board),
        title="Ask Moscow",
        responsible="Ben",
        person=board.others[0],
        due=DAY,
    )
    day = timedelta(days=1)
    sent = []
    with django_capture_on_commit_callbacks(execute=True):
        sent = [actions.remind(on=on) for on in (DAY - 8 * day, DAY - 7 * day, DAY - day, DAY, DAY + 7 * day)]
    assert sent == [0, 1, 0, 1, 1]
    assert {tuple(letter.to) for letter in mail.outbox} == {("ben@example.org",)}


def test_calendar_entry_says_when_in_utc_and_hides_the_link_from_strangers(meeting: Meeting) -> None:
    changed = actions.change_meeting(
        actor=None,
        meeting=meeting,
        begins_at=at(15).time(),
        ends_at=at(17, 30).time(),
        link="https://example.org/join",
    )
    text = calendar_entry(changed, "https://anso.example/m", with_link=False)
    assert "DTSTART:20201109T070000Z\r\nDTEND:20201109T093000Z" in text  # Shanghai is eight hours ahead
    assert "join" not in text
    assert "https://example.org/join" in calendar_entry(changed, "x", with_link=True)


def test_calendar_entry_of_days_ends_the_day_after(board: Board) -> None:
    days = actions.plan_meeting(
        actor=None,
        body=board.body,
        code="days",
        title="Two days",
        starts_on=DAY,
        ends_on=DAY + timedelta(days=1),
    )
    text = calendar_entry(days, "x", with_link=False)
    assert "DTSTART;VALUE=DATE:20201109\r\nDTEND;VALUE=DATE:20201111" in text
    assert "STATUS:TENTATIVE" in text


def test_long_line_is_folded_within_75_octets_and_unfolds() -> None:
    line = "SUMMARY:" + "пятая встреча " * 12
    pieces = folded(line).split("\r\n")
    assert max(len(piece.encode()) for piece in pieces) <= 75
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line


def test_institution_panel_names_seats_and_resolutions(board: Board) -> None:
    institution = applicant("royal-society")
    actions.begin_term(
        actor=None, body=board.body, office="observer", institution=institution, begins=timezone.localdate()
    )
    resolution = resolved(board, institutions=[institution])
    assert [item.kind for item in queries.institution_panel("royal-society")] == ["Observer"]
    actions.publish_resolution(actor=None, resolution=resolution)
    assert [item.title for item in queries.institution_panel("royal-society")] == [
        "Governing board",
        "It is so",
    ]


def test_meeting_called_off_before_anybody_was_invited_stays_its_bodys(
    board: Board, meeting: Meeting
) -> None:
    silent = actions.plan_meeting(actor=None, body=board.body, code="silent", title="Silent", starts_on=DAY)
    actions.cancel_meeting(actor=None, meeting=silent)
    stranger = person("zoe")
    assert queries.meeting_for(board.chair, "silent").state == "cancelled"
    with pytest.raises(NotFoundError):
        queries.meeting_for(stranger, "silent")
    assert "silent" not in {record.key for record in queries.searchable()}
    convened = actions.convene_meeting(actor=None, meeting=meeting) if meeting.state == "planned" else meeting
    actions.cancel_meeting(actor=None, meeting=convened)
    assert queries.meeting_for(stranger, meeting.code).state == "cancelled"
