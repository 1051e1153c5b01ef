"""Co-applicants: invited to an address that must be theirs, with rights that are kept to."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from tests.alliance.calls.world import DURING, definition, drafted, open_call, person

from anso.alliance.calls import actions, mail
from anso.alliance.calls.models import Application, Participant
from anso.alliance.people.models import User
from anso.errors import AnsoError, InvalidInputError, NotFoundError

pytestmark = pytest.mark.django_db


def shared(part: str = "writer") -> tuple[User, User, Application, str]:
    call = open_call(given=definition(applying="team", co_applicants=1))
    ada, ben = person("ada"), person("ben")
    draft = drafted(ada, call)
    made = actions.invite_participant(actor=ada, application=draft, email="ben@example.org", part=part)
    return ada, ben, draft, mail.invitation_link(made).rstrip("/").rpartition("/")[2]


def confirm(user: User) -> None:
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True})


def test_invitation_is_accepted_only_from_the_confirmed_address_it_was_written_to() -> None:
    _ada, ben, draft, token = shared()
    EmailAddress.objects.filter(user=ben).update(verified=False)
    eve = person("eve")
    confirm(eve)
    for other in (ben, eve):
        with pytest.raises(AnsoError, match="not a confirmed one of your account"):
            actions.accept_invitation(actor=other, token=token)
    confirm(ben)
    actions.accept_invitation(actor=ben, token=token)
    held = draft.participants.get(person=ben)
    assert (held.email, held.token_hash) == ("", "")
    with pytest.raises(NotFoundError):
        actions.accept_invitation(actor=ben, token=token)


@pytest.mark.parametrize("part", ["writer", "reader"])
def test_writer_writes_reader_reads_and_neither_submits(part: str) -> None:
    _ada, ben, draft, token = shared(part)
    confirm(ben)
    actions.accept_invitation(actor=ben, token=token)
    if part == "writer":
        actions.save_answers(actor=ben, application=draft, answers={"name": "Both"}, revision=draft.revision)
    else:
        with pytest.raises(PermissionDenied):
            actions.save_answers(actor=ben, application=draft, answers={}, revision=draft.revision)
    with pytest.raises(PermissionDenied, match="Only the lead applicant"):
        actions.submit_application(actor=ben, application=draft, received_at=DURING)


def test_invited_who_has_not_accepted_sees_nothing() -> None:
    _ada, ben, draft, _token = shared()
    with pytest.raises(PermissionDenied):
        actions.save_answers(actor=ben, application=draft, answers={}, revision=draft.revision)


def test_call_says_how_many_take_part() -> None:
    ada, _ben, draft, _token = shared()
    with pytest.raises(InvalidInputError, match="at most 1 co-applicant"):
        actions.invite_participant(actor=ada, application=draft, email="cai@example.org", part="writer")


def test_invitation_written_anew_ends_the_one_before() -> None:
    ada, ben, draft, token = shared()
    confirm(ben)
    actions.invite_participant(actor=ada, application=draft, email="Ben@example.org", part="reader")
    with pytest.raises(NotFoundError):
        actions.accept_invitation(actor=ben, token=token)
    assert draft.participants.exclude(part="lead").count() == 1


def test_lead_is_handed_over_and_then_may_leave() -> None:
    ada, ben, draft, token = shared()
    confirm(ben)
    taken = actions.accept_invitation(actor=ben, token=token)
    lead = draft.participants.get(person=ada)
    with pytest.raises(InvalidInputError, match="Hand over the lead first"):
        actions.remove_participant(actor=ada, participant=lead)
    actions.hand_over_lead(actor=ada, participant=taken)
    actions.remove_participant(actor=ada, participant=Participant.objects.get(pk=lead.pk))
    actions.submit_application(actor=ben, application=draft, received_at=DURING)
    assert list(draft.participants.values_list("person__name", "part")) == [("Ben", "lead")]
