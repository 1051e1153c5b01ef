"""The records as one file, a consistent snapshot taken while others write, and back again."""

import contextlib
import os
import sqlite3
import subprocess
from pathlib import Path
from shutil import which
from urllib.parse import unquote, urlsplit

from anso.config import Config
from anso.errors import AnsoError

__all__ = ["dump_records", "load_records", "records_are_empty", "records_kind", "records_name"]

SQLITE_NAME = "records.sqlite3"
POSTGRESQL_NAME = "records.pgdump"


def records_kind(settings: Config) -> str:
    return "postgresql" if settings.database else "sqlite"


def records_name(kind: str) -> str:
    return POSTGRESQL_NAME if kind == "postgresql" else SQLITE_NAME


def dump_records(settings: Config, folder: Path) -> Path:
    """Write the records into the folder."""
    kind = records_kind(settings)
    target = folder / records_name(kind)
    if kind == "postgresql":
        postgresql_tool(settings, "pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={target}")
        return target
    source = settings.home / SQLITE_NAME
    if not source.exists():
        raise AnsoError(
            f"There are no records in {settings.home}; start the site once, or set ANSO_HOME to where it lives"
        )
    with (
        contextlib.closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as database,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        # All pages in one step: one read transaction, which in WAL mode neither waits for writers nor stops them.
        database.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")
        (state,) = copy.execute("PRAGMA quick_check").fetchone()
    if state != "ok":
        raise AnsoError(f"The records in {source} are damaged ({state}); restore the newest good backup")
    return target


def load_records(settings: Config, dumped: Path) -> None:
    """Bring records back: from a PostgreSQL dump, in one transaction; an SQLite file is simply put in its place."""
    if records_kind(settings) == "postgresql":
        postgresql_tool(
            settings,
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            "--no-acl",
            "--single-transaction",
            "--exit-on-error",
            str(dumped),
            names_database=True,
        )
        dumped.unlink()


def records_are_empty(settings: Config) -> bool:
    if records_kind(settings) == "sqlite":
        return not (settings.home / SQLITE_NAME).exists()
    import psycopg

    try:
        with psycopg.connect(settings.database) as connection:
            row = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
    except psycopg.OperationalError as error:
        raise AnsoError(f"The database does not answer ({error}); check ANSO_DATABASE") from error
    return row == (None,)


def postgresql_tool(settings: Config, tool: str, *arguments: str, names_database: bool = False) -> None:
    """Run one of PostgreSQL's own tools; the password goes by the environment, where others cannot read it."""
    if which(tool) is None:
        raise AnsoError(f"{tool} is not installed; it comes with PostgreSQL's client programs")
    parts = urlsplit(settings.database)
    environment = os.environ | {
        name: value
        for name, value in {
            "PGHOST": parts.hostname and unquote(parts.hostname),
            "PGPORT": parts.port and str(parts.port),
            "PGUSER": parts.username and unquote(parts.username),
            "PGPASSWORD": parts.password and unquote(parts.password),
            "PGDATABASE": unquote(parts.path.lstrip("/")),
        }.items()
        if value
    }
    given = [f"--dbname={unquote(parts.path.lstrip('/'))}", *arguments] if names_database else list(arguments)
    done = subprocess.run([tool, *given], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AnsoError(f"{tool} failed: {done.stderr.strip() or f'code {done.returncode}'}")
