"""The API offers what the pages offer: an operation for every act, by the same verb, refusing in the same sentence."""

import html
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.alliance.governance.conftest import Board
from tests.alliance.governance.helpers import closed, drafted, member_institution, opened, person

from anso.alliance.governance import actions
from anso.alliance.governance.models import Ballot, Body, Meeting, Minutes, Resolution, Task
from anso.alliance.governance.urls import urlpatterns
from anso.alliance.network.models import Institution, Membership
from anso.alliance.people.models import User
from anso.errors import InvalidInputError

SAME = {
    "new-body": {"create_body"},
    "edit-body": {"change_body"},
    "terms": {"begin_term"},
    "end-term": {"end_term"},
    "new-meeting": {"plan_meeting"},
    "new-ballot": {"draft_ballot"},
    "new-resolution": {"adopt_resolution"},
    "edit-meeting": {"change_meeting"},
    "act-on-meeting": {"convene_meeting", "close_meeting", "cancel_meeting"},
    "agenda": {"add_item", "add_paper"},
    "arrange": {"move_item", "remove_item"},
    "remove-paper": {"remove_paper"},
    "attendance": {"add_arrival"},
    "leave": {"add_departure"},
    "write-minutes": {"write_minutes"},
    "settle-minutes": {"approve_minutes", "publish_minutes"},
    "edit-ballot": {"change_ballot"},
    "act-on-ballot": {"open_ballot", "close_ballot", "publish_result", "withdraw_ballot", "break_tie"},
    "vote": {"cast_vote"},
    "proxies": {"give_proxy", "take_back_proxy"},
    "publish-resolution": {"publish_resolution"},
    "assign": {"assign_task"},
    "settle-task": {"settle_task"},
}
"""For each address that takes a form, the operations that do the same."""
EXAMPLES = {
    "code": "x",
    "year": 2020,
    "number": 1,
    "term_id": 1,
    "item_id": 1,
    "attendance_id": 1,
    "task_id": 1,
}


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, method: str, path: str, /, **given: Any) -> Any:
    return client.generic(method, f"/api/v1{path}", json.dumps(given), content_type="application/json")


@pytest.fixture
def keeper(board: Board) -> Client:
    user = person("kim", "secretariat", scope=board.body.scope)
    # One that is made up is let in without a second factor.
    User.objects.filter(pk=user.pk).update(is_synthetic=True)
    return client_of(user)


def test_every_form_of_the_pages_has_an_operation(board: Board) -> None:
    from anso.portal.api.api import api

    client = client_of(board.chair)
    takes_forms = set()
    for pattern in urlpatterns:
        names = pattern.pattern.regex.groupindex
        address = reverse(f"governance:{pattern.name}", kwargs={name: EXAMPLES[name] for name in names})
        refused = client.generic("PROPFIND", address)
        assert refused.status_code == 405, address
        if "POST" in refused.headers["Allow"]:
            takes_forms.add(pattern.name)
    assert set(SAME) == takes_forms
    operations = {
        operation.operation_id or operation.view_func.__name__
        for _prefix, router in api._routers
        for path in router.path_operations.values()
        for operation in path.operations
        if operation.view_func.__module__.startswith("anso.alliance.governance.api.")
    }
    assert {name for names in SAME.values() for name in names} - operations == set()


def test_program_takes_a_meeting_from_plan_to_published_minutes(board: Board, keeper: Client) -> None:
    planned = send(
        keeper,
        "POST",
        "/bodies/governing-board/meetings",
        code="fourth",
        title="Fourth meeting",
        starts_on="2020-11-09",
        begins_at="09:30",
        zone="Asia/Colombo",
    )
    assert planned.status_code == 201
    assert (planned.json()["begins_at"], planned.json()["state"]) == ("09:30", "planned")
    changed = send(keeper, "PATCH", "/meetings/fourth", place="Kandy", title=None, begins_at=None)
    assert (changed.json()["place"], changed.json()["title"], changed.json()["begins_at"]) == (
        "Kandy",
        "Fourth meeting",
        "",
    )
    items = [send(keeper, "POST", "/meetings/fourth/items", title=title).json()["id"] for title in "ABC"]
    send(keeper, "PATCH", f"/meetings/fourth/items/{items[2]}", position=1)
    assert send(keeper, "DELETE", f"/meetings/fourth/items/{items[0]}").status_code == 204
    agenda = keeper.get("/api/v1/meetings/fourth").json()["agenda"]
    assert [(item["position"], item["title"]) for item in agenda] == [(1, "C"), (2, "B")]
    assert send(keeper, "POST", "/meetings/fourth/convene").json()["state"] == "convened"
    came = send(
        keeper, "POST", "/meetings/fourth/arrivals", term=board.body.terms.get(person=board.chair).pk
    ).json()
    there = keeper.get("/api/v1/meetings/fourth/attendance").json()
    assert (there["seats_there"], there["seats"], there["needed"], there["quorate"]) == (1, 5, 3, False)
    left = send(keeper, "POST", f"/meetings/fourth/arrivals/{came['id']}/departure")
    assert left.json()["left"] is not None
    send(keeper, "PUT", "/meetings/fourth/minutes", text="Nothing was decided.")
    assert send(keeper, "POST", "/meetings/fourth/close").json()["state"] == "closed"
    approved = send(client_of(board.chair), "POST", "/meetings/fourth/minutes/approve")
    assert approved.json()["state"] == "approved"
    assert send(keeper, "POST", "/meetings/fourth/minutes/publish").json()["state"] == "published"
    assert Client().get("/api/v1/meetings/fourth").json()["minutes"] == "Nothing was decided."
    assert Minutes.objects.get(meeting__code="fourth").state == "published"


def definition(**given: Any) -> dict[str, Any]:
    now = timezone.now()
    said = {
        "question": "Which tree?",
        "method": "approval",
        "options": [{"code": "ash", "title": "Ash"}, {"code": "elm", "title": "Elm"}],
        "opens": (now - timedelta(minutes=1)).isoformat(),
        "closes": (now + timedelta(hours=1)).isoformat(),
    }
    return said | given


def test_program_takes_a_ballot_from_draft_to_a_resolution_and_its_task(board: Board, keeper: Client) -> None:
    drafted_one = send(
        keeper, "POST", "/bodies/governing-board/ballots", code="trees", definition=definition(seats=1)
    )
    assert (drafted_one.status_code, drafted_one.json()["state"]) == (201, "draft")
    send(keeper, "PUT", "/ballots/trees", **definition(question="Which tree first?", proxies_at_most=1))
    assert send(keeper, "POST", "/ballots/trees/open").json()["entitled"] == 5
    voters = [client_of(user) for user in board.people]
    numbers = [voter.get("/api/v1/ballots/trees/rights").json()[0]["number"] for voter in voters]
    given = send(voters[1], "POST", "/ballots/trees/proxies", giver=numbers[1], holder=numbers[0])
    assert (given.status_code, given.json()["given_to_proxy"]) == (201, True)
    taken = send(voters[1], "DELETE", f"/ballots/trees/proxies/{numbers[1]}")
    assert (taken.status_code, taken.json()["given_to_proxy"]) == (200, False)
    for voter, number in zip(voters, numbers, strict=True):
        cast = send(voter, "POST", "/ballots/trees/votes", number=number, choice=["elm"])
        assert cast.status_code == 201
    done = send(keeper, "POST", "/ballots/trees/close").json()
    assert (done["state"], done["result"]["winners"]) == ("closed", ["elm"])
    roll = keeper.get("/api/v1/ballots/trees/roll").json()
    assert roll["voted"] == [1, 2, 3, 4, 5]
    assert send(keeper, "POST", "/ballots/trees/publish").json()["state"] == "published"
    recorded = send(
        keeper,
        "POST",
        "/bodies/governing-board/resolutions",
        title="Elm",
        text="The elm comes first.",
        adopted_on="2020-11-09",
        ballot="trees",
    )
    assert (recorded.status_code, recorded.json()["number"], recorded.json()["how"]) == (
        201,
        "2020/1",
        "ballot",
    )
    address = "/resolutions/governing-board/2020/1"
    task = send(
        keeper,
        "POST",
        f"{address}/tasks",
        title="Plant it",
        responsible="Ben",
        account="BEN@example.org",
        due="2020-12-01",
    )
    assert task.status_code == 201
    assert Task.objects.get(pk=task.json()["id"]).person == board.others[0]
    assert send(keeper, "POST", f"{address}/publish").json()["published"] is not None
    ben = client_of(board.others[0])
    settled = send(ben, "POST", f"/tasks/{task.json()['id']}", state="done", note="It grows.")
    assert settled.json()["state"] == "done"
    assert [found["state"] for found in ben.get(f"/api/v1{address}").json()["tasks"]] == ["done"]
    assert Client().get(f"/api/v1{address}").json()["tasks"] == []


def test_program_says_between_equals_in_full(board: Board) -> None:
    options = [{"code": code, "title": code.title()} for code in ("ash", "birch", "cedar")]
    ballot = opened(
        board.body, "trees", method="approval", options=options, majority=None, tie="chair", seats=1
    )
    for voter, code in zip(board.people, ("ash", "birch", "cedar"), strict=False):
        number = client_of(voter).get("/api/v1/ballots/trees/rights").json()[0]["number"]
        send(client_of(voter), "POST", "/ballots/trees/votes", number=number, choice=[code])
    closed(ballot)
    other = send(client_of(board.others[0]), "POST", "/ballots/trees/decide", order=["ash", "birch", "cedar"])
    assert other.status_code == 403
    said = send(client_of(board.chair), "POST", "/ballots/trees/decide", order=["cedar", "ash", "birch"])
    assert said.json()["result"]["winners"] == ["cedar"]
    assert Ballot.objects.get(code="trees").chair_order == ["cedar", "ash", "birch"]


def test_program_gives_a_seat_and_ends_it(board: Board, keeper: Client) -> None:
    board.body.seats = None
    board.body.save()
    member_institution("tides")
    given = send(
        keeper,
        "POST",
        "/bodies/governing-board/terms",
        institution="tides",
        name="Fay",
        office="observer",
        begins="2020-01-01",
    )
    assert given.status_code == 201
    ended = send(keeper, "POST", f"/bodies/governing-board/terms/{given.json()['id']}/end")
    assert ended.json()["ends"] == timezone.localdate().isoformat()
    wrong = send(keeper, "POST", "/bodies/governing-board/terms", institution="nowhere", begins="2020-01-01")
    assert wrong.json()["problems"][0]["message"] == "There is no institution nowhere."


def test_resolution_of_a_program_changes_the_memberships_it_names(board: Board, keeper: Client) -> None:
    institution = Institution.objects.create(code="tides", name="Tides", country="LK")
    Membership.objects.create(
        institution=institution, state="screened", evidence="A test", evidence_date="2020-01-01"
    )
    made = send(
        keeper,
        "POST",
        "/bodies/governing-board/resolutions",
        title="Members",
        text="Endorsed.",
        adopted_on="2020-11-09",
        effect="endorses",
        institutions=["tides"],
    )
    assert made.json()["institutions"] == ["tides"]
    assert Resolution.objects.get().effect == "endorses"


@pytest.fixture
def meeting(board: Board) -> Meeting:
    return actions.plan_meeting(
        actor=None, body=board.body, code="fourth", title="Fourth", starts_on=timezone.localdate()
    )


@pytest.mark.parametrize(
    ("page", "form", "operation", "body"),
    [
        ("/governance/meetings/fourth/act/", {"act": "convene"}, "/meetings/fourth/convene", {}),
        (
            "/governance/ballots/trees/act/",
            {"act": "withdraw", "why": " "},
            "/ballots/trees/withdraw",
            {"why": " "},
        ),
        ("/governance/ballots/trees/act/", {"act": "publish"}, "/ballots/trees/publish", {}),
        ("/governance/ballots/trees/act/", {"act": "close"}, "/ballots/trees/close", {}),
        (
            "/governance/meetings/fourth/attendance/",
            {"seat": "", "name": " ", "mode": "online"},
            "/meetings/fourth/arrivals",
            {"name": " "},
        ),
        (
            "/governance/meetings/fourth/agenda/",
            {"add": "paper", "paper-item": "ITEM", "paper-title": "On trees", "paper-audience": "body"},
            "/meetings/fourth/items/ITEM/papers",
            {"title": "On trees"},
        ),
    ],
)
def test_page_and_operation_refuse_in_the_same_sentence(
    board: Board,
    keeper: Client,
    meeting: Meeting,
    page: str,
    form: dict[str, str],
    operation: str,
    body: dict[str, str],
) -> None:
    drafted(board.body, "trees")
    if "ITEM" in str(form):
        item = str(actions.add_item(actor=None, meeting=meeting, title="Trees").pk)
        form = {name: value.replace("ITEM", item) for name, value in form.items()}
        answer = keeper.post(f"/api/v1{operation.replace('ITEM', item)}", body)
    else:
        answer = send(keeper, "POST", operation, **body)
    told = answer.json()
    sentence = told["problems"][0]["message"] if told.get("problems") else told["error"]
    assert answer.status_code in (400, 422)
    assert sentence in html.unescape(keeper.post(page, form).content.decode())


def test_working_group_is_set_up_on_the_page_and_by_a_program_alike(board: Board) -> None:
    secretariat = person("sam", "secretariat")
    User.objects.filter(pk=secretariat.pk).update(is_synthetic=True)
    client = client_of(secretariat)
    typed = {"name": "Tides", "kind": "working-group", "summary": "Watches them."}
    page = client.post(
        "/governance/bodies/new/", typed | {"code": "one", "quorum": "two-thirds", "majority": "absolute"}
    )
    assert page.status_code == 302
    half = {"numerator": 1, "denominator": 2, "more_than": True, "of": "entitled"}
    thirds = {"numerator": 2, "denominator": 3}
    made = send(client, "POST", "/bodies", **typed, code="two", quorum=thirds, majority=half)
    assert made.status_code == 201
    one, two = (Body.objects.get(code=code) for code in ("one", "two"))
    assert (one.quorum_rule, one.majority_rule) == (two.quorum_rule, two.majority_rule)
    client.post(
        "/governance/bodies/one/edit/", typed | {"seats": "7", "quorum": "none", "majority": "absolute"}
    )
    send(client, "PATCH", "/bodies/two", seats=7, quorum=None)
    kept = Body.objects.filter(code__in=["one", "two"]).values_list("seats", "quorum", "summary")
    assert list(kept) == [(7, None, "Watches them.")] * 2
    wrong = send(
        client, "POST", "/bodies", name="Three", code="three", quorum={"numerator": 3, "denominator": 2}
    )
    assert "Nothing can reach a share beyond the whole" in wrong.json()["error"]


def test_rule_that_no_form_offers_stays_when_the_form_is_saved(board: Board, keeper: Client) -> None:
    odd = {"numerator": 3, "denominator": 5, "more_than": False}
    send(keeper, "PATCH", "/bodies/governing-board", quorum=odd, majority={**odd, "of": "cast"})
    page = keeper.get("/governance/bodies/governing-board/edit/").content.decode()
    assert page.count("at least 3/5") == 2
    typed = {"name": "The board", "kind": "board", "quorum": "", "majority": "", "seats": "5"}
    assert keeper.post("/governance/bodies/governing-board/edit/", typed).status_code == 302
    body = Body.objects.get(code="governing-board")
    assert (body.name, body.quorum, body.majority["numerator"]) == ("The board", odd, 3)


def test_code_that_an_address_needs_is_refused(db: None) -> None:
    with pytest.raises(InvalidInputError, match="choose another"):
        actions.create_body(actor=None, code="new", name="New")
