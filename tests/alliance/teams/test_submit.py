"""Submitting: what counts, what replaces what, and what is kept, to the second."""

import json
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import polars as pl
import pytest
from django.core.exceptions import PermissionDenied
from tests.alliance.conftest import MakeUser
from tests.alliance.teams.conftest import MakeMember
from tests.alliance.teams.helpers import (
    CLOSES,
    IN_TIME,
    OPENS,
    ROUND,
    file_name,
    forecast,
    give_entry,
)

from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import AuditEvent
from anso.alliance.people.roles import Scope
from anso.alliance.teams import actions, kept
from anso.alliance.teams.actions.submitting import Submitted
from anso.alliance.teams.hubs import HubDesk, open_hub
from anso.alliance.teams.models import ModelEntry, Submission, Team
from anso.errors import AnsoError, InvalidInputError
from anso.hub.keeping import Hub
from anso.hub.keeping.write import put

PATH = f"model-output/tides-current/{file_name()}"
SECOND = timedelta(seconds=1)


def send(entry: ModelEntry, content: bytes, at=IN_TIME, name: str = "", actor=None) -> Submitted:
    return actions.submit(actor=actor, entry=entry, name=name or file_name(), content=content, received_at=at)


def states(entry: ModelEntry) -> list[str]:
    return list(entry.submissions.order_by("received_at").values_list("state", flat=True))


def in_hub(hub: Hub) -> dict[str, bytes]:
    return {path: hub.folder.read(path) for path in hub.folder.files("model-output")}


def test_valid_file_enters_the_hub_as_it_was_sent(entry: ModelEntry, hub: Hub) -> None:
    made = send(entry, forecast()).submission
    assert (made.state, made.round_id, made.deadline, made.unsettled) == ("accepted", ROUND, CLOSES, False)
    assert made.report["ok"] is True
    assert in_hub(hub) == {PATH: forecast()}
    assert made.sha256 == sha256(forecast()).hexdigest()


def test_arrow_is_refused_though_the_hub_takes_it_as_nothing_here_would_count_it(
    entry: ModelEntry, hub: Hub
) -> None:
    admin = json.loads(hub.folder.read("hub-config/admin.json"))
    admin["file_format"] = ["csv", "parquet", "arrow"]
    put(hub.folder, "hub-config/admin.json", json.dumps(admin).encode())
    table = pl.read_csv(forecast(), try_parse_dates=True)
    sent = {".arrow": BytesIO(), ".parquet": BytesIO()}
    table.write_ipc(sent[".arrow"], compat_level=pl.CompatLevel.oldest())
    table.write_parquet(sent[".parquet"])
    arrow, parquet = (
        send(entry, file.getvalue(), name=file_name(ending=ending)).submission
        for ending, file in sent.items()
    )
    assert (arrow.state, parquet.state) == ("rejected", "accepted")
    problems = [p["message"] for f in arrow.report["files"] for c in f["checks"] for p in c["problems"]]
    assert problems == ["would not be counted: this site reads CSV and Parquet; save it as Parquet"]
    assert open_hub("walk").endings == (".csv", ".parquet")


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (OPENS - SECOND, "rejected"),
        (OPENS, "accepted"),
        (CLOSES, "accepted"),
        (CLOSES + timedelta(microseconds=999_999), "accepted"),
        (CLOSES + SECOND, "late"),
    ],
)
def test_window_is_exact_to_the_second(entry: ModelEntry, hub: Hub, at, state) -> None:
    assert send(entry, forecast(), at).submission.state == state
    assert list(in_hub(hub)) == ([PATH] if state == "accepted" else [])


def test_rejected_file_is_kept_with_its_report_and_enters_nothing(entry: ModelEntry, hub: Hub) -> None:
    crossing = forecast(step=-10)
    made = send(entry, crossing).submission
    assert made.state == "rejected"
    problems = [p["message"] for f in made.report["files"] for c in f["checks"] for p in c["problems"]]
    assert any("quantile" in message or "below" in message for message in problems)
    assert kept.read(made.sha256) == crossing
    assert in_hub(hub) == {}


def test_newest_valid_version_counts_and_every_version_is_kept(entry: ModelEntry, hub: Hub) -> None:
    first = send(entry, forecast(level=100)).submission
    second = send(entry, forecast(level=200), IN_TIME + SECOND).submission
    send(entry, forecast(step=-1), IN_TIME + 2 * SECOND)
    first.refresh_from_db()
    assert states(entry) == ["replaced", "accepted", "rejected"]
    assert first.replaced_by == second
    assert in_hub(hub) == {PATH: forecast(level=200)}
    assert kept.read(first.sha256) == forecast(level=100)


def test_what_was_received_first_does_not_replace_what_was_received_later(
    entry: ModelEntry, hub: Hub
) -> None:
    """The first file is large and its checks end after those of the second."""
    send(entry, forecast(level=200), IN_TIME + SECOND)
    slow = send(entry, forecast(level=100), IN_TIME).submission
    assert slow.state == "replaced"
    assert in_hub(hub) == {PATH: forecast(level=200)}


def test_version_in_another_format_takes_the_place_of_the_one_before(entry: ModelEntry, hub: Hub) -> None:
    send(entry, forecast(level=100))
    table = pl.read_csv(forecast(level=200), try_parse_dates=True)
    table = table.with_columns(pl.col("horizon").cast(pl.Int32), pl.col("value").cast(pl.Float64))
    content = BytesIO()
    table.write_parquet(content)
    made = send(entry, content.getvalue(), IN_TIME + SECOND, file_name(ending=".parquet")).submission
    assert (
        made.state,
        [c["problems"] for c in made.report["files"][0]["checks"] if c["outcome"] == "failed"],
    ) == ("accepted", [])
    assert list(in_hub(hub)) == [f"model-output/tides-current/{file_name(ending='.parquet')}"]


def test_double_click_is_one_submission(entry: ModelEntry) -> None:
    first, again = send(entry, forecast()), send(entry, forecast(), IN_TIME + SECOND)
    assert (again.is_repeat, again.submission) == (True, first.submission)
    assert entry.submissions.count() == 1
    assert AuditEvent.objects.filter(verb="teams.submit").count() == 1


def test_same_rejected_file_again_is_no_further_version(entry: ModelEntry) -> None:
    send(entry, forecast(step=-1))
    assert send(entry, forecast(step=-1), IN_TIME + SECOND).is_repeat is True
    assert entry.submissions.count() == 1


def test_going_back_to_an_earlier_version_is_a_version(entry: ModelEntry, hub: Hub) -> None:
    for number, level in enumerate((100, 200, 100)):
        send(entry, forecast(level=level), IN_TIME + number * SECOND)
    assert states(entry) == ["replaced", "replaced", "accepted"]
    assert in_hub(hub) == {PATH: forecast(level=100)}


def test_late_version_replaces_nothing(entry: ModelEntry, hub: Hub) -> None:
    send(entry, forecast(level=100))
    assert send(entry, forecast(level=200), CLOSES + SECOND).submission.state == "late"
    assert states(entry) == ["accepted", "late"]
    assert in_hub(hub) == {PATH: forecast(level=100)}


def test_same_bytes_after_the_deadline_change_nothing_and_are_not_checked_again(
    entry: ModelEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that tries again may do so across the deadline."""
    first = send(entry, forecast())
    monkeypatch.setattr(HubDesk, "check", None)
    again = send(entry, forecast(), CLOSES + SECOND)
    assert (again.is_repeat, again.submission.state, again.submission.pk) == (
        True,
        "accepted",
        first.submission.pk,
    )
    assert states(entry) == ["accepted"]


def test_share_says_how_much_of_the_round_is_there(entry: ModelEntry) -> None:
    assert send(entry, forecast()).submission.share == 1.0
    partial = send(entry, forecast(locations=("LK",)), IN_TIME + SECOND).submission
    assert (partial.state, partial.share) == ("accepted", 0.5)


@pytest.mark.parametrize(
    "name",
    [
        "2024-01-06-waves-current.csv",
        "forecast.csv",
        "2024-01-06-tides-other.csv",
        "",
        "../../x.csv",
        "\u202e.csv",
    ],
)
def test_file_named_for_another_model_is_rejected(entry: ModelEntry, hub: Hub, name: str) -> None:
    give_entry("waves")
    made = send(entry, forecast(), name=name or " ").submission
    assert made.state == "rejected"
    assert made.path.startswith("model-output/tides-current/")
    assert in_hub(hub) == {}


def test_empty_file_is_refused_before_it_is_kept(entry: ModelEntry) -> None:
    with pytest.raises(InvalidInputError, match="file: The file is empty"):
        send(entry, b"")
    assert entry.submissions.count() == 0


def test_any_bytes_give_a_report(entry: ModelEntry) -> None:
    for number, content in enumerate((b"\x00\xff" * 50, b"PAR1garbagePAR1", b"a,b\n1", b'"')):
        assert send(entry, content, IN_TIME + number * SECOND).submission.report["ok"] is False


def test_team_that_waits_counts_once_it_is_approved(hub: Hub, db: None) -> None:
    entry = give_entry(approved=False)
    made = send(entry, forecast()).submission
    assert (made.state, in_hub(hub)) == ("waiting", {})
    assert hub.folder.files("model-metadata") == []
    actions.approve_team(actor=None, team=entry.model.team)
    made.refresh_from_db()
    assert (made.state, in_hub(hub)) == ("accepted", {PATH: forecast()})
    assert hub.folder.files("model-metadata") == ["model-metadata/tides-current.yml"]


def test_closed_team_submits_no_more_and_what_counted_counts(entry: ModelEntry, hub: Hub) -> None:
    send(entry, forecast())
    actions.close_team(actor=None, team=entry.model.team)
    entry = ModelEntry.objects.get(pk=entry.pk)
    with pytest.raises(AnsoError, match="closed"):
        send(entry, forecast(level=5), IN_TIME + SECOND)
    assert in_hub(hub) == {PATH: forecast()}


def test_only_people_of_the_team_submit_for_it(
    entry: ModelEntry, make_user: MakeUser, make_member: MakeMember
) -> None:
    other = give_entry("waves").model.team
    outsiders = [
        make_user(),
        make_member(other, "team-manager"),
        make_user("secretariat"),
        make_user("administrator"),
        make_user("team-manager", scope=Scope()),
    ]
    for outsider in outsiders:
        with pytest.raises(PermissionDenied, match="Only a member of the team"):
            send(entry, forecast(), actor=outsider)
    assert send(entry, forecast(), actor=make_member(entry.model.team)).submission.state == "accepted"


def test_a_team_may_send_so_many_files_an_hour(hub: Hub, db: None, monkeypatch) -> None:
    from anso.alliance.teams.actions import submitting

    monkeypatch.setattr(submitting, "MOST_AN_HOUR", {Team.State.APPROVED: 2})
    entry = give_entry()
    for level in (1, 2):
        send(entry, forecast(level=level), IN_TIME + level * SECOND)
    with pytest.raises(AnsoError, match="2 files within an hour"):
        send(entry, forecast(level=3), IN_TIME + 3 * SECOND)
    assert send(entry, forecast(level=3), IN_TIME + timedelta(minutes=61)).submission.state == "accepted"


def test_withdrawn_before_the_deadline_leaves_the_hub_and_may_come_again(entry: ModelEntry, hub: Hub) -> None:
    made = send(entry, forecast()).submission
    done = actions.withdraw(actor=None, submission=made, now=CLOSES)
    assert (done.state, in_hub(hub)) == ("withdrawn", {})
    assert send(entry, forecast(), CLOSES).is_repeat is False
    assert list(in_hub(hub)) == [PATH]


def test_withdrawn_after_the_deadline_stays_and_says_why(entry: ModelEntry, hub: Hub) -> None:
    made = send(entry, forecast()).submission
    with pytest.raises(InvalidInputError, match="why: Say why"):
        actions.withdraw(actor=None, submission=made, now=CLOSES + SECOND)
    done = actions.withdraw(actor=None, submission=made, why="A wrong unit", now=CLOSES + SECOND)
    assert (done.state, done.is_marked_withdrawn, done.withdrawn_why) == ("accepted", True, "A wrong unit")
    assert in_hub(hub) == {PATH: forecast()}
    with pytest.raises(AlreadyDoneError):
        actions.withdraw(actor=None, submission=made, why="Again", now=CLOSES + SECOND)


def test_versions_that_do_not_count_cannot_be_withdrawn(entry: ModelEntry) -> None:
    made = send(entry, forecast(step=-1)).submission
    with pytest.raises(AlreadyDoneError):
        actions.withdraw(actor=None, submission=made, now=IN_TIME)


def test_trail_tells_what_was_sent_without_names(entry: ModelEntry, make_member: MakeMember) -> None:
    member = make_member(entry.model.team)
    made = send(entry, forecast(), actor=member).submission
    event = AuditEvent.objects.get(verb="teams.submit")
    assert (event.actor, event.target_id) == (member.audit_id, str(made.pk))
    assert event.details == {
        "replaces": None,
        "sha256": made.sha256,
        "state": "accepted",
        "via": Submission.Via.WEB.value,
    }
