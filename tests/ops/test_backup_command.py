"""Backup and restore as commands, on a whole installation, with each kind of database."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

SERVER = os.environ.get("ANSO_DATABASE", "")
MAKE_RECORDS = """
from django.db import transaction
from anso.alliance.people.actions import create_account
create_account(actor=None, email="keeper@example.org", name="Keeper of records")
"""
READ_RECORDS = """
from anso.alliance.people.models import User
from anso.portal.index.models import ReleaseEntry
print(",".join(User.objects.values_list("email", flat=True)), ",".join(ReleaseEntry.objects.values_list("product", flat=True)))
"""


@contextmanager
def databases(kind: str, names: tuple[str, ...]) -> Iterator[list[str]]:
    """An address for each name; empty ones, which mean SQLite in the home, or databases made for the test."""
    if kind == "sqlite":
        yield ["" for _ in names]
        return
    parts = urlsplit(SERVER)
    with psycopg.connect(SERVER, autocommit=True) as connection:
        for name in names:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}"')  # type: ignore[call-overload]
            connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
        try:
            yield [urlunsplit(parts._replace(path=f"/{name}")) for name in names]
        finally:
            for name in names:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[call-overload]


def anso(home: Path, database: str, *arguments: str, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "anso.cli", *arguments],
        env=os.environ | {"ANSO_HOME": str(home), "ANSO_DATABASE": database, "ANSO_LOG": "error"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout if code == 0 else done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind",
    [
        "sqlite",
        pytest.param(
            "postgresql",
            marks=pytest.mark.skipif(not SERVER, reason="ANSO_DATABASE names no PostgreSQL server"),
        ),
    ],
)
def test_installation_comes_back_from_its_backup(tmp_path: Path, kind: str) -> None:
    first, second, archive = tmp_path / "first", tmp_path / "second", tmp_path / "kept.tar"
    with databases(kind, (f"anso_kept_{os.getpid()}", f"anso_back_{os.getpid()}")) as (source, target):
        anso(first, source, "prepare")
        anso(first, source, "manage", "shell", "--no-imports", "--command", MAKE_RECORDS)
        anso(first, source, "run", "countries.profile", "--country", "LK")
        assert "1 releases" in anso(first, source, "backup", str(archive))

        assert "the records and 1 releases" in anso(second, target, "restore", str(archive))
        read = anso(second, target, "manage", "shell", "--no-imports", "--command", READ_RECORDS)
        assert read == "keeper@example.org countries.profile\n"
        assert anso(second, target, "release", "verify") == "1 release is as published.\n"
        assert "The trail is whole" in anso(second, target, "audit", "verify")
        refused = anso(second, target, "restore", str(archive), code=1)
        assert "is in use" in refused
        assert "--replace" in refused


@pytest.mark.slow
def test_backup_of_nothing_is_explained(tmp_path: Path) -> None:
    tmp_path.joinpath("empty").mkdir()
    said = anso(tmp_path / "empty", "", "backup", str(tmp_path / "kept.tar"), code=1)
    assert said == (
        f"There are no records in {tmp_path / 'empty'}; start the site once, or set ANSO_HOME to where it lives\n"
    )
