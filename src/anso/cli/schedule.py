"""`anso schedule`: the products that run by the clock."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cyclopts import App

from anso.cli.site import prepare_django
from anso.cli.terminal import print_table

if TYPE_CHECKING:
    from anso.portal.jobs.schedule import Entry

__all__ = ["app"]

app = App(name="schedule")


@app.command(name="list")
def list_entries() -> int:
    """What runs when, and when next."""
    prepare_django()
    from anso.config import config
    from anso.portal.jobs.schedule import read_schedule

    entries, problems = read_schedule()
    print_table(
        ("entry", "product", "cron", "zone", "next (UTC)"),
        [
            (entry.name, entry.product.slug, entry.cron, entry.zone.key, f"{next_time(entry):%Y-%m-%d %H:%M}")
            for entry in entries
        ],
        f"Nothing runs by the clock: {config().schedule_file} holds no entry.",
    )
    for problem in problems:
        print(problem)
    return 2 if problems else 0


@app.command
def check() -> int:
    """Read the schedule as the worker will; exit code 2 and sentences when an entry does not hold."""
    prepare_django()
    from anso.config import config
    from anso.portal.jobs.schedule import read_schedule

    entries, problems = read_schedule()
    for problem in problems:
        print(problem)
    print(f"{config().schedule_file}: {len(entries)} entries hold, {len(problems)} problems")
    return 2 if problems else 0


def next_time(entry: "Entry") -> datetime:
    from cronsim import CronSim

    return next(CronSim(entry.cron, datetime.now(entry.zone))).astimezone(UTC)
