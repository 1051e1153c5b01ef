"""The schedule: what is due when, once, whoever looks."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cronsim import CronSim
from hypothesis import given
from hypothesis import strategies as st

from anso.config import config
from anso.errors import InvalidInputError
from anso.portal.jobs.models import Job, ScheduledRun
from anso.portal.jobs.schedule import Entry, parse_entry, read_schedule, run_due
from anso.product import get_product

pytestmark = pytest.mark.django_db
MONDAY = datetime(2020, 6, 8, 6, 0, tzinfo=UTC)


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    monkeypatch.setenv("ANSO_SCHEDULE", str(tmp_path / "schedule.toml"))
    config.cache_clear()

    def write(text: str) -> None:
        (tmp_path / "schedule.toml").write_text(text)

    yield write  # type: ignore[misc]
    monkeypatch.undo()
    config.cache_clear()


WEEKLY = """
[[run]]
product = "tests.counts"
cron = "0 6 * * 1"
request = { issued = "{today}", rows = 4 }
"""


def test_entry_waits_for_its_next_time_when_first_seen(write: Callable[[str], None]) -> None:
    write(WEEKLY)

    assert run_due(MONDAY + timedelta(minutes=5)) == []
    assert run_due(MONDAY + timedelta(days=7, seconds=-1)) == []
    [job] = run_due(MONDAY + timedelta(days=7))
    assert (job.product, job.given["issued"], job.given["rows"]) == ("tests.counts", "2020-06-15", 4)
    assert (job.requester, job.open_to_all, job.scheduled) == (None, False, "tests.counts 0 6 * * 1 UTC")
    assert run_due(MONDAY + timedelta(days=7, minutes=1)) == []


def test_times_missed_are_made_up_for_by_one_run(write: Callable[[str], None]) -> None:
    write(WEEKLY)
    run_due(MONDAY)

    [job] = run_due(MONDAY + timedelta(days=23))
    assert job.given["issued"] == "2020-06-29"
    assert ScheduledRun.objects.count() == 2


def test_today_is_the_day_in_the_entrys_zone(write: Callable[[str], None]) -> None:
    write(
        """
[[run]]
name = "early"
product = "tests.counts"
cron = "0 5 * * *"
zone = "Asia/Tokyo"
request = { issued = "{today}" }
"""
    )
    run_due(datetime(2020, 6, 8, 12, tzinfo=UTC))

    [job] = run_due(datetime(2020, 6, 8, 20, tzinfo=UTC))  # 05:00 on the 9th in Tokyo
    assert job.given["issued"] == "2020-06-09"
    assert ScheduledRun.objects.get(job=job).due == datetime(2020, 6, 8, 20, tzinfo=UTC)


def test_time_that_another_worker_took_is_left_to_it(
    write: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(WEEKLY)
    run_due(MONDAY)
    create = ScheduledRun.objects.create

    def other_was_first(**fields: object) -> ScheduledRun:
        create(**fields)
        return create(**fields)

    monkeypatch.setattr(ScheduledRun.objects, "create", other_was_first)
    assert run_due(MONDAY + timedelta(days=7)) == []
    assert Job.objects.count() == 0


def test_entry_that_does_not_hold_is_told_and_the_others_run(write: Callable[[str], None]) -> None:
    write(
        WEEKLY
        + """
[[run]]
product = "tests.counts"
cron = "0 6 * * 1"
request = { issued = "{today}", rows = 0, place = "PK" }
[[run]]
product = "tests.count"
cron = "61 6 * * 1"
[[run]]
product = "tests.counts"
cron = "61 6 * * 1"
zone = "Mars/Olympus"
[[run]]
cron = "0 6 * * 1"
when = "often"
"""
    )
    entries, problems = read_schedule()

    assert [entry.name for entry in entries] == ["tests.counts 0 6 * * 1 UTC"]
    assert [str(problem) for problem in problems] == [
        "run 2, rows: 0 is below 1, the least allowed",
        "run 2, place: is no field of this request; there are: private, issued, country, rows",
        "run 3, product: There is no product 'tests.count'; did you mean tests.counts?",
        "run 4, zone: 'Mars/Olympus' is not a time zone such as Asia/Tashkent",
        "run 5, when: is no field of a run; there are name, product, cron, zone, request",
        "run 5, product: is needed",
    ]
    run_due(MONDAY)
    assert len(run_due(MONDAY + timedelta(days=7))) == 1


def test_cron_that_means_nothing_is_explained() -> None:
    with pytest.raises(InvalidInputError) as error:
        parse_entry({"product": "tests.counts", "cron": "every day", "request": {"issued": "2020-06-08"}})
    assert str(error.value).startswith(
        "cron: 'every day' is not minute, hour, day, month and weekday, such as '0 6 * * 1' for Mondays at 6"
    )


def test_file_is_named_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "a.fasta"
    path.write_text(">a")
    request = {"sequences": str(path), "name": "nightly"}
    entry = parse_entry({"product": "tests.files", "cron": "0 0 * * *", "request": request})

    assert entry.request_on(MONDAY)["sequences"] == path


def test_no_schedule_is_no_entries(write: Callable[[str], None]) -> None:
    assert read_schedule() == ([], [])


@given(
    minute=st.sampled_from(["0", "30", "*/7", "5,50"]),
    hour=st.sampled_from(["6", "*", "*/5"]),
    day=st.sampled_from(["*", "1", "LW"]),
    weekday=st.sampled_from(["*", "1", "MON-FRI"]),
    zone=st.sampled_from(["UTC", "Asia/Kathmandu", "Europe/Paris", "America/New_York"]),
    seconds=st.integers(0, 3 * 365 * 24 * 60 * 60),
)
def test_due_is_the_last_time_no_later_than_the_moment(
    minute: str, hour: str, day: str, weekday: str, zone: str, seconds: int
) -> None:
    cron = f"{minute} {hour} {day} * {weekday}"
    entry = Entry("any", get_product("tests.counts"), cron, ZoneInfo(zone), {})
    now = datetime(2019, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    due = entry.due_before(now)

    assert due <= now
    following = next(CronSim(cron, due.astimezone(ZoneInfo(zone)))).astimezone(UTC)
    assert following > now
