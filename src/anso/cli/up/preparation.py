"""Make the installation ready to be served: its home, its records' tables, its static files.

What was prepared is remembered by a fingerprint (versions, migrations, and what the database itself says
it has applied), so that a second start does not even load Django.
"""

import contextlib
import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any

import anso
from anso.cli.site import prepare_django
from anso.cli.up.stage import Stage
from anso.cli.up.state import recall, remember
from anso.config import Config
from anso.errors import AnsoError

__all__ = ["prepare"]

STATE = "prepared"
PACKAGES = ("anso", "django", "django-allauth", "django-tasks-db", "vl-convert-python")


def prepare(settings: Config, stage: Stage) -> None:
    """Everything that must be there before the first request."""
    make_home(settings.home)
    if recall(settings.home, STATE) == fingerprint(settings):
        return
    with stage.step("Preparing the records") as step:
        prepare_django()
        migrate(step.progress)
    with stage.step("Preparing style sheets and scripts"):
        from anso.portal.assets import prepare as prepare_assets

        prepare_assets()
    remember(settings.home, STATE, fingerprint(settings))


def make_home(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise AnsoError(
            f"The home folder {home} cannot be made ({error.strerror}); set ANSO_HOME to a folder you may write to"
        ) from error


def migrate(progress: Callable[[float, str], None]) -> None:
    """Bring the database's tables to where the code is."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise AnsoError(f"The database does not answer ({error}); check ANSO_DATABASE") from error
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    done = count()
    with watched(lambda name: progress(next(done) / max(len(plan), 1), name)):
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


@contextmanager
def watched(told: Callable[[str], None]) -> Iterator[None]:
    """Be told of each migration as it is applied; Django's own command shows it only as text."""
    from django.db.migrations.migration import Migration

    apply = Migration.apply

    def telling(self: Any, *args: Any, **kwargs: Any) -> Any:
        told(f"{self.app_label}: {self.name}")
        return apply(self, *args, **kwargs)

    Migration.apply = telling  # type: ignore[method-assign]
    try:
        yield
    finally:
        Migration.apply = apply  # type: ignore[method-assign]


def fingerprint(settings: Config) -> str:
    """Changes whenever something may have to be prepared anew."""
    parts: list[object] = [settings.database, *(version(package) for package in PACKAGES)]
    package = Path(anso.__file__).parent
    parts += sorted(path.relative_to(package).as_posix() for path in package.glob("*/*/migrations/*.py"))
    parts += sorted(path.relative_to(package).as_posix() for path in package.glob("portal/migrations/*.py"))
    for path in sorted((package / "portal" / "static").rglob("*")):
        status = path.stat()
        parts.append([path.relative_to(package).as_posix(), status.st_size, status.st_mtime_ns])
    parts.append(applied_migrations(settings))
    parts.append((settings.home / "static" / ".gathered").exists())
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def applied_migrations(settings: Config) -> object:
    """What an SQLite database says was applied; another server's is always asked through Django."""
    if settings.database:
        return time.time_ns()
    path = settings.home / "records.sqlite3"
    if not path.exists():
        return []
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        try:
            return database.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
        except sqlite3.OperationalError:
            return []
