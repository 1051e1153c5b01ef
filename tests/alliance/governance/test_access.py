"""Roles x objects: who reads what of a body through the API, for every state an object can be in; and no vote by anybody.

Two bodies hold the same things. Whoever belongs to one of them, keeps one of them, or speaks for a member asks for
everything of the first, by every operation that reads; what comes back is searched for words that only drafts,
papers, votes and rolls of that body hold.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.alliance.governance.conftest import Board
from tests.alliance.governance.helpers import (
    cast,
    closed,
    drafted,
    make_body,
    member_institution,
    opened,
    person,
    seat,
)

from anso.alliance.governance import actions
from anso.alliance.governance.models import AgendaItem, Ballot, Body, Meeting, Paper
from anso.alliance.network.models import Membership
from anso.alliance.people.models import User

DAY = date(2020, 11, 9)
INSIDE = {"chair", "seat", "keeper", "board-role"}
MEMBERS = INSIDE | {"contact", "other-board"}
ALL = MEMBERS | {"other-seat", "other-keeper", "left", "stranger", "visitor"}

READERS = {
    "planned meeting": INSIDE,
    "convened meeting": ALL,
    "paper for the body": INSIDE,
    "paper for members": MEMBERS,
    "paper for everybody": ALL,
    "paper of a planned meeting": INSIDE,
    "draft minutes": INSIDE,
    "published minutes": ALL,
    "draft ballot": INSIDE,
    "open ballot": INSIDE,
    "closed ballot": MEMBERS,
    "published ballot": ALL,
    "draft resolution": INSIDE,
    "published resolution": ALL,
    "task": INSIDE,
    "attendance": INSIDE,
}
"""Who reads each of them: the words of the docs, as a table. Everything not named is for nobody."""
NEVER = ("papers-of-an-open-box", "marks-of-an-open-box")


@dataclass(frozen=True)
class World:
    """A body with one of everything in it, and everybody who may ask."""

    people: dict[str, User | None]
    secrets: dict[str, str]
    """A word by what it tells of; it stands in nothing else."""
    addresses: tuple[str, ...]


@pytest.fixture
def world(board: Board) -> World:
    body = board.body
    institution = member_institution("tides", contact := person("mia"))
    gone = member_institution("ebb", left := person("lea"))
    Membership.objects.filter(institution=gone).update(until=date(2020, 6, 1), state="left")
    other = make_body("other", name="Other body", quorum=None)
    seat(other, other_seat := person("oto"))
    people = {
        "chair": board.chair,
        "seat": board.others[0],
        "keeper": person("kim", "secretariat", scope=body.scope),
        "board-role": person("bea", "board-member", scope=body.scope),
        "contact": contact,
        "other-board": person("obi", "board-member", scope=other.scope),
        "other-seat": other_seat,
        "other-keeper": person("oki", "secretariat", scope=other.scope),
        "left": left,
        "stranger": person("zoe"),
        "visitor": None,
    }
    User.objects.update(is_synthetic=True)  # let in without a second factor
    assert institution.code == "tides"
    secrets, addresses = contents(body, board)
    return World(people, secrets, addresses)


def contents(body: Body, board: Board) -> tuple[dict[str, str], tuple[str, ...]]:
    """One of everything; each holds a word that nothing else holds."""
    words = {kind: f"zz{number:02d}zz" for number, kind in enumerate(READERS)}
    planned = meeting_of(body, "planned", words["planned meeting"])
    convened = meeting_of(body, "convened", words["convened meeting"])
    papers = [
        paper_of(convened[1], words["paper for the body"], "body"),
        paper_of(convened[1], words["paper for members"], "members"),
        paper_of(convened[1], words["paper for everybody"], "everyone"),
        paper_of(planned[1], words["paper of a planned meeting"], "everyone"),
    ]
    actions.convene_meeting(actor=None, meeting=convened[0])
    actions.record_arrival(actor=None, meeting=convened[0], name=words["attendance"], mode="online")
    actions.write_minutes(actor=None, meeting=convened[0], text=words["draft minutes"])
    held = meeting_of(body, "held", "Held")[0]
    actions.convene_meeting(actor=None, meeting=held)
    minutes = actions.write_minutes(actor=None, meeting=held, text=words["published minutes"])
    actions.close_meeting(actor=None, meeting=held)
    actions.publish_minutes(actor=None, minutes=actions.approve_minutes(actor=None, minutes=minutes))
    drafted(body, "draft-ballot", question=words["draft ballot"])
    going = opened(body, "open-ballot", question=words["open ballot"])
    cast(going, board.others[0], "yes")
    done = opened(body, "closed-ballot", question=words["closed ballot"])
    cast(done, board.others[0], "yes")
    closed(done)
    out = opened(body, "published-ballot", question=words["published ballot"])
    cast(out, board.others[0], "yes")
    actions.publish_result(actor=None, ballot=closed(out))
    for kind in ("draft resolution", "published resolution"):
        resolution = actions.adopt_resolution(
            actor=None, body=body, title=words[kind], text=words[kind], adopted_on=DAY
        )
    actions.assign_task(actor=None, resolution=resolution, title=words["task"], responsible="Dan", due=DAY)
    actions.publish_resolution(actor=None, resolution=resolution)
    secrets = words | dict(zip(NEVER, (going.box.papers[:16], going.mark_sheet.salt), strict=True))
    return secrets, tuple(reading_addresses(papers))


def meeting_of(body: Body, code: str, title: str) -> tuple[Meeting, AgendaItem]:
    meeting = actions.plan_meeting(actor=None, body=body, code=code, title=title, starts_on=DAY)
    return meeting, actions.add_item(actor=None, meeting=meeting, title="Opening")


def paper_of(item: AgendaItem, word: str, audience: str) -> Paper:
    return actions.add_paper(
        actor=None,
        item=item,
        title="A paper",
        audience=audience,
        file_name="paper.txt",
        file=f"{word}\n".encode(),
    )


def reading_addresses(papers: list[Paper]) -> Iterator[str]:
    """Every GET operation of governance, for every object there is."""
    from anso.portal.api.api import api

    values = {
        "list_bodies": [{}],
        "list_meetings": [{}],
        "list_resolutions": [{}],
        "list_ballots": [{}],
        "list_tasks": [{}],
        "read_body": [{"code": "governing-board"}],
        "read_resolution": [{"body": "governing-board", "year": 2020, "number": n} for n in (1, 2)],
    }
    meetings = [{"code": meeting.code} for meeting in Meeting.objects.all()]
    ballots = [{"code": ballot.code} for ballot in Ballot.objects.all()]
    numbers = [{"number": paper.pk} for paper in papers]
    for _prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                name = operation.view_func.__name__
                if "GET" not in operation.methods or "governance.api" not in operation.view_func.__module__:
                    continue
                given = values.get(name) or (
                    meetings if "/meetings/" in path else ballots if "/ballots/" in path else numbers
                )
                yield from (reverse(f"api:{name}", kwargs=one) for one in given)


def everything_read(user: User | None, addresses: tuple[str, ...]) -> str:
    client = Client()
    if user is not None:
        client.force_login(user)
    found = []
    for address in addresses:
        response = client.get(address)
        assert response.status_code in (200, 403, 404), address
        body = b"".join(response).decode()
        if response.status_code == 200:
            found.append(body)
    return "\n".join(found)


@pytest.mark.parametrize("who", sorted(ALL))
def test_reader_gets_by_the_api_what_is_for_them_and_nothing_else(world: World, who: str) -> None:
    read = everything_read(world.people[who], world.addresses)
    seen = {kind for kind, word in world.secrets.items() if word in read}
    assert seen == {kind for kind, readers in READERS.items() if who in readers}
    assert not seen & set(NEVER)


WRITES: tuple[tuple[str, str, dict[str, Any], set[str]], ...] = (
    (
        "POST",
        "/bodies/governing-board/terms",
        {"name": "X", "office": "observer", "begins": "2020-01-01"},
        {"keeper"},
    ),
    (
        "POST",
        "/bodies/governing-board/meetings",
        {"code": "x", "title": "X", "starts_on": "2020-01-01"},
        {"keeper"},
    ),
    ("PATCH", "/meetings/planned", {"place": "X"}, {"keeper"}),
    ("POST", "/meetings/planned/items", {"title": "X"}, {"keeper"}),
    ("POST", "/meetings/planned/convene", {}, {"keeper"}),
    ("POST", "/meetings/convened/arrivals", {"name": "X"}, {"keeper"}),
    ("PUT", "/meetings/convened/minutes", {"text": "X"}, {"keeper"}),
    ("POST", "/ballots/draft-ballot/withdraw", {"why": "X"}, {"keeper"}),
    ("POST", "/ballots/closed-ballot/publish", {}, {"keeper"}),
    (
        "POST",
        "/bodies/governing-board/resolutions",
        {"title": "X", "text": "X", "adopted_on": "2020-01-01"},
        {"keeper"},
    ),
    ("POST", "/resolutions/governing-board/2020/1/publish", {}, {"keeper"}),
    (
        "POST",
        "/resolutions/governing-board/2020/1/tasks",
        {"title": "X", "responsible": "X", "due": "2020-12-01"},
        {"keeper"},
    ),
    ("POST", "/ballots/open-ballot/votes", {"number": 1, "choice": ["yes"]}, {"chair"}),
)


@pytest.mark.parametrize("who", sorted(ALL))
def test_writer_does_by_the_api_what_is_theirs_and_nothing_else(world: World, who: str) -> None:
    """Number 1 on the roll is the chair's; a vote of somebody else is nobody's to cast."""
    client = Client()
    user = world.people[who]
    if user is not None:
        client.force_login(user)
    done = set()
    for method, path, body, _writers in WRITES:
        answer = client.generic(method, f"/api/v1{path}", json.dumps(body), content_type="application/json")
        assert answer.status_code in (200, 201, 403, 404, 422), (path, answer.content)
        if answer.status_code < 300:
            done.add(path)
    assert done == {path for _method, path, _body, writers in WRITES if who in writers}
