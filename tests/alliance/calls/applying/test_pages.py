"""Pages of applicants: nothing typed is lost, every fault stands beside its field, and no page needs a script."""

import re
from typing import Any

import pytest
from django.test import Client
from tests.alliance.calls.applying.helpers import PDF, browser_of, upload
from tests.alliance.calls.world import DURING, drafted, good_answers, open_call, person

from anso.alliance.calls import actions
from anso.alliance.calls.models import Application, Submission

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anso.alliance.calls.views.applying.arrival_of", lambda _request: DURING)
    monkeypatch.setattr("anso.alliance.calls.views.submitting.arrival_of", lambda _request: DURING)


def begun() -> tuple[Client, Application]:
    call = open_call()
    ada = person("ada")
    return browser_of(ada), actions.start_application(actor=ada, call=call, received_at=DURING)


def at(draft: Application, section: str) -> str:
    return f"/calls/applications/{draft.pk}/sections/{section}/"


def studies(**changed: Any) -> dict[str, Any]:
    return {
        "revision": "0",
        "asked": ["degree", "university", "terms", "plan", "supervisor_agrees"],
        "f-degree": "phd",
        "f-university": "ustc",
        "f-terms": ["climate-change"],
        "f-plan": good_answers()["plan"],
        **changed,
    }


def test_start_makes_one_draft_however_often_it_is_pressed() -> None:
    open_call()
    browser = browser_of(person("ada"))
    first, second = (browser.post("/calls/sch-2021/apply/")["Location"] for _ in range(2))
    assert (first, Application.objects.count()) == (second, 1)


def test_section_keeps_what_was_typed_and_leads_on() -> None:
    browser, draft = begun()
    answer = browser.post(at(draft, "studies"), studies(next="1"))
    draft.refresh_from_db()
    assert answer["Location"] == at(draft, "record")
    assert (draft.answers["terms"], draft.answers["supervisor_agrees"], draft.revision) == (
        ["climate-change"],
        None,
        1,
    )


def test_unticked_boxes_of_a_page_are_answers_too() -> None:
    browser, draft = begun()
    browser.post(at(draft, "studies"), studies())
    browser.post(at(draft, "studies"), {**studies(revision="1"), "f-terms": []})
    draft.refresh_from_db()
    assert draft.answers["terms"] == []


def test_fields_that_the_page_did_not_show_keep_their_answers() -> None:
    browser, draft = begun()
    browser.post(at(draft, "studies"), studies())
    browser.post(at(draft, "studies"), {"revision": "1", "asked": ["degree"], "f-degree": "master"})
    draft.refresh_from_db()
    assert (draft.answers["degree"], draft.answers["university"]) == ("master", "ustc")


def test_second_tab_sees_both_texts_and_saving_again_keeps_its_own() -> None:
    browser, draft = begun()
    browser.post(at(draft, "studies"), studies(**{"f-plan": "Of the first tab"}))
    overtaken = browser.post(at(draft, "studies"), studies(**{"f-plan": "Of the second tab"}))
    page = overtaken.content.decode()
    assert overtaken.status_code == 409
    assert re.search(r"<textarea[^>]*>Of the second tab</textarea>", page)
    assert "<p>Of the first tab</p>" in page
    again = re.search(r'name="revision" value="(\d+)"', page)
    assert again is not None
    browser.post(at(draft, "studies"), studies(revision=again[1], **{"f-plan": "Of the second tab"}))
    draft.refresh_from_db()
    assert draft.answers["plan"] == "Of the second tab"


def test_rows_are_added_and_removed_without_script() -> None:
    browser, draft = begun()
    one = {"asked": "education", "f-education-1-university": "Al-Farabi", "f-education-1-degree": "BSc"}
    page = browser.post(at(draft, "record"), {"revision": "0", "add": "education", **one}).content.decode()
    assert "f-education-2-university" in page
    two = {"f-education-2-university": "Novosibirsk", "f-education-2-degree": "MSc"}
    browser.post(at(draft, "record"), {"revision": "1", **one, **two})
    browser.post(at(draft, "record"), {"revision": "2", "remove": "education-1", **one, **two})
    draft.refresh_from_db()
    assert [row["university"] for row in draft.answers["education"]] == ["Novosibirsk"]


def test_reason_that_keeps_out_stands_beside_the_field_at_once() -> None:
    browser, draft = begun()
    sent = {"revision": "0", "asked": ["name", "citizenship"], "f-name": "Ada", "f-citizenship": "CN"}
    told = browser.post(f"{at(draft, 'person')}autosave/", sent).json()
    assert told == {
        "revision": 1,
        "ineligible": [
            {
                "field": "citizenship",
                "reason": "The scholarship is for citizens of countries other than China.",
            }
        ],
    }
    page = browser.get(at(draft, "person")).content.decode()
    assert '<li class="reason">The scholarship is for citizens of countries other than China.</li>' in page


def test_autosave_of_an_overtaken_tab_is_told_so_and_changes_nothing() -> None:
    browser, draft = begun()
    address = f"{at(draft, 'studies')}autosave/"
    browser.post(address, studies())
    late = browser.post(address, studies(**{"f-degree": "master"}))
    draft.refresh_from_db()
    assert (late.status_code, draft.answers["degree"], draft.revision) == (409, "phd", 1)


def test_file_comes_with_the_page_and_a_bad_one_keeps_nothing_else_away() -> None:
    browser, draft = begun()
    sent = {
        "revision": "0",
        "asked": "name",
        "f-name": "Ada",
        "file-passport": upload("passport.pdf", b"MZ\x90\x00\x03"),
    }
    refused = browser.post(at(draft, "person"), sent)
    draft.refresh_from_db()
    assert (refused.status_code, draft.answers["name"], draft.attachments.count()) == (422, "Ada", 0)
    assert "passport.pdf: this is a program; programs are not taken" in refused.content.decode()
    sent = {"revision": "1", "asked": "name", "f-name": "Ada", "file-passport": upload("passport.pdf", PDF)}
    browser.post(at(draft, "person"), sent)
    assert [(file.field, file.size) for file in draft.attachments.all()] == [("passport", len(PDF))]


def test_way_to_the_receipt_and_a_second_press_leads_to_the_same() -> None:
    call, ada = open_call(), person("ada")
    draft = drafted(ada, call)
    browser = browser_of(ada)
    address = f"/calls/applications/{draft.pk}/submit/"
    first = browser.post(address, {"revision": str(draft.revision)})["Location"]
    second = browser.post(address, {"revision": str(draft.revision)})["Location"]
    assert first == second == f"/calls/applications/{draft.pk}/receipts/1/"
    made = Submission.objects.get()
    page = browser.get(first).content.decode()
    assert (made.sha256 in page, "15 January 2021, 20:00:00 (Asia/Shanghai)" in page) == (True, True)
    content = browser.get(f"{first}submission.json").content
    assert content == made.content_json.encode()


def test_submitting_what_is_not_whole_names_each_field_with_a_link_to_it() -> None:
    browser, draft = begun()
    page = browser.get(f"/calls/applications/{draft.pk}/submit/").content.decode()
    assert f'<a href="{at(draft, "studies")}#q-plan">Plan of research</a>: This is needed.' in page


def test_preview_of_a_blind_stage_hides_who_applies() -> None:
    ada = person("ada")
    draft = drafted(ada, open_call())
    page = browser_of(ada).get(f"/calls/applications/{draft.pk}/preview/").content.decode()
    blind, named = (
        page,
        browser_of(ada).get(f"/calls/applications/{draft.pk}/preview/?stage=final").content.decode(),
    )
    assert ["Aigerim" in text for text in (blind, named)] == [False, True]
    assert "glaciers of the Tien Shan" in blind


def test_strangers_find_nothing_whatever_the_address() -> None:
    ada, eve = person("ada"), person("eve")
    draft = drafted(ada, open_call())
    file = draft.attachments.first()
    assert file is not None
    browser = browser_of(eve)
    parts = ("", "sections/person/", "preview/", "submit/", "withdraw/", "people/", f"files/{file.pk}/")
    told = {browser.get(f"/calls/applications/{draft.pk}/{part}").status_code for part in parts}
    assert told == {404}


def test_pages_ask_the_database_little(django_assert_max_num_queries: Any) -> None:
    ada = person("ada")
    draft = drafted(ada, open_call())
    browser = browser_of(ada)
    for part in ("", "sections/person/", "sections/record/", "preview/", "submit/"):
        browser.get(f"/calls/applications/{draft.pk}/{part}")
        with django_assert_max_num_queries(12):
            assert browser.get(f"/calls/applications/{draft.pk}/{part}").status_code == 200
    with django_assert_max_num_queries(12):
        assert browser.get("/calls/applications/").status_code == 200


def test_pages_are_light_enough_for_slow_lines() -> None:
    ada = person("ada")
    draft = drafted(ada, open_call())
    browser = browser_of(ada)
    sizes = {
        part: len(
            browser.get(f"/calls/applications/{draft.pk}/{part}", headers={"accept-encoding": "br"}).content
        )
        for part in ("", "sections/person/", "sections/studies/", "sections/record/")
    }
    assert {part: size for part, size in sizes.items() if size > 10_000} == {}
