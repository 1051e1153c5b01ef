"""What becomes of an applicant's data when their account goes, and when a call's time is over."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from tests.alliance.calls.applying.helpers import PDF
from tests.alliance.calls.world import DURING, drafted, open_call, person, submitted

from anso.alliance.calls import actions
from anso.alliance.calls.models import Application, Call, CallVersion, Participant, Reference
from anso.alliance.calls.personal_data import unawarded_due
from anso.alliance.people.actions import delete_account
from anso.alliance.people.privacy.erasing import rows_left
from anso.alliance.people.privacy.export import export_zip

pytestmark = pytest.mark.django_db


def test_deletion_takes_the_content_and_leaves_that_there_was_an_application() -> None:
    ada = person("ada")
    made = submitted(ada, open_call())
    receipt = made.sha256
    delete_account(actor=ada, user=ada)
    kept = Application.objects.get()
    assert (kept.answers, kept.title, kept.country, kept.state) == ({}, "", "KZ", "withdrawn")
    assert set(kept.facts) == {"degree", "gender", "university", "field", "region", "least_developed"}
    made.refresh_from_db()
    assert (made.content_json, made.sha256) == ("", receipt)
    assert [kept.attachments.count(), kept.references.count(), kept.participants.count()] == [0, 0, 0]


def test_deletion_removes_a_draft_that_was_never_submitted() -> None:
    ada = person("ada")
    drafted(ada, open_call())
    delete_account(actor=ada, user=ada)
    assert Application.objects.count() == 0


def test_deletion_hands_a_shared_application_to_who_writes_it() -> None:
    ada, ben, cai = person("ada"), person("ben"), person("cai")
    draft = drafted(ada, open_call())
    for other, part in ((cai, "reader"), (ben, "writer")):
        Participant.objects.create(application=draft, person=other, part=part, accepted_at=DURING)
    delete_account(actor=ada, user=ada)
    left = dict(draft.participants.values_list("person__name", "part"))
    assert left == {"Ben": "lead", "Cai": "reader"}


def test_award_stays_on_record_under_an_empty_account() -> None:
    ada = person("ada")
    made = submitted(ada, open_call())
    Application.objects.update(outcome="awarded")
    delete_account(actor=ada, user=ada)
    kept = Application.objects.get()
    assert kept.answers["name"] == "Aigerim Example"
    assert {name for name in rows_left(ada) if name.startswith("calls.")} >= {
        "calls.Application (title)",
        "calls.Participant (person)",
    }
    made.refresh_from_db()
    assert made.submitted_by is None


def test_export_has_what_the_applicant_wrote_and_no_letter_about_them() -> None:
    ada = person("ada")
    made = submitted(ada, open_call())
    made.application.attachments.all().delete()
    draft = made.application
    Reference.objects.update(state="answered", text="A secret opinion")
    archive = zipfile.ZipFile(io.BytesIO(export_zip(ada)))
    told = {name: archive.read(name).decode() for name in archive.namelist()}
    assert json.loads(told["calls.application.json"])[0]["answers"]["name"] == "Aigerim Example"
    assert json.loads(told["calls.submission.json"])[0]["sha256"] == made.sha256
    assert [name for name, text in told.items() if "A secret opinion" in text] == []
    assert draft.number in told["calls.application.json"]


def test_content_of_the_unawarded_goes_when_the_calls_own_time_is_over() -> None:
    call = open_call()
    submitted(person("ada"), call)
    submitted(person("ben"), call)
    Application.objects.filter(title__startswith="Aigerim", number__endswith="1").update(outcome="awarded")
    Call.objects.update(state="closed")
    CallVersion.objects.update(deadline=DURING + timedelta(days=1))
    assert unawarded_due() == 1
    assert [bool(one.answers) for one in Application.objects.order_by("number")] == [True, False]
    assert unawarded_due() == 0


def test_file_that_two_applications_name_stays_until_both_let_it_go() -> None:
    from anso.alliance import files
    from anso.alliance.calls.queries import files_named

    call, ada, ben = open_call(), person("ada"), person("ben")
    added = [
        actions.add_attachment(
            actor=one,
            application=actions.start_application(actor=one, call=call, received_at=DURING),
            field="passport",
            name="passport.pdf",
            source=PDF,
        )
        for one in (ada, ben)
    ]
    digest = added[0].sha256
    actions.remove_attachment(actor=ada, attachment=added[0])
    assert files_named([digest]) == {digest}
    with files.open_kept(digest) as content:
        assert content.read() == PDF
    actions.remove_attachment(actor=ben, attachment=added[1])
    assert files_named([digest]) == set()
