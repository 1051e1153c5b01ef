"""A real worker process, in an installation of its own, with a partner's product installed beside ours."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PARTNER = '''
import os, time
from datetime import date
from pathlib import Path
from anso.product import Field, Request, Run, product

class GreetingRequest(Request):
    """Whom to greet."""
    issued: date = Field(description="Day of the greeting")
    marker: str = Field("", description="Where to say that it began")

@product("partner.greeting", title="Greeting", summary="Says hello", corridor="health")
def greeting(request: GreetingRequest, run: Run) -> None:
    first = not Path(request.marker).exists()
    Path(request.marker).write_text(str(os.getpid()))
    for step in range(600 if first else 1):
        run.progress(step / 600, "Greeting")
        time.sleep(0.1)
    run.text("summary", "Hello")
'''
ENQUEUE = """
import django
django.setup()
from anso.portal.jobs.actions import ask
from anso.product import get_product
import sys
print(ask(get_product("partner.greeting"), {"issued": "2020-06-08", "marker": sys.argv[1]}, requester=None).pk.hex)
"""


class Installation:
    """A home with a migrated database, and the job asked for in it."""

    def __init__(self, folder: Path) -> None:
        self.marker = folder / "began"
        packages = folder / "packages"
        metadata = packages / "partner-1.0.dist-info"
        metadata.mkdir(parents=True)
        (packages / "partner.py").write_text(PARTNER)
        (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: partner\nVersion: 1.0\n")
        (metadata / "entry_points.txt").write_text("[anso.products]\npartner = partner\n")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ANSO_")}
        self.environment = kept | {
            "ANSO_HOME": str(folder / "home"),
            "PYTHONPATH": str(packages),
            "DJANGO_SETTINGS_MODULE": "anso.portal.settings",
        }
        self.records = folder / "home" / "records.sqlite3"
        self.run("-m", "django", "migrate", "--verbosity", "0")
        self.job = self.run("-c", ENQUEUE, str(self.marker)).strip()
        self.workers: list[subprocess.Popen[bytes]] = []

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def start_worker(self) -> subprocess.Popen[bytes]:
        worker = subprocess.Popen(
            [sys.executable, "-m", "django", "worker"], env=self.environment, stderr=subprocess.DEVNULL
        )
        self.workers.append(worker)
        return worker

    def column(self, name: str) -> object:
        with contextlib.closing(sqlite3.connect(self.records)) as connection:
            return connection.execute(f"SELECT {name} FROM jobs_job WHERE id = ?", [self.job]).fetchone()[0]

    def age_heartbeat(self) -> None:
        with contextlib.closing(sqlite3.connect(self.records)) as connection, connection:
            connection.execute("UPDATE jobs_job SET heartbeat_at = '2020-01-01 00:00:00'")

    def child(self) -> int:
        """The process that runs the product, once it has begun."""
        wait_for(lambda: self.marker.exists() and self.marker.read_text() != "")
        return int(self.marker.read_text())


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.1)


def is_gone(pid: int) -> bool:
    """No process of that number does anything any more; a zombie has only its parent's notice left."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    made = Installation(tmp_path)
    yield made
    for worker in made.workers:
        worker.kill()
        worker.wait()


def test_worker_asked_to_stop_gives_its_job_back_and_the_next_finishes_it(installation: Installation) -> None:
    worker = installation.start_worker()
    child = installation.child()
    wait_for(lambda: installation.column("state") == "running")
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(30) == 0
    assert (installation.column("state"), installation.column("tries")) == ("queued", 0)
    assert is_gone(child)
    installation.start_worker()
    wait_for(lambda: installation.column("state") == "done")
    assert str(installation.column("release_id")).startswith("partner.greeting/2020-06-08-")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="tells dead processes by /proc")
def test_killed_worker_takes_its_child_along_and_its_job_is_run_again(installation: Installation) -> None:
    worker = installation.start_worker()
    child = installation.child()
    worker.kill()
    worker.wait()

    wait_for(lambda: is_gone(child))
    assert installation.column("state") == "running"
    installation.age_heartbeat()
    installation.start_worker()
    wait_for(lambda: installation.column("state") == "done")
    assert installation.column("tries") == 2
