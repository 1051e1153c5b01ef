"""The walk: every address of the site, visited as everybody, against the table of who may see what.

`access.toml` is the table. An address that is not in it fails the walk, so that nothing can be added to
the site without somebody having said who may see it.
"""

import json
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from tests.alliance.calls.deciding.walked import make_deciding
from tests.alliance.calls.reviewing.walked import make_reviewing
from tests.alliance.calls.walked import make_applying
from tests.alliance.governance.world import make_governance
from tests.alliance.projects.walked import make_projects
from tests.alliance.teams.helpers import make_team
from tests.portal.guard.people import account, add_factor, sign_in

from anso.alliance.events.models import Event
from anso.alliance.network import actions as network_actions
from anso.alliance.network.models import (
    Ambassador,
    Association,
    Contact,
    Institution,
    Memorandum,
    Partner,
    PublishedFigure,
)
from anso.alliance.people import actions as people_actions
from anso.alliance.people.models import AuditEvent, RoleGrant, User
from anso.alliance.people.roles import ROLES, Scope, ScopeKind
from anso.alliance.projects.models import Project
from anso.config import config
from anso.hub.board.build import update
from anso.hub.simulate import simulate_hub
from anso.portal import storage
from anso.portal.accounts import tokens
from anso.portal.index.models import AlertEntry, ReleaseEntry
from anso.portal.index.sync import index_release
from anso.portal.jobs.models import Job, ScheduledRun
from anso.product import execute, get_product, parse_request

TABLE = tomllib.loads((Path(__file__).parent / "access.toml").read_text(encoding="utf-8"))
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
OTHERS = ("/accounts/", "/admin/", "/api/v1/openapi.json", "/api/v1/docs")
"""Addresses whose views are not ours; they take PUT for POST, or whatever comes for GET."""
STAFF = ("secretariat", "administrator")
STAFF_SEE_ALL = ("/jobs/?all",)
"""Pages that show staff what others asked for privately, and what came of it: that is what they are for."""
PEOPLE = ("visitor", "other", "owner", *ROLES)
ADMIN_PAGES = {
    "": "see",
    "add/": "add",
    "{id}/change/": "see",
    "{id}/history/": "see",
    "{id}/delete/": "delete",
}


@dataclass(frozen=True)
class Visit:
    """One address and method, with what everybody ought to be answered."""

    path: str
    method: str
    answers: dict[str, str]
    body: dict[str, str] | None = None
    data: dict[str, Any] | None = None

    def expected(self, who: str) -> str:
        answer = self.answers.get("everybody", "")
        if who != "visitor":
            answer = self.answers.get("signed-in", answer)
        if who in STAFF:
            answer = self.answers.get("staff", answer)
        return self.answers.get(who, answer)


@dataclass(frozen=True)
class World:
    """The small world of the walk: its people, and what {…} stands for."""

    people: dict[str, User | None]
    names: dict[str, str]
    ids: dict[str, str]
    kept: Path
    """A copy of the private releases, for visits that delete one."""
    secret: str
    """A word that appears in nothing but the private release and its job."""

    def address(self, path: str) -> str:
        for name, value in self.names.items():
            path = path.replace(f"{{{name}}}", value)
        return path

    def restore(self) -> None:
        """Put back what a visit deleted: folders know of no transaction."""
        if not (Path(config().private_releases_url) / self.names["private"]).exists():
            shutil.copytree(self.kept, config().private_releases_url, dirs_exist_ok=True)
            storage.forget_stores()

    def visitor(self, who: str) -> Client:
        client = Client(raise_request_exception=False)
        user = self.people[who]
        return sign_in(User.objects.get(pk=user.pk), shown=True, client=client) if user else client


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    home = tmp_path_factory.mktemp("walk")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("ANSO_RELEASES", str(home / "releases"))
        patch.setenv("ANSO_PRIVATE_RELEASES", str(home / "private"))
        patch.setenv("ANSO_HUBS", str(home / "hubs"))
        config.cache_clear()
        storage.forget_stores()
        yield make_world()
        transaction.set_rollback(True)
    config.cache_clear()
    storage.forget_stores()


def make_world() -> World:
    people: dict[str, User | None] = {"visitor": None, "other": account("other"), "owner": account("owner")}
    for role in ROLES:
        people[role] = account(role, role)
        add_factor(people[role])
    owner = people["owner"]
    assert owner is not None
    counts = get_product("tests.counts")
    public = execute(counts, parse_request(counts, {"issued": "2020-06-08"}))
    private = execute(
        counts,
        parse_request(counts, {"issued": "2020-06-07", "rows": 7, "private": True}),
        owner=str(owner.public_id),
    )
    for release in (public, private):
        index_release(release)
    private_job = Job.objects.create(
        product="tests.counts", given={"rows": 7}, fingerprint="private", private=True, requester=owner
    )
    private_job.askers.add(owner)
    open_job = Job.objects.create(product="tests.counts", given={}, fingerprint="open", open_to_all=True)
    institution = Institution.objects.create(code="tides", name="Institute of Tides", country="LK")
    association = Association.objects.create(number="1A", name="Tides", host=institution)
    partner = Partner.objects.create(code="partner", name="Partner")
    make_board()
    team = make_team(owner, account("crew"), people["other"])
    ties = make_ties(owner, people["other"], institution)
    governance, names_of_governance = make_governance(owner)
    other = people["other"]
    assert other is not None
    names_of_applying = make_applying(owner, other)
    names_of_reviewing = make_reviewing(owner)
    names_of_deciding = make_deciding(owner)
    names_of_projects = make_projects(owner)
    records = {
        "people.user": people["other"],
        "people.rolegrant": RoleGrant.objects.first(),
        "people.auditevent": AuditEvent.objects.first(),
        "network.institution": institution,
        "network.association": association,
        "network.partner": partner,
        "network.memorandum": Memorandum.objects.create(
            partner=partner, title="On tides", signed=date(2020, 1, 1)
        ),
        "network.contact": Contact.objects.create(institution=institution, name="Ann"),
        "network.ambassador": Ambassador.objects.create(name="Ann", since=date(2020, 1, 1)),
        "network.publishedfigure": PublishedFigure.objects.create(
            code="members", title="Members", value=1, as_of=date(2020, 1, 1), source="A report"
        ),
        "projects.project": Project.objects.create(
            code="tides-1", programme=Project.Programme.values[0], number=1, title="Tides", year=2020
        ),
        "events.event": Event.objects.create(
            code="school", kind=Event.Kind.values[0], title="School of tides"
        ),
        "teams.team": team.entry.model.team,
        "teams.teammodel": team.entry.model,
        "teams.modelentry": team.entry,
        "teams.submission": team.submission,
        **governance,
        "index.releaseentry": ReleaseEntry.objects.get(release_id=public.id),
        "index.alertentry": AlertEntry.objects.get(entry__release_id=public.id),
        "jobs.job": open_job,
        "jobs.scheduledrun": ScheduledRun.objects.create(
            name="weekly", due=datetime(2020, 6, 8, 6, tzinfo=UTC), job=open_job
        ),
        "mfa.authenticator": people["secretariat"].authenticator_set.first(),
    }
    of_the_network = {
        name: str(records[f"network.{name}"].pk) for name in ("contact", "ambassador", "memorandum")
    }
    kept = Path(config().private_releases_url).with_name("kept")
    shutil.copytree(config().private_releases_url, kept)
    return World(
        people=people,
        names={
            "public": public.id,
            "private": private.id,
            "private_job": str(private_job.pk),
            "open_job": str(open_job.pk),
            "token": str(tokens.create_token(actor=owner, name="download").record.pk),
            "institution": institution.code,
            "association": association.number,
            "project": "tides-1",
            "event": "school",
            **of_the_network,
            **names_of_governance,
            **names_of_applying,
            **names_of_reviewing,
            **names_of_deciding,
            **names_of_projects,
            "team": "tides",
            "crew": str(team.crew.public_id),
            "submission": str(team.submission.pk),
            **ties,
            "invitation": str(team.invitation.record.pk),
            "invitation_token": team.invitation.link.rstrip("/").rpartition("/")[2],
        },
        ids={label: str(record.pk) for label, record in records.items()},
        kept=kept,
        secret=private.id.rpartition("-")[2],
    )


def make_ties(owner: User, other: User | None, institution: Institution) -> dict[str, str]:
    """What is `owner`'s in the network; `other` is the contact of the institution, which is nobody else's."""
    assert other is not None
    grant = people_actions.grant_role(
        actor=None, user=other, role="member-contact", scope=Scope(ScopeKind.INSTITUTION, institution.code)
    )
    people_actions.describe_person(actor=owner, user=owner, shown_to=3)
    Institution.objects.create(code="waves", name="Institute of Waves", country="LK")
    gone = Institution.objects.create(code="ebb", name="Institute of Ebb")
    merge = network_actions.merge_institutions(actor=None, survivor=institution, gone=gone)
    applied = network_actions.apply_for_membership(
        actor=owner, described={"name": "Institute of Floods"}, evidence="We measure", on=date(2020, 5, 1)
    )
    return {
        "stranger": "waves",
        "merge": str(merge.pk),
        "application": str(applied.pk),
        "unlisted": applied.institution.code,
        "grant": str(grant.pk),
        "owner_id": str(owner.public_id),
        "other_id": str(other.public_id),
        "affiliation": str(
            network_actions.add_affiliation(actor=owner, person=owner, institution=institution).pk
        ),
        "conflict": str(
            network_actions.declare_conflict(
                actor=owner, person=owner, kind="family", with_whom="A cousin"
            ).pk
        ),
    }


def make_board() -> None:
    """A forecast hub with its scores."""
    hub = simulate_hub(str(Path(config().hubs_url) / "board"), models=2, rounds=2, locations=1)
    update(hub, config().home / "cache" / "hubs" / "board")


def visits() -> Iterator[Visit]:
    for entry in TABLE["address"]:
        for method in METHODS:
            answers = entry.get(method, entry.get("any") if method in ("GET", "POST") else None)
            if answers:
                data = entry.get("json") if method not in ("GET", "DELETE") else None
                yield Visit(entry["path"], method, answers, entry.get("body"), data)


def admin_visits(label: str) -> Iterator[Visit]:
    """What the table says of a model's pages: outsiders see none, staff what their roles allow."""
    said = TABLE["admin"][label]
    for page, right in ADMIN_PAGES.items():
        allowed = set(said[right])
        answers = {"visitor": "in", "signed-in": "no"} | {
            role: "ok" if role in allowed else "no" for role in STAFF
        }
        yield Visit(f"/admin/{label.replace('.', '/')}/{page}", "GET", answers)
    changers = {role: "ok" if role in said["change"] else "no" for role in STAFF}
    yield Visit(
        f"/admin/{label.replace('.', '/')}/{{id}}/change/",
        "POST",
        {"visitor": "in", "signed-in": "no"} | changers,
    )


def call(client: Client, visit: Visit, path: str) -> HttpResponseBase:
    if visit.data is not None:
        return client.generic(visit.method, path, json.dumps(visit.data), content_type="application/json")
    if visit.method in ("POST", "GET"):
        return (
            client.generic(visit.method, path)
            if visit.method == "GET"
            else client.post(path, visit.body or {})
        )
    return client.generic(visit.method, path)


def answer_of(client: Client, response: HttpResponseBase) -> str:
    """The answer in a word of the table."""
    status = response.status_code
    location = response.headers.get("Location", "")
    if 300 <= status < 400 and location.startswith("/admin/login/"):
        return answer_of(client, client.get(location))
    if 300 <= status < 400:
        return "in" if location.startswith("/accounts/login/") else "moved"
    words = {400: "bad", 401: "bad", 422: "bad", 403: "no", 404: "gone"}
    return "ok" if 200 <= status < 300 else words.get(status, str(status))


def walked(world: World, visit: Visit) -> dict[str, str]:
    """What each of the people was answered; nothing they did remains."""
    path = world.address(visit.path)
    answers = {}
    for who in PEOPLE:
        with transaction.atomic():
            client = world.visitor(who)
            response = call(client, visit, path)
            answers[who] = answer_of(client, response)
            b"".join(
                response
            )  # read to its end, a streamed file is closed by the client, its connection kept
            transaction.set_rollback(True)
        world.restore()
    return answers


def name_of(visit: Visit) -> str:
    return f"{visit.method} {visit.path}"


@pytest.mark.django_db
@pytest.mark.parametrize("visit", list(visits()), ids=name_of)
def test_address_answers_everybody_as_the_table_says(world: World, visit: Visit) -> None:
    assert walked(world, visit) == {who: visit.expected(who) for who in PEOPLE}


@pytest.mark.django_db
@pytest.mark.parametrize("label", sorted(TABLE["admin"]))
def test_staff_pages_of_a_model_answer_everybody_as_the_table_says(world: World, label: str) -> None:
    for visit in admin_visits(label):
        visited = Visit(visit.path.replace("{id}", world.ids[label]), visit.method, visit.answers)
        assert walked(world, visited) == {who: visit.expected(who) for who in PEOPLE}, name_of(visit)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "entry",
    [entry for entry in TABLE["address"] if not entry["path"].startswith(OTHERS)],
    ids=lambda entry: entry["path"],
)
def test_address_takes_no_method_that_the_table_does_not_name(world: World, entry: dict[str, Any]) -> None:
    path = world.address(entry["path"])
    unnamed = [method for method in METHODS if method not in entry and "any" not in entry]
    told = {}
    for who in ("visitor", "administrator"):
        for method in unnamed:
            with transaction.atomic():
                told[who, method] = world.visitor(who).generic(method, path).status_code
                transaction.set_rollback(True)
    refused = {404, 405} if "gone" in str(entry) else {405}
    signed_in_first = {302}  # an address for those who are signed in sends others there, whatever they send
    assert {
        key: status
        for key, status in told.items()
        if status not in refused and not (key[0] == "visitor" and status in signed_in_first)
    } == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        entry["path"]
        for entry in TABLE["address"]
        if "GET" in entry and "{private" not in entry["path"] and entry["path"] not in STAFF_SEE_ALL
    ],
)
def test_private_release_leaves_no_trace_in_what_others_see(world: World, path: str) -> None:
    seen = {}
    for who in ("visitor", "other", "administrator"):
        response = world.visitor(who).get(world.address(path))
        seen[who] = world.secret.encode() in b"".join(response)
    assert seen == {"visitor": False, "other": False, "administrator": False}


@pytest.mark.django_db
@pytest.mark.parametrize("label", sorted(TABLE["admin"]))
def test_private_release_leaves_no_trace_in_the_lists_of_the_staff_site(world: World, label: str) -> None:
    page = world.visitor("administrator").get(f"/admin/{label.replace('.', '/')}/")
    assert (page.status_code, world.secret in page.content.decode()) == (200, False)


@pytest.mark.django_db
def test_private_release_counts_for_nobody_but_its_owner(world: World) -> None:
    counted = {}
    for who in ("visitor", "other", "administrator", "owner"):
        client = world.visitor(who)
        told = client.get("/api/v1/releases?product=tests.counts").json()["items"]
        facts = client.get("/api/v1/facts?place=PK").json()
        alerts = client.get("/api/v1/alerts?in_force=false").json()
        counted[who] = (len(told), len(facts), len(alerts))
    public = counted["visitor"]
    assert public[0] == 1
    assert counted == {
        "visitor": public,
        "other": public,
        "administrator": public,
        "owner": (2, public[1], public[2]),
    }


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        part = str(pattern.pattern)
        route = before + (part.removeprefix("^") if before else part)  # as Django joins them
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern, route)


@pytest.mark.django_db
def test_every_address_of_the_site_is_in_the_table(world: World) -> None:
    named = {resolve(world.address(entry["path"]).partition("?")[0]).route for entry in TABLE["address"]}
    for label in TABLE["admin"]:
        for page in (*ADMIN_PAGES, "{id}/", "{id}/password/"):
            path = f"/admin/{label.replace('.', '/')}/{page.replace('{id}', '1')}"
            named.add(resolve(path).route)
    assert sorted(set(routes(get_resolver())) - named) == []


def test_every_model_of_the_staff_site_is_in_the_table() -> None:
    registered = {model._meta.label_lower for model in admin.site._registry}
    assert registered == set(TABLE["admin"])


def test_every_operation_of_the_api_is_in_the_table() -> None:
    from anso.portal.api.api import api

    operations = {
        (f"/api/v1/{path.lstrip('/')}".replace("{", "<").replace("}", ">"), method)
        for prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
        if method != "HEAD"  # is answered wherever GET is, and as GET is
    }
    named = set()
    for entry in TABLE["address"]:
        if entry["path"].startswith("/api/v1/"):
            example = entry["path"].partition("?")[0]
            for name in ("public", "private"):
                example = example.replace(f"{{{name}}}", "p/n")
            for name in ("other_id", "owner_id", "draft", "sent", "draft_file", "sent_file"):
                example = example.replace(f"{{{name}}}", "8f1c0f5e-0000-4000-8000-000000000000")
            for name in ("merge", "application", "contact", "ambassador", "memorandum", "invited"):
                example = example.replace(f"{{{name}}}", "1")
            example = example.replace("{private_job}", "8f1c0f5e-0000-4000-8000-000000000000")
            example = example.replace("{open_job}", "8f1c0f5e-0000-4000-8000-000000000000")
            example = example.replace("{submission}", "8f1c0f5e-0000-4000-8000-000000000000")
            route = "/" + resolve(example).route
            named |= {(route, method) for method in METHODS if method in entry}
    assert sorted(operations - named) == []
