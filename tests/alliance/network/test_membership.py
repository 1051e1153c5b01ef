"""A membership from the application to its end: each step in its turn, with its evidence and one event."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from tests.alliance.conftest import MakeUser

from anso.alliance.network import actions, queries
from anso.alliance.network.models import Institution, Membership, MembershipStep
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import AuditEvent, AuditHead, User
from anso.errors import InvalidInputError

DAYS = [date(2020, 3, 1), date(2020, 6, 1), date(2020, 11, 9), date(2021, 5, 20)]


@pytest.fixture
def applied(institution: Institution, make_user: MakeUser) -> Membership:
    return actions.apply_for_membership(
        actor=make_user("applicant"), institution=institution, evidence="We measure tides", on=DAYS[0]
    )


def steps(membership: Membership) -> list[tuple[str, date]]:
    return list(membership.steps.values_list("step", "on"))


def test_application_becomes_a_membership_step_by_step(applied: Membership, make_user: MakeUser) -> None:
    secretariat = make_user("secretariat")
    before = AuditHead.objects.get().sequence
    assert queries.members(date(2021, 12, 31)).count() == 0
    actions.screen_membership(actor=secretariat, membership=applied, evidence="Complete", on=DAYS[1])
    assert queries.members(date(2021, 12, 31)).count() == 0
    actions.endorse_membership(
        actor=None, membership=applied, evidence="Third meeting", on=DAYS[2], resolution="gb-3-5"
    )
    assert [found.institution.code for found in queries.members(DAYS[2])] == ["institute-of-tides"]
    assert queries.members(date(2020, 11, 8)).count() == 0
    actions.approve_membership(actor=None, membership=applied, evidence="Second assembly", on=DAYS[3])
    applied.refresh_from_db()
    assert (applied.state, applied.kind, applied.since) == ("member", "approved", DAYS[2])
    assert steps(applied) == list(zip(["applied", "screened", "endorsed", "approved"], DAYS, strict=True))
    events = AuditEvent.objects.filter(sequence__gt=before).order_by("sequence")
    assert [(event.verb, event.details["resolution"]) for event in events] == [
        ("network.membership_screened", ""),
        ("network.membership_endorsed", "gb-3-5"),
        ("network.membership_approved", ""),
    ]


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (actions.approve_membership, "applied"),
        (actions.suspend_membership, "applied"),
        (actions.end_membership, "applied"),
        (actions.reinstate_membership, "member"),
        (actions.screen_membership, "member"),
        (actions.endorse_membership, "member"),
        (actions.decline_membership, "member"),
    ],
)
def test_step_out_of_turn_is_refused_and_leaves_nothing(applied: Membership, act: object, state: str) -> None:
    if state == "member":
        actions.endorse_membership(actor=None, membership=applied, evidence="Board", on=DAYS[1])
    before = steps(applied)
    with pytest.raises(
        AlreadyDoneError, match="This step cannot be made: the membership of Institute of Tides"
    ):
        act(actor=None, membership=applied, evidence="Why", on=DAYS[2])  # type: ignore[operator]
    applied.refresh_from_db()
    assert (applied.state, steps(applied)) == (state, before)


def test_suspended_member_has_no_voice_until_it_is_reinstated(applied: Membership) -> None:
    actions.endorse_membership(actor=None, membership=applied, evidence="Board", on=date(2020, 3, 2))
    actions.suspend_membership(actor=None, membership=applied, evidence="No dues", on=date(2020, 6, 1))
    actions.reinstate_membership(actor=None, membership=applied, evidence="Dues", on=date(2020, 9, 1))

    def voices(day: date) -> int:
        return queries.members_with_a_voice(day).count()

    assert [voices(date(2020, month, 1)) for month in (3, 5, 6, 8, 9)] == [0, 1, 0, 0, 1]
    assert queries.members(date(2020, 8, 1)).count() == 1


def test_membership_that_ended_may_begin_again(applied: Membership, make_user: MakeUser) -> None:
    actions.endorse_membership(actor=None, membership=applied, evidence="Board", on=DAYS[1])
    actions.end_membership(actor=None, membership=applied, evidence="Left", on=DAYS[2])
    assert queries.members(DAYS[2]).count() == 0
    assert queries.members(date(2020, 11, 8)).count() == 1
    again = actions.apply_for_membership(
        actor=make_user(), institution=applied.institution, evidence="Back", on=DAYS[3]
    )
    assert Membership.objects.filter(institution=applied.institution).count() == 2
    assert again.state == "applied"


def test_second_application_for_an_institution_is_refused(applied: Membership, make_user: MakeUser) -> None:
    with pytest.raises(AlreadyDoneError, match="stands at “Applied”"):
        actions.apply_for_membership(
            actor=make_user(), institution=applied.institution, evidence="Us too", on=DAYS[1]
        )


def test_described_institution_is_listed_once_it_was_screened(make_user: MakeUser) -> None:
    person = make_user()
    made = actions.apply_for_membership(
        actor=person,
        described={"name": "Académie des Marées", "country": "SN", "kind": "academy"},
        evidence="We measure tides",
    )
    assert (made.institution.code, made.institution.is_listed) == ("academie-des-marees", False)
    assert "academie-des-marees" not in [record.key for record in queries.searchable()]
    actions.screen_membership(actor=None, membership=made, evidence="Complete")
    assert "academie-des-marees" in [record.key for record in queries.searchable()]


def test_every_problem_of_a_described_institution_is_told(make_user: MakeUser) -> None:
    with pytest.raises(InvalidInputError) as caught:
        actions.apply_for_membership(
            actor=make_user(), described={"name": "", "country": "XX"}, evidence="Why"
        )
    assert {problem.where for problem in caught.value.problems} == {"name", "country"}
    assert Institution.objects.count() == 0


def test_one_person_cannot_flood_the_secretariat(make_user: MakeUser) -> None:
    person = make_user()
    for number in range(3):
        actions.apply_for_membership(actor=person, described={"name": f"I {number}"}, evidence="Why")
    with pytest.raises(InvalidInputError, match="3 applications of yours wait already"):
        actions.apply_for_membership(actor=person, described={"name": "I 4"}, evidence="Why")


@pytest.mark.parametrize(
    ("evidence", "on", "complaint"),
    [
        ("  ", DAYS[1], "evidence: say where it is written"),
        (
            "Board",
            date(2020, 2, 29),
            "on: 2020-02-29 lies before the last step of this membership, on 2020-03-01",
        ),
        ("Board", date(2999, 1, 1), "on: 2999-01-01 lies ahead"),
    ],
)
def test_step_needs_evidence_and_a_day_in_its_order(
    applied: Membership, evidence: str, on: date, complaint: str
) -> None:
    with pytest.raises(InvalidInputError, match=complaint):
        actions.endorse_membership(actor=None, membership=applied, evidence=evidence, on=on)


@pytest.mark.parametrize("role", ["applicant", "member-contact", "board-member", "administrator"])
def test_decisions_are_recorded_by_the_secretariat_alone(
    applied: Membership, make_user: MakeUser, role: str
) -> None:
    with pytest.raises(PermissionDenied, match="Only the secretariat"):
        actions.endorse_membership(actor=make_user(role), membership=applied, evidence="Board")


def test_applicant_alone_takes_an_application_back(applied: Membership, make_user: MakeUser) -> None:
    with pytest.raises(PermissionDenied, match="Only whoever applied"):
        actions.withdraw_application(actor=make_user(), membership=applied)
    actions.withdraw_application(
        actor=User.objects.get(pk=applied.applicant_id), membership=applied, on=DAYS[1]
    )
    assert (applied.state, applied.until, applied.kind) == ("declined", DAYS[1], "")


def test_nobody_learns_of_a_declined_application_by_counting(applied: Membership) -> None:
    actions.decline_membership(actor=None, membership=applied, evidence="Incomplete", on=DAYS[1])
    assert queries.membership_counts_by_year() == []
    assert MembershipStep.objects.count() == 2
