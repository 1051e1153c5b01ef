"""A rehearsal asked for at the desk: the worker runs it in a process with a home and a database of its own.

In comes a version of a call; out goes its report, a file in the home of the installation. One is kept for each call.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from django_tasks import task

from anso.alliance.calls.models import Call, CallVersion
from anso.config import config

__all__ = ["begin", "is_at_work", "report_for", "run_apart"]

LONGEST_SECONDS = 3600


def folder() -> Path:
    made = config().home / "rehearsals"
    made.mkdir(parents=True, exist_ok=True)
    return made


def report_file(call: int) -> Path:
    return folder() / f"{call}.json"


def mark_file(call: int) -> Path:
    return folder() / f"{call}.at-work"


def begin(call: Call) -> None:
    """Note that a report is on its way."""
    mark_file(call.pk).touch()


def is_at_work(call: Call) -> bool:
    """A worker that died leaves its mark behind: after an hour it means nothing."""
    try:
        return time.time() - mark_file(call.pk).stat().st_mtime < LONGEST_SECONDS
    except FileNotFoundError:
        return False


def report_for(call: Call) -> dict[str, Any] | None:
    try:
        return dict(json.loads(report_file(call.pk).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


@task()
def run_apart(version: int, applications: int, seed: int) -> bool:
    """Carry a version through; what stops it is the report then."""
    found = CallVersion.objects.get(pk=version)
    with tempfile.TemporaryDirectory(prefix="anso-rehearsal-") as place:
        asked, made = Path(place) / "definition.json", Path(place) / "report.json"
        asked.write_text(json.dumps(found.definition_json, ensure_ascii=False), encoding="utf-8")
        report = carried_through(asked, made, applications, seed)
    kept = report_file(found.call_id)
    fresh = kept.with_suffix(".new")
    fresh.write_text(json.dumps(report | {"version": found.number}, ensure_ascii=False), encoding="utf-8")
    fresh.replace(kept)
    mark_file(found.call_id).unlink(missing_ok=True)
    return "failed" not in report


def carried_through(asked: Path, made: Path, applications: int, seed: int) -> dict[str, Any]:
    command = [
        sys.executable, "-m", "anso.cli", "calls", "rehearse", str(asked), "--output", str(made), "--quiet",
        "--applications", str(applications), "--seed", str(seed),
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command,
            env=dict(os.environ),
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"failed": f"The rehearsal took longer than {LONGEST_SECONDS // 60} minutes and was stopped."}
    if not made.exists():
        return {"failed": done.stderr.strip() or f"The rehearsal ended with {done.returncode}."}
    return dict(json.loads(made.read_text(encoding="utf-8")))
