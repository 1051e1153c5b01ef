"""A conflicted application is not there: every address and operation of calls answers byte for byte as without it.

Two worlds are compared, with the application and without it, as an officer, a reviewer and a member of the board who
are in conflict with it. The addresses come from the site itself; each part of an address that is named is filled with
what leads to the hidden application, and with what does not (`stands_for`). A part that the table does not know fails,
so that nothing can be added without somebody having said what it stands for.
"""

import re
from collections.abc import Iterator
from itertools import islice, product
from typing import Any

import pytest
import time_machine
from django.db import connection, reset_queries, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern
from django.utils import timezone
from tests.alliance.calls.reviewing.helpers import (
    assigned,
    call_at_work,
    expert,
    finished,
    opened,
    pooled,
    screened,
)
from tests.alliance.calls.world import person
from tests.portal.guard.people import add_factor, sign_in

from anso.alliance.calls import actions
from anso.alliance.calls.models import Application, Bid, Call, Review, Score
from anso.alliance.calls.urls import urlpatterns
from anso.alliance.people.models import User
from anso.portal.api.api import api

pytestmark = pytest.mark.django_db

HIDDEN = "Zyxwvut"
COMBINATIONS = 3
VOLATILE = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|"?csrf[Tt]oken"?: ?"[^"]*"|\b[0-9a-f]{32}\b'
)
"""Secrets of forms, and the number that every request has."""
OWN_HEADERS = ("X-Request-ID", "Date", "Set-Cookie", "Server-Timing", "Content-Length", "ETag")
"""Headers that differ from one request to the next whatever is asked."""
ELSEWHERE = ("portal_allowance", "django_session", "usersessions_")
"""Tables in which the portal counts requests, whatever they are about."""
REFUSED = (403, 404, 405, 422)
"""422: a body that lacks what an operation needs, said before anything is looked up."""
PEOPLE = ("officer", "reviewer", "board")
CLOSED = re.compile(
    r"/(?:calls/desk/[\w-]+|api/v1/calls/[\w-]+)/(?:decisions|letters|selections?|releases?|replacements"
    r"|stages/\w+/(?:scores|closing|going-on))\b"
)
"""What is decided over all applications of a call together is closed to whoever is in conflict with any of them
(`rules.in_conflict_within`): a total would tell more than the refusal does, which names no application."""
SCORED = re.compile(r"/calls/desk/[\w-]+/applications/(?:[\w-]+/)?(?:\?|$)")
"""Pages of the officers' desk that show scores beside all else: to whoever is in conflict with any application of the
call they show none, which tells no more than the refusal of the closed addresses."""
PART = re.compile(r"<(?:\w+:)?(\w+)>|\{(\w+)\}")


class World:
    """A call at work: one application that everybody sees, and one that three people are in conflict with."""

    def __init__(self) -> None:
        self.call = call_at_work()
        self.people = {
            "officer": expert("olga", "secretariat"),
            "reviewer": expert("rana"),
            "board": expert("boris", "board-member"),
        }
        for who in ("officer", "board"):
            add_factor(self.people[who])
        self.applicant = person(HIDDEN.lower())  # an account is there to be found whether or not it applies
        self.mine, self.theirs = pooled(self.call, self.people["reviewer"], expert("sita"))
        (self.seen,) = screened(self.call, "ada")
        opened(self.call)
        finished(assigned(self.mine, self.seen))
        assigned(self.theirs, self.seen)
        Score.objects.create(
            application=self.seen, stage="merit", reviews=1, raw=6, adjusted=6, error=1, above=0.5, rank=1
        )
        self.ids: dict[str, list[str]] = {}
        self.names: list[bytes] = []
        """What the hidden application is known by."""

    def hide(self) -> Application:
        """Bring in the application that the three are kept from, with all that belongs to one."""
        (hidden,) = screened(self.call, self.applicant)
        Application.objects.filter(pk=hidden.pk).update(stage="merit")
        for one in self.people.values():
            actions.declare_conflict(actor=one, application=hidden)
        review = finished(assigned(self.theirs, hidden))
        Bid.objects.create(reviewer=self.theirs, application=hidden, value=2)
        Score.objects.create(
            application=hidden, stage="merit", reviews=1, raw=9, adjusted=9, error=1, above=0.9, rank=2
        )
        self.ids = stands_for(self.call, hidden, review, self.seen)
        self.names = [str(hidden.pk).encode(), f">{hidden.number}<".encode()]
        return hidden


def stands_for(call: Call, hidden: Application, review: Review, seen: Application) -> dict[str, list[str]]:
    """What fills each part of an address: first what leads to the hidden application."""
    conflict = hidden.conflicts.values_list("pk", flat=True)[0]
    attachment = str(hidden.attachments.values_list("pk", flat=True)[0])
    reference = str(hidden.references.values_list("pk", flat=True)[0])
    return {
        "code": [call.code, call.programme.code],
        "call": [call.code],
        "pk": [str(hidden.pk), str(review.pk), str(seen.pk)],
        "application": [str(hidden.pk), str(seen.pk)],
        "application_id": [str(hidden.pk)],
        "review": [str(review.pk)],
        "number": [hidden.number, seen.number, "1"],
        "stage": ["merit"],
        "file_id": [attachment],
        "attachment": [attachment],
        "attachment_id": [attachment],
        "file": [attachment],
        "reference_id": [reference],
        "reference": [reference],
        "letter": [reference],
        "participant": [str(hidden.participants.get().pk)],
        "reviewer": [str(review.reviewer_id)],
        "reviewer_id": [str(review.reviewer_id)],
        "conflict": [str(conflict)],
        "conflict_id": [str(conflict)],
        "kind": ["csv", "awarded"],
        "part": ["1"],
        "selection": ["1"],
        "where": ["sections/person"],
        "token": ["nobody-was-sent-this"],
    }


def addresses() -> Iterator[str]:
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        yield f"/calls/{pattern.pattern}"
    for path, operations in api.get_openapi_schema()["paths"].items():
        if any("Calls" in operation.get("tags", ()) for operation in operations.values()):
            yield path


ADDRESSES = sorted(set(addresses()))
KNOWN = [
    "code",
    "call",
    "kind",
    "part",
    "selection",
    "where",
    "pk",
    "application",
    "application_id",
    "review",
    "number",
    "stage",
    "file_id",
    "attachment",
    "attachment_id",
    "file",
    "reference_id",
    "reference",
    "letter",
    "participant",
    "reviewer",
    "reviewer_id",
    "conflict",
    "conflict_id",
    "token",
]


def parts_of(address: str) -> list[str]:
    return [one or other for one, other in PART.findall(address)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_part_of_an_address_has_something_that_it_stands_for(address: str) -> None:
    assert [part for part in parts_of(address) if part not in KNOWN] == [], (
        "say in `stands_for` what leads from this part to a hidden application"
    )


def filled(address: str, ids: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Requests to an address: its parts filled, and with what one might search by."""
    choices = [[(part, value) for value in ids.get(part, ["1"])] for part in dict.fromkeys(parts_of(address))]
    for place, chosen in enumerate(islice(product(*choices), COMBINATIONS)):
        path = address
        for part, value in chosen:
            path = re.sub(rf"<(?:\w+:)?{part}>|\{{{part}\}}", value, path)
        yield "GET", path
        yield "POST", path
        if not place:
            yield "GET", f"{path}?q={HIDDEN}&find={HIDDEN}&text={HIDDEN}&page=1"


def told(client: Client, method: str, path: str) -> tuple[Any, ...]:
    """Everything that an answer tells: status, headers, bytes, and how many queries it took."""
    reset_queries()
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        response: HttpResponseBase = client.generic(
            method, path, data="{}" if method == "POST" and path.startswith("/api") else "",
            content_type="application/json" if path.startswith("/api") else "application/x-www-form-urlencoded",
        )  # fmt: skip
        body = VOLATILE.sub(b"", b"".join(response))  # type: ignore[call-overload]
        transaction.set_rollback(True)
    headers = sorted((name, value) for name, value in response.headers.items() if name not in OWN_HEADERS)
    counted = [
        query for query in queries.captured_queries if not any(table in query["sql"] for table in ELSEWHERE)
    ]
    return response.status_code, headers, body, len(counted)


def asked(world: World, who: str) -> dict[tuple[str, str], tuple[Any, ...]]:
    person = User.objects.get(pk=world.people[who].pk)
    client = sign_in(person, shown=True, client=Client(raise_request_exception=False))
    return {
        (method, path): told(client, method, path)
        for address in ADDRESSES
        for method, path in filled(address, world.ids)
    }


@pytest.mark.parametrize("who", PEOPLE)
def test_hidden_application_leaves_no_trace_in_any_answer(who: str) -> None:
    world = World()
    with time_machine.travel(timezone.now(), tick=False):
        with transaction.atomic():
            world.hide()
            with_it = asked(world, who)
            transaction.set_rollback(True)
        without = asked(world, who)
    differing = {
        f"{method} {path}": [
            (part, with_it[method, path][place], without[method, path][place])
            for place, part in enumerate(("status", "headers", "body", "queries"))
            if with_it[method, path][place] != without[method, path][place]
        ]
        for method, path in with_it
        if with_it[method, path] != without[method, path]
        and not CLOSED.match(path)
        and not SCORED.match(path)
    }
    assert {path: [part for part, *_rest in parts] for path, parts in differing.items()} == {}
    opened_all_the_same = [
        path for (_method, path), answer in with_it.items() if CLOSED.match(path) and answer[0] not in REFUSED
    ]
    assert opened_all_the_same == []
    told_by_scores = [
        path
        for (method, path), answer in with_it.items()
        if SCORED.match(path)
        and (answer[0] != without[method, path][0] or any(name in answer[2] for name in world.names))
    ]
    assert told_by_scores == []
    shown = [path for path, answer in with_it.items() if HIDDEN.encode() in answer[2] and "?" not in path[1]]
    assert shown == []


def test_officer_without_a_conflict_does_see_it() -> None:
    """The comparison would hold if nothing were shown to anybody."""
    world = World()
    hidden = world.hide()
    petra = expert("petra", "secretariat")
    add_factor(petra)
    client = sign_in(petra, shown=True)
    page = client.get(f"/calls/desk/{world.call.code}/stages/merit/assignment/").content.decode()
    assert [number in page for number in (hidden.number, world.seen.number)] == [True, True]
