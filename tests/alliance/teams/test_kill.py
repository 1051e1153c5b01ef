"""A process that dies at any step of a submission, and two that act at once: records and hub agree in the end."""

import copy
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Barrier, Thread

import polars as pl
import pytest
from django.db import connection, connections
from tests.alliance.teams.helpers import IN_TIME, file_name, forecast, give_entry

from anso.alliance.people import audit
from anso.alliance.teams import actions, kept
from anso.alliance.teams.actions import settling, submitting
from anso.alliance.teams.hubs import HubDesk
from anso.alliance.teams.models import ModelEntry, Submission
from anso.hub.keeping import Hub

PATH = f"model-output/tides-current/{file_name()}"
SECOND = timedelta(seconds=1)


class Killed(BaseException):  # like a signal, caught by no handler of errors
    """The process is gone."""


def die(*_args: object, **_kwargs: object) -> None:
    raise Killed


def after(step: Callable[..., object]) -> Callable[..., None]:
    def done_and_dead(*args: object, **kwargs: object) -> None:
        step(*args, **kwargs)
        raise Killed

    return done_and_dead


STEPS = {
    "before the file is kept": (kept, "keep", False),
    "after the file is kept": (kept, "keep", True),
    "before the record is written": (submitting, "record", False),
    "while the record is written": (audit, "record", True),
    "after the record is written": (submitting, "record", True),
    "before the file enters the hub": (HubDesk, "put", False),
    "after the file entered the hub": (HubDesk, "put", True),
    "before the older file leaves": (HubDesk, "take_away", False),
    "after the older file left": (HubDesk, "take_away", True),
}


def send(entry: ModelEntry, level: float, at=IN_TIME, ending: str = ".csv") -> Submission:
    content = forecast(level=level)
    if ending == ".parquet":
        table = pl.read_csv(content, try_parse_dates=True).with_columns(pl.col("horizon").cast(pl.Int32))
        table.write_parquet(written := BytesIO())
        content = written.getvalue()
    return actions.submit(
        actor=None, entry=entry, name=file_name(ending=ending), content=content, received_at=at
    ).submission


def in_hub(hub: Hub) -> dict[str, bytes]:
    return {path: hub.folder.read(path) for path in hub.folder.files("model-output")}


def as_recorded(entry: ModelEntry) -> dict[str, bytes]:
    return {made.path: kept.read(made.sha256) for made in entry.submissions.filter(state="accepted")}


@pytest.mark.parametrize("step", STEPS)
def test_kill_at_any_step_leaves_records_and_hub_that_agree(
    entry: ModelEntry, hub: Hub, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    send(entry, 100)
    place, name, afterwards = STEPS[step]
    with monkeypatch.context() as patch:
        patch.setattr(place, name, after(getattr(place, name)) if afterwards else die)
        with pytest.raises(Killed):
            # Another format, so that the older file must leave as well.
            send(entry, 200, IN_TIME + SECOND, ending=".parquet" if "older" in step else ".csv")
    assert in_hub(hub).keys() <= {PATH, PATH.replace(".csv", ".parquet")}  # whole files, and no other
    actions.settle_pending()
    assert in_hub(hub) == as_recorded(entry)
    assert Submission.objects.filter(unsettled=True).count() == 0
    sent_again = send(entry, 200, IN_TIME + 2 * SECOND)
    assert sent_again.state == "accepted"
    assert in_hub(hub) == {PATH: forecast(level=200)}
    assert audit.verify().sound


def test_file_that_was_put_and_then_withdrawn_before_settling_is_taken_away(
    entry: ModelEntry, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(HubDesk, "put", after(HubDesk.put))
        with pytest.raises(Killed):
            send(entry, 100)
    assert list(in_hub(hub)) == [PATH]
    actions.withdraw(actor=None, submission=entry.submissions.get(), now=IN_TIME)
    assert in_hub(hub) == {}


def test_hub_that_cannot_be_written_is_tried_again(
    entry: ModelEntry, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(HubDesk, "put", full)
        made = send(entry, 100)
    assert (made.state, made.unsettled, in_hub(hub)) == ("accepted", True, {})
    assert actions.settle_pending() == 1
    assert in_hub(hub) == {PATH: forecast(level=100)}
    assert settling.settle_pending() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("levels", [(100, 100), (100, 200)], ids=["double click", "two versions"])
def test_two_submissions_at_once_leave_one_that_counts(
    hub: Hub, tmp_path: Path, levels: tuple[float, float]
) -> None:
    """Each has a connection of its own, as processes of a server have."""
    entry = give_entry()
    database = copy.deepcopy(connection.settings_dict)
    if connection.vendor == "sqlite":  # the tests' own lives in memory, where connections cannot wait in turn
        database["NAME"] = str(tmp_path / "records.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [database["NAME"]])
    together = Barrier(2)
    failures: list[BaseException] = []
    found: list[tuple[dict[str, bytes], int]] = []

    def connected(work: Callable[[], None]) -> Thread:
        def run() -> None:
            connections["default"] = type(connections["default"])(database, "default")
            try:
                work()
            except BaseException as error:  # noqa: BLE001  # told below, on the test's own thread
                failures.append(error)
            finally:
                connections["default"].close()

        return Thread(target=run)

    def sender(number: int) -> Callable[[], None]:
        def work() -> None:
            together.wait(30)
            send(ModelEntry.objects.get(pk=entry.pk), levels[number], IN_TIME + number * SECOND)

        return work

    def read() -> None:
        found.append((as_recorded(entry), entry.submissions.count()))

    for works in ([sender(0), sender(1)], [read]):
        threads = [connected(work) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert failures == []
    assert found == [({PATH: forecast(level=levels[1])}, len(set(levels)))]
    assert in_hub(hub) == {PATH: forecast(level=levels[1])}
