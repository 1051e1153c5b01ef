"""Who belongs to a team: by invitation to one address, with at least one manager."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied
from tests.alliance.conftest import MakeUser
from tests.alliance.teams.conftest import MakeMember

from anso.alliance.people.models import AuditEvent, User
from anso.alliance.people.rules import may
from anso.alliance.teams import actions, queries
from anso.alliance.teams.models import Invitation, ModelEntry, Team
from anso.alliance.teams.personal_data import invitations_to
from anso.errors import AnsoError, InvalidInputError, NotFoundError

MANAGER, MEMBER = "team-manager", "team-member"


@pytest.fixture
def team(entry: ModelEntry) -> Team:
    return entry.model.team


@pytest.fixture
def manager(team: Team, make_member: MakeMember) -> User:
    return make_member(team, MANAGER)


def confirmed(person: User) -> User:
    EmailAddress.objects.filter(user=person).update(verified=True)
    return person


def token_for(team: Team, manager: User, email: str, role: str = MEMBER) -> str:
    made = actions.invite(actor=manager, team=team, email=email, role=role)
    return made.link.rstrip("/").rpartition("/")[2]


def roles(team: Team) -> dict[str, str]:
    return {member.person.email: member.role for member in queries.members_of(team)}


def test_invitation_is_a_letter_with_a_link(
    team: Team, manager: User, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        token = token_for(team, manager, "New@Example.org")
    (letter,) = mail.outbox
    assert (letter.to, token in str(letter.body)) == (["new@example.org"], True)
    assert token not in Invitation.objects.get().digest


def test_whoever_has_the_address_joins_with_that_role(team: Team, manager: User, make_user: MakeUser) -> None:
    invited = confirmed(make_user(email="new@example.org"))
    token = token_for(team, manager, "new@example.org")
    actions.accept_invitation(actor=invited, token=token)
    assert roles(team) == {manager.email: MANAGER, "new@example.org": MEMBER}
    assert may(User.objects.get(pk=invited.pk), "teams.submit", team).allowed is True
    with pytest.raises(NotFoundError, match="was used"):
        actions.accept_invitation(actor=invited, token=token)


def test_address_that_is_only_claimed_opens_nothing_until_it_is_confirmed(
    team: Team, manager: User, make_user: MakeUser
) -> None:
    claims = make_user(email="new@example.org")
    token = token_for(team, manager, "new@example.org")
    with pytest.raises(AnsoError, match="Confirm your e-mail address first"):
        actions.accept_invitation(actor=claims, token=token)
    assert list(invitations_to(claims)) == []
    actions.accept_invitation(actor=confirmed(claims), token=token)
    assert roles(team)["new@example.org"] == MEMBER


def test_another_address_of_ones_own_will_do_once_it_is_confirmed(
    team: Team, manager: User, make_user: MakeUser
) -> None:
    person = confirmed(make_user())
    second = EmailAddress.objects.create(user=person, email="New@example.org", verified=False)
    token = token_for(team, manager, "new@example.org")
    with pytest.raises(AnsoError, match="Confirm your e-mail address first"):
        actions.accept_invitation(actor=person, token=token)
    EmailAddress.objects.filter(pk=second.pk).update(verified=True)
    assert invitations_to(person).count() == 1
    actions.accept_invitation(actor=person, token=token)
    assert roles(team)[person.email] == MEMBER


def test_link_that_was_passed_on_opens_nothing(team: Team, manager: User, make_user: MakeUser) -> None:
    token = token_for(team, manager, "new@example.org")
    with pytest.raises(AnsoError, match="written to another address"):
        actions.accept_invitation(actor=make_user(), token=token)
    assert roles(team) == {manager.email: MANAGER}


def test_invitation_ends_after_two_weeks(team: Team, manager: User, make_user: MakeUser) -> None:
    token = token_for(team, manager, "new@example.org")
    Invitation.objects.update(invited_at=Invitation.objects.get().invited_at - timedelta(days=14))
    with pytest.raises(NotFoundError):
        actions.accept_invitation(actor=confirmed(make_user(email="new@example.org")), token=token)


def test_new_invitation_to_an_address_takes_the_place_of_the_old(
    team: Team, manager: User, make_user: MakeUser
) -> None:
    old = token_for(team, manager, "new@example.org")
    token_for(team, manager, "new@example.org", MANAGER)
    with pytest.raises(NotFoundError):
        actions.accept_invitation(actor=make_user(email="new@example.org"), token=old)
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(("email", "role"), [("nobody", MEMBER), ("new@example.org", "secretariat")])
def test_invitation_needs_an_address_and_a_role_of_teams(
    team: Team, manager: User, email: str, role: str
) -> None:
    with pytest.raises(InvalidInputError):
        actions.invite(actor=manager, team=team, email=email, role=role)


def test_members_do_not_invite_and_managers_of_others_neither(
    team: Team, make_member: MakeMember, make_user: MakeUser
) -> None:
    for person in (make_member(team, MEMBER), make_user("secretariat"), make_user(MANAGER)):
        with pytest.raises(PermissionDenied, match="Only a manager of the team"):
            actions.invite(actor=person, team=team, email="new@example.org", role=MEMBER)


def test_team_keeps_a_manager(team: Team, manager: User, make_member: MakeMember) -> None:
    member = make_member(team)
    for act in (
        lambda: actions.end_membership(actor=manager, team=team, person=manager),
        lambda: actions.change_role(actor=manager, team=team, person=manager, role=MEMBER),
    ):
        with pytest.raises(AnsoError, match="A team needs a manager"):
            act()
    actions.change_role(actor=manager, team=team, person=member, role=MANAGER)
    actions.end_membership(actor=manager, team=team, person=manager)
    assert roles(team) == {member.email: MANAGER}


def test_members_leave_and_are_let_go(team: Team, manager: User, make_member: MakeMember) -> None:
    one, two = make_member(team), make_member(team)
    with pytest.raises(PermissionDenied):
        actions.end_membership(actor=one, team=team, person=two)
    actions.end_membership(actor=one, team=team, person=one)
    actions.end_membership(actor=manager, team=team, person=two)
    assert roles(team) == {manager.email: MANAGER}
    assert may(User.objects.get(pk=one.pk), "teams.submit", team).allowed is False


def test_trail_holds_no_address(team: Team, manager: User, make_user: MakeUser) -> None:
    token = token_for(team, manager, "new@example.org")
    actions.accept_invitation(actor=confirmed(make_user(email="new@example.org")), token=token)
    told = [event for event in AuditEvent.objects.all() if "@" in f"{event.details_json}{event.target_label}"]
    assert told == []
