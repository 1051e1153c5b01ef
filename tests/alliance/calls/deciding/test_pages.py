"""Pages of deciding: an officer's way from the last review to the letters, the board's page, the applicant's page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.alliance.calls.deciding.helpers import LAST, reviewed
from tests.alliance.calls.deciding.test_releasing import lead
from tests.alliance.calls.deciding.test_selecting import FACTS, MERITS, plan
from tests.portal.guard.people import account, add_factor, sign_in

from anso.alliance.calls import actions
from anso.alliance.calls.models import Award, Conflict, Decision, Letter, Selection

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
BEYOND_THE_PAGE = 6
"""Session, account, second factor and grants are read for every page of a signed-in officer."""


def signed(name: str, *roles: str):
    made = account(name, *roles)
    add_factor(made)
    return made, sign_in(made, shown=True)


def shown(client, address: str):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(address)
    assert answer.status_code == 200, address
    assert len(asked) <= MOST_QUERIES + BEYOND_THE_PAGE, (address, len(asked))
    return answer.content.decode()


def test_an_officer_goes_from_the_last_review_to_the_letters_and_the_applicant_accepts():
    call, found = reviewed(MERITS, facts=FACTS, selection=plan(board_approves=True).model_dump(mode="json"))
    _officer, client = signed("olga", "secretariat")
    _member, board = signed("bob", "board-member")
    desk = f"/calls/desk/{call.code}/"
    scores = f"{desk}stages/{LAST}/scores/"
    assert "All reviews are in." in shown(client, scores)
    assert client.post(scores, {"act": "close"}).status_code == 302
    page = shown(client, scores)
    assert page.index(found["ann"].number) < page.index(found["eva"].number)
    assert client.get(f"{desk}stages/{LAST}/scores.csv").content.count(b"\n") == 6
    assert client.get(f"{desk}stages/{LAST}/scores.xlsx").content[:2] == b"PK"

    form = {"places": 2, "waiting": 2, "seed": 1, "least-men": 3, "keep-men": "on"}
    impossible = client.post(f"{desk}selection/", form)
    assert impossible.status_code == 422
    assert "Men: at least 2 instead of 3" in impossible.content.decode()
    tried = client.post(f"{desk}selection/", {**form, "least-men": 1})
    assert "No selection can" not in shown(client, tried["Location"])
    without = client.post(f"{desk}selection/", {"places": 2, "waiting": 2, "note": "no quota"})
    assert "no quota" in shown(client, f"{desk}selection/")
    assert found["bea"].number in shown(client, without["Location"])
    assert client.post(tried["Location"], {"act": "take"}).status_code == 302

    decision = f"{desk}decisions/{found['eva'].number}/"
    assert "needs others" in shown(client, f"{desk}decisions/{found['bea'].number}/")
    looked = client.post(decision, {"act": "look", "outcome": "awarded", "reason": "x"})
    assert "Places" in looked.content.decode()
    assert Decision.objects.filter(by_hand=True).count() == 0
    shown(client, f"{desk}decisions/")
    client.post(f"{desk}decisions/", {"act": "release"})
    assert Letter.objects.count() == 0
    taken = Selection.objects.get(state="taken")
    approval = f"/calls/selections/{taken.pk}/"
    assert found["ann"].number not in shown(board, approval)
    board.post(approval, {"resolution": "2021/4"})
    client.post(f"{desk}decisions/", {"act": "release"})
    assert Letter.objects.count() == 5
    shown(client, f"{desk}letters/")
    assert client.get(f"{desk}letters/awarded-1.pdf").content[:5] == b"%PDF-"
    assert client.get(f"{desk}letters/awarded-2.pdf").status_code == 404
    assert "Awarded" in shown(client, f"{desk}figures/")
    assert client.get(f"{desk}figures.csv").status_code == 200

    applicant = sign_in(lead(found["ann"]))
    own = f"/calls/applications/{found['ann'].pk}/"
    page = shown(applicant, f"{own}outcome/")
    assert "Your application was successful." in page
    assert page.count("Well argued.") == 3
    assert "Expert" not in page
    assert applicant.get(f"{own}letters/awarded.pdf").content[:5] == b"%PDF-"
    applicant.post(f"{own}outcome/", {"answer": "decline"})
    assert Award.objects.get(application=found["ann"]).answer == "declined"
    client.post(f"{desk}decisions/", {"act": "replace"})
    assert Award.objects.get(application=found["bea"]).replaces.application_id == found["ann"].pk


def test_nothing_shows_on_the_applicants_page_before_the_release():
    call, found = reviewed(MERITS, facts=FACTS, selection=plan().model_dump(mode="json"))
    actions.close_stage(actor=None, call=call, stage=LAST)
    actions.take_selection(actor=None, selection=actions.try_selection(actor=None, call=call))
    applicant = sign_in(lead(found["ann"]))
    own = f"/calls/applications/{found['ann'].pk}/"
    assert applicant.get(f"{own}outcome/").status_code == 404
    assert applicant.get(f"{own}letters/awarded.pdf").status_code == 404
    assert "warded" not in applicant.get(own).content.decode()


def test_an_officer_in_conflict_is_refused_every_page_whose_totals_would_tell():
    call, found = reviewed({"ann": 9, "bea": 7})
    officer, client = signed("olga", "secretariat")
    Conflict.objects.create(application=found["ann"], person=officer, kind=Conflict.Kind.DECLARED)
    desk = f"/calls/desk/{call.code}/"
    for part in (
        f"stages/{LAST}/scores/",
        f"stages/{LAST}/scores.csv",
        "selection/",
        "decisions/",
        "letters/",
    ):
        assert client.get(f"{desk}{part}").status_code == 403, part
    figures = shown(client, f"{desk}figures/")
    assert "1 application, and what became of it" in figures
    assert "Figures are of the applications that you see." in figures
