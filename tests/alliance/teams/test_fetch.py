"""Files fetched from a team's own folder: only what is new, only from public addresses, never more than allowed."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from django.utils import timezone
from tests.alliance.conftest import MakeUser
from tests.alliance.teams.conftest import MakeMember
from tests.alliance.teams.helpers import CLOSES, IN_TIME, file_name, forecast

from anso.alliance.teams import actions
from anso.alliance.teams.actions import fetching
from anso.alliance.teams.actions.fetching import claim_due_teams
from anso.alliance.teams.models import ModelEntry, Team
from anso.alliance.teams.public_addresses import PublicTransport, is_public, why_not_https
from anso.errors import InvalidInputError

SOURCE = "https://files.example.org/team"
URL = f"{SOURCE}/model-output/tides-current/{file_name()}"
Answer = Callable[[httpx.Request], httpx.Response]


def recorded(files: dict[str, bytes], resolve: Callable[[str], list[str]] = lambda _host: ["93.184.216.34"]):
    """A web server that has these files, and the requests that reached it."""
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        path = f"https://{request.headers['Host']}{request.url.path}"
        return httpx.Response(200, content=files[path]) if path in files else httpx.Response(404)

    return PublicTransport(httpx.MockTransport(answer), resolve), asked


@pytest.fixture
def team(entry: ModelEntry) -> Team:
    return actions.set_source(actor=None, team=entry.model.team, source=f"{SOURCE}/")


def fetch(team: Team, transport: httpx.BaseTransport, at=IN_TIME) -> dict[str, object]:
    return actions.fetch_team(actor=None, team=team, transport=transport, now=at)


def test_new_file_becomes_a_submission_and_is_taken_once(team: Team, entry: ModelEntry) -> None:
    server, asked = recorded({URL: forecast()})
    first = fetch(team, server)
    made = entry.submissions.get()
    assert first == {
        "new": [{"id": str(made.pk), "file": file_name(), "state": "accepted"}],
        "known": 0,
        "failed": [],
    }
    assert (made.via, made.submitted_by) == ("fetch", None)
    assert fetch(team, server)["known"] == 1
    assert entry.submissions.count() == 1
    paths = {request.url.path for request in asked}
    assert paths == {
        f"/team/model-output/tides-current/{file_name(ending=ending)}" for ending in (".csv", ".parquet")
    }


def test_connection_goes_to_the_address_that_was_looked_at(team: Team) -> None:
    server, asked = recorded({URL: forecast()})
    fetch(team, server)
    assert {request.url.host for request in asked} == {"93.184.216.34"}
    assert {request.headers["Host"] for request in asked} == {"files.example.org"}
    assert {request.extensions["sni_hostname"] for request in asked} == {"files.example.org"}


def test_old_file_in_the_folder_undoes_nothing_that_was_sent_by_hand(team: Team, entry: ModelEntry) -> None:
    server, _asked = recorded({URL: forecast(level=100)})
    fetch(team, server)
    actions.submit(
        actor=None,
        entry=entry,
        name=file_name(),
        content=forecast(level=200),
        received_at=IN_TIME + timedelta(seconds=1),
    )
    fetch(team, server, IN_TIME + timedelta(seconds=2))
    assert entry.submissions.get(state="accepted").bytes == len(forecast(level=200))
    assert entry.submissions.count() == 2


def test_nothing_is_asked_for_when_no_round_is_open(team: Team) -> None:
    server, asked = recorded({URL: forecast()})
    fetch(team, server, CLOSES + timedelta(days=60))
    assert asked == []


def test_rejected_file_is_reported_and_not_taken_again(team: Team, entry: ModelEntry) -> None:
    server, _asked = recorded({URL: forecast(step=-1)})
    assert [made["state"] for made in fetch(team, server)["new"]] == ["rejected"]  # type: ignore[attr-defined]
    assert fetch(team, server) == {"new": [], "known": 1, "failed": []}


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.9",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # an address to refuse
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::a00:1",
        "::10.0.0.1",
        "::ffff:0:10.0.0.1",
        "fec0::1",
        "2002:a00:1::",
    ],
)
def test_address_that_is_not_public_is_refused(team: Team, entry: ModelEntry, address: str) -> None:
    server, asked = recorded({URL: forecast()}, lambda _host: [address])
    found = fetch(team, server)
    assert asked == []
    assert "is no public address" in str(found["failed"])
    assert entry.submissions.count() == 0


def test_one_private_address_among_public_ones_is_enough_to_refuse(team: Team) -> None:
    server, asked = recorded({URL: forecast()}, lambda _host: ["93.184.216.34", "10.0.0.1"])
    fetch(team, server)
    assert asked == []


@pytest.mark.parametrize(
    "to", ["https://inside.example.org/x", "http://files.example.org/x", "https://files.example.org:8443/x"]
)
def test_redirect_to_where_no_address_may_lead_is_refused(team: Team, entry: ModelEntry, to: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/x":
            raise AssertionError("the redirect was followed")
        return httpx.Response(302, headers={"Location": to})

    inside = {"inside.example.org": ["10.0.0.1"]}
    server = PublicTransport(httpx.MockTransport(answer), lambda host: inside.get(host, ["93.184.216.34"]))
    found = fetch(team, server)
    assert len(found["failed"]) == 2  # type: ignore[arg-type]  # one round is open; a file may have two endings
    assert entry.submissions.count() == 0


def test_file_beyond_the_limit_is_cut_off(team: Team, entry: ModelEntry, monkeypatch) -> None:
    monkeypatch.setattr(fetching, "largest_bytes", lambda: 100)
    server, _asked = recorded({URL: forecast()})
    assert "larger than" in str(fetch(team, server)["failed"])
    assert entry.submissions.count() == 0


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("https://raw.example.org/a/b", ""),
        ("http://raw.example.org/a", "not-https"),
        ("file:///etc", "not-https"),
        ("s3://bucket/x", "not-https"),
        ("/etc/passwd", "not-https"),
        ("https://user:pw@raw.example.org/", "password"),
        ("https://raw.example.org:22/", "port"),
        ("https://raw.example.org/?x=1", "query"),
        ("https://[::1", "not-an-address"),
    ],
)
def test_what_is_a_plain_https_address(address: str, wrong: str) -> None:
    assert why_not_https(address) == wrong


def test_only_the_secretariats_word_opens_other_addresses(
    entry: ModelEntry, make_member: MakeMember, make_user: MakeUser, tmp_path: Path
) -> None:
    team = entry.model.team
    manager = make_member(team, "team-manager")
    with pytest.raises(InvalidInputError, match="source: Give an address that begins with https://"):
        actions.set_source(actor=manager, team=team, source=str(tmp_path))
    folder = tmp_path / "repository" / "model-output" / "tides-current"
    folder.mkdir(parents=True)
    (folder / file_name()).write_bytes(forecast())
    actions.set_source(actor=make_user("secretariat"), team=team, source=str(tmp_path / "repository"))
    assert len(fetch(team, recorded({})[0])["new"]) == 1  # type: ignore[arg-type]
    kept = actions.set_source(actor=manager, team=team, source=str(tmp_path / "repository"))
    assert (kept.source, kept.fetch_report["known"]) == (str(tmp_path / "repository"), 0)


def test_each_team_is_looked_at_once_an_hour(team: Team) -> None:
    now = timezone.now()
    assert claim_due_teams(now) == [team.pk]
    assert claim_due_teams(now + timedelta(minutes=59)) == []
    assert claim_due_teams(now + timedelta(minutes=60)) == [team.pk]


def test_public_addresses_are_public() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")
