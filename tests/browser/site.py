"""The site as the browser tests see it: the real one, with the products that tests declare.

`python -m tests.browser.site seed` prepares a home (its records, static files, a few made-up releases and
jobs) and prints their names as JSON; `python -m tests.browser.site work` is its worker; a WSGI server
serves `tests.browser.site:application`.
"""

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import django
import tests.portal.products  # noqa: F401  # declares the products
from tests.browser.boards import seed_boards
from tests.browser.callers import seed_calls

if TYPE_CHECKING:
    from anso.alliance.people.models import User

STAFF_EMAIL = "staff@example.org"
STAFF_PASSWORD = "correct horse battery staple"
ADMINISTRATOR_EMAIL = "administrator@example.org"
"""Made up, and so let in without a second factor."""
NEWCOMER_EMAIL = "newcomer@example.org"
"""Of the staff, and still without a second factor."""


def application(environ, start_response):  # type: ignore[no-untyped-def]
    from anso.portal.wsgi import application as site

    return site(environ, start_response)


def seed() -> dict[str, str]:
    django.setup()
    from django.core.management import call_command

    from anso.alliance.people.actions import create_account, grant_role
    from anso.alliance.sample.actions import load_sample
    from anso.config import config
    from anso.hub.board.build import update
    from anso.hub.simulate import simulate_hub
    from anso.portal.assets import prepare
    from anso.portal.index import search
    from anso.portal.index.sync import index_release
    from anso.product import execute, get_product, parse_request

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    prepare()
    load_sample(accounts=False)
    seed_boards(STAFF_PASSWORD)
    letters = seed_calls(STAFF_PASSWORD)
    hub = simulate_hub(str(Path(config().hubs_url) / "sample"), models=8, rounds=8, locations=4, seed=3)
    update(hub, config().home / "cache" / "hubs" / "sample")
    search.refresh()
    for email, name, role in (
        (STAFF_EMAIL, "Sam Staff", "secretariat"),
        (NEWCOMER_EMAIL, "Nina Newcomer", "secretariat"),
        (ADMINISTRATOR_EMAIL, "Ada Administrator", "administrator"),
    ):
        user = create_account(
            actor=None,
            email=email,
            name=name,
            password=STAFF_PASSWORD,
            email_verified=True,
            is_synthetic=role == "administrator",
        )
        grant_role(actor=None, user=user, role=role)
    entry = None
    for slug, given in (
        ("tests.counts", {"issued": "2020-06-01", "rows": 30}),
        ("tests.regional", {"issued": "2020-06-05"}),
        ("tests.counts", {"issued": "2020-06-08", "rows": 30}),
    ):
        product = get_product(slug)
        entry = index_release(execute(product, parse_request(product, given)))
    assert entry is not None
    counts = get_product("tests.counts")
    kept = parse_request(counts, {"issued": "2020-06-07", "private": True})
    private = index_release(execute(counts, kept, owner=user.audit_id))
    return {"release_id": entry.release_id, "private_id": private.release_id} | letters | seed_jobs(user)


def seed_jobs(user: "User") -> dict[str, str]:
    """A job that goes on for as long as the tests, and one that failed by a defect."""
    from django.utils import timezone

    from anso.portal.jobs.models import Job

    now = timezone.now()
    given = {"issued": "2020-06-08", "country": "PK", "rows": 3, "private": False}
    running = Job(state="running", progress=0.4, message="Counting", heartbeat_at=now + timedelta(days=1))
    failed = Job(state="failed", error="This is a defect of ours.", defect="Traceback …", finished_at=now)
    for job in (running, failed):
        job.product, job.given, job.fingerprint = "tests.counts", given, job.state
        job.requester, job.log, job.started_at = user, "begun\n3 rows\n", now
        job.save(force_insert=True)
        job.askers.add(user)
    return {"running_job": str(running.pk), "failed_job": str(failed.pk)}


def work() -> None:
    django.setup()
    from anso.portal.jobs.worker import serve

    serve()


if __name__ == "__main__":
    if sys.argv[1] == "seed":
        print(json.dumps(seed()))
    else:
        work()
