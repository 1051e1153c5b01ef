"""`anso calls rehearse`: a whole call tried with made-up people, in a home and a database of its own."""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anso.errors import AnsoError, InvalidInputError, Problem

if TYPE_CHECKING:
    from anso.alliance.calls.definition import Definition

__all__ = ["rehearse"]


def rehearse(
    what: str,
    /,
    *,
    output: Path,
    applications: int = 60,
    reviewers: int = 0,
    seed: int = 0,
    database: str = "",
    quiet: bool = False,
) -> int:
    """Carry a call from its opening to the answers of the awarded, with made-up people and through every verb.

    Nothing of this installation is touched: the records lie in a temporary folder that is removed at the end.

    Parameters
    ----------
    what
        A template (research, scholarship, prizes, ...), or a file with a call's definition (YAML or JSON)
    output
        Write the report to this file, as JSON
    applications
        How many apply
    reviewers
        How many are in the pool; 0: as many as the reviews of the first stage need, and a quarter more
    seed
        What everything made up starts from; the same seed gives the same report, but for the timings
    database
        An empty database on a PostgreSQL server to use instead of SQLite: postgresql://user:password@host:port/name
    quiet
        Do not tell how it goes
    """
    from anso.cli.hub.score import refuse_unwritable
    from anso.cli.terminal import print_pairs

    refuse_unwritable(output)
    with tempfile.TemporaryDirectory(prefix="anso-rehearsal-") as folder:
        prepare_apart(Path(folder), database)
        from anso.alliance.calls.rehearsing import Size
        from anso.alliance.calls.rehearsing import rehearse as carried_through

        definition = definition_of(what)
        size = Size(applications, reviewers or enough(definition, applications), seed)
        tell = (lambda _text: None) if quiet else (lambda text: print(f"  {text}", file=sys.stderr))
        report = {"definition": what if not Path(what).exists() else Path(what).name} | carried_through(
            definition, size, tell=tell
        )
        report["counts"] |= after_the_award()
        close()
    output.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print_pairs(summary(report) | {"output": output})
    return 0 if report["audit"]["whole"] else 1


def prepare_apart(folder: Path, database: str) -> None:
    """Make a home and a database that nobody else knows."""
    from anso.config import config

    os.environ |= {
        "ANSO_HOME": str(folder), "ANSO_DATABASE": database, "ANSO_MAIL": "", "ANSO_LOG": "error",
        "ANSO_RELEASES": "", "ANSO_PRIVATE_RELEASES": "", "ANSO_HUBS": "", "OPENBLAS_NUM_THREADS": "1",
    }  # fmt: skip
    config.cache_clear()
    from anso.cli.site import prepare_django

    prepare_django()
    from django.core.management import call_command
    from django.db import connection

    if database:
        refuse_used(connection.introspection.table_names())
    call_command("migrate", interactive=False, verbosity=0)
    if not database:
        with connection.cursor() as cursor:  # what is thrown away at the end need not survive a power cut
            cursor.execute("PRAGMA synchronous=OFF")


def refuse_used(tables: list[str]) -> None:
    if tables:
        raise AnsoError(
            f"The database has {len(tables)} tables already, such as {tables[0]}. A rehearsal writes made-up people: "
            "give it an empty database."
        )


def definition_of(what: str) -> "Definition":
    from anso.alliance.calls.definition import read_definition, template, templates

    path = Path(what)
    if what in templates() or not path.suffix:
        return template(what)
    if not path.exists():
        raise InvalidInputError([Problem(what, "there is no such file")])
    import yaml

    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InvalidInputError([Problem(what, f"this is not YAML or JSON: {error}")]) from error
    if not isinstance(given, dict):
        raise InvalidInputError([Problem(what, "a definition is a mapping of title, sections, stages …")])
    return read_definition(given)


def enough(definition: "Definition", applications: int) -> int:
    from anso.alliance.calls.definition import StageKind

    needed = [
        stage.reviews_per * applications / stage.load
        for stage in definition.stages
        if stage.kind == StageKind.REVIEW
    ]
    per = max((stage.reviews_per for stage in definition.stages), default=1)
    return max(2 * per, round(1.25 * max(needed))) + 2 if needed else 0


def after_the_award() -> dict[str, int]:
    """What the accepted awards brought about."""
    from anso.alliance.projects.models import Project, Student

    return {"projects": Project.objects.count(), "students": Student.objects.count()}


def close() -> None:
    from django.db import connections

    connections.close_all()


def summary(report: dict[str, Any]) -> dict[str, object]:
    counts, chosen = report["counts"], report["selection"]
    told: dict[str, object] = {
        "applications": f"{counts['submitted']:,} submitted, {counts['kept_out']:,} kept out, {counts['withdrawn']:,} "
        f"withdrawn, {counts['refused']:,} refused",
        "reviews": ", ".join(f"{one['reviews']['submitted']:,} in {one['stage']}" for one in report["stages"])
        or "none",
        "outcomes": ", ".join(f"{count:,} {outcome}" for outcome, count in counts["outcomes"].items()),
    }
    if chosen:
        told["quotas"] = f"{chosen['quota_rows']} rows"
        told["truly best among the chosen"] = f"{chosen['truly_best']:.0%}"
        if chosen["impossible"]:
            told["not possible"] = " ".join(chosen["impossible"])
    trail = report["audit"]
    told["audit trail"] = f"{trail['events']:,} events, {'whole' if trail['whole'] else trail['broken']}"
    told["time"] = f"{report['seconds']:.1f} s ({report['processor_seconds']:.1f} s of the processor)"
    return told
