"""Who still reaches what, after something has changed: files of what was withdrawn, letters asked for again and again."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.alliance.calls.deciding.helpers import reviewed
from tests.alliance.calls.reviewing.helpers import (
    assigned,
    call_at_work,
    expert,
    finished,
    opened,
    pooled,
    screened,
)
from tests.alliance.calls.world import DURING, definition, drafted, open_call, person
from tests.portal.guard.people import add_factor, sign_in

from anso.alliance.calls import actions, mail
from anso.alliance.calls.actions import participants
from anso.alliance.calls.models import Application, Participant, Reference
from anso.errors import NotFoundError

pytestmark = pytest.mark.django_db


def status(client: Client, address: str) -> int:
    """The file that comes is read to its end, which closes it and leaves the test's connection open."""
    response = client.get(address)
    if response.streaming:
        b"".join(response)
    return response.status_code


def test_a_reviewer_has_no_file_of_what_was_withdrawn() -> None:
    stages = [{**stage, "blind": "single"} for stage in definition()["stages"]]
    call = call_at_work(stages=stages)
    (application,) = screened(call, "ada")
    (reviewer,) = pooled(call, expert("rana"))
    opened(call)
    finished(assigned(reviewer, application))
    file = application.attachments.get(field="transcript")
    client = sign_in(reviewer.person)
    addresses = (
        f"/calls/applications/{application.pk}/files/{file.pk}/",
        f"/api/v1/applications/{application.pk}/files/{file.pk}",
    )
    assert [status(client, address) for address in addresses] == [200, 200]
    lead = application.participants.get().person
    actions.withdraw_application(actor=lead, application=application)
    assert [status(client, address) for address in addresses] == [404, 404]


def test_a_referee_is_written_to_once_a_day_however_often_somebody_submits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ada, call = person("ada"), open_call()
    draft = drafted(ada, call)
    asked: list[str] = []
    task = SimpleNamespace(enqueue=lambda pk, _language: asked.append(pk))
    monkeypatch.setattr(mail, "ask_referee", task)
    for _again in range(3):
        actions.submit_application(actor=ada, application=draft, received_at=DURING)
        actions.withdraw_application(actor=ada, application=draft, received_at=DURING)
    actions.submit_application(actor=ada, application=draft, received_at=DURING)
    assert sorted(asked) == sorted(str(pk) for pk in Reference.objects.values_list("pk", flat=True))
    assert len(asked) == 2
    assert set(Reference.objects.values_list("state", flat=True)) == {"asked"}


def test_an_invitation_that_was_taken_back_meanwhile_lets_nobody_in(monkeypatch: pytest.MonkeyPatch) -> None:
    ada = person("ada")
    call = open_call("r-1", of="research")
    draft = actions.start_application(actor=ada, call=call, received_at=DURING)
    guest = expert("bela")
    invited = actions.invite_participant(actor=ada, application=draft, email=guest.email, part="writer")
    token = participants.secret_of(invited, invited.invited_at.isoformat())
    hold = participants.locked

    def taken_back_first(application: Application) -> Application:
        Participant.objects.filter(pk=invited.pk).delete()
        return hold(application)

    monkeypatch.setattr(participants, "locked", taken_back_first)
    with pytest.raises(NotFoundError, match="was used, was taken back or has ended"):
        actions.accept_invitation(actor=guest, token=token)
    assert not Participant.objects.filter(person=guest).exists()


def test_drafts_are_nobodys_but_their_applicants() -> None:
    call = call_at_work()
    draft = drafted(person("ada"), call)
    file = draft.attachments.get(field="transcript")
    officer, member = expert("olga", "secretariat"), expert("boris", "board-member")
    for holder in (officer, member):
        add_factor(holder)
    for who in (officer, member, person("bela")):
        client = sign_in(who, shown=True)
        reached = [
            client.get(address).status_code
            for address in (
                f"/calls/applications/{draft.pk}/",
                f"/calls/applications/{draft.pk}/files/{file.pk}/",
                f"/api/v1/applications/{draft.pk}",
                f"/api/v1/applications/{draft.pk}/files/{file.pk}",
                f"/api/v1/applications/{draft.pk}/participants",
                f"/calls/desk/{call.code}/applications/draft/",
            )
        ]
        assert set(reached) <= {403, 404}, who


def test_fields_that_nobody_offers_are_set_by_no_body() -> None:
    call = open_call()
    ada = person("ada")
    draft = drafted(ada, call)
    client = sign_in(ada)
    before = Application.objects.values().get(pk=draft.pk)
    client.patch(
        f"/api/v1/applications/{draft.pk}",
        {
            "revision": draft.revision, "answers": {"name": "Ada", "number": "SCH-1", "state": "submitted"},
            "state": "submitted", "outcome": "awarded", "stage": "merit", "submitted_at": "2020-12-01T00:00:00Z",
        },
        content_type="application/json",
    )  # fmt: skip
    after = Application.objects.values().get(pk=draft.pk)
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"answers", "revision", "saved_at", "title", "folded", "facts"}
    assert set(after["answers"]) == set(before["answers"])
    late = client.post(
        f"/api/v1/applications/{draft.pk}/submit",
        {
            "received_at": "2021-01-01T00:00:00Z",
            "submitted_at": "2021-01-01T00:00:00Z",
            "revision": after["revision"],
        },
        content_type="application/json",
        headers={
            "Date": "Fri, 01 Jan 2021 00:00:00 GMT",
            "X-Request-Start": "t=1609459200",
            "X-Arrived-At": "0",
        },
    )
    assert (late.status_code, "deadline of this call is past" in late.json()["error"]) == (422, True)
    assert Application.objects.get(pk=draft.pk).state == "draft"


def test_an_officer_of_another_programme_reaches_no_application() -> None:
    call, found = reviewed({"ada": 9, "bela": 6})
    stranger = person("olga", "secretariat", programme="research")
    add_factor(stranger)
    client = sign_in(stranger, shown=True)
    number = found["ada"].number
    reached = [
        client.get(address).status_code
        for address in (
            f"/calls/desk/{call.code}/",
            f"/calls/desk/{call.code}/applications/",
            f"/calls/desk/{call.code}/applications/{number}/",
            f"/calls/desk/{call.code}/stages/merit/scores/",
            f"/calls/desk/{call.code}/decisions/",
            f"/calls/desk/{call.code}/pool/",
            f"/api/v1/calls/{call.code}/decisions",
            f"/api/v1/calls/{call.code}/stages/merit/scores",
        )
    ]
    assert set(reached) <= {403, 404}
    with pytest.raises(PermissionDenied):
        actions.decide(actor=stranger, application=found["ada"], outcome="awarded", reason="x")


def test_the_site_is_nobodys_means_to_write_to_strangers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anso.alliance.calls.guesses.LETTERS", "2/d/user")
    ada = person("ada")
    draft = actions.start_application(actor=ada, call=open_call("r-1", of="research"), received_at=DURING)
    client, address = sign_in(ada), f"/api/v1/applications/{draft.pk}/participants"
    sent = [
        client.post(address, {"email": f"s{n}@stranger.example"}, content_type="application/json")
        for n in range(3)
    ]
    assert [one.status_code for one in sent] == [201, 201, 422]
    assert sent[2].json()["error"].endswith("as one account may in a day; go on tomorrow.")
    page = client.post(
        f"/calls/applications/{draft.pk}/people/", {"email": "x@stranger.example", "part": "writer"}
    )
    assert (page.status_code, "go on tomorrow" in page.content.decode()) == (422, True)
