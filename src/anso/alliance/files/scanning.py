"""The installation's virus scanner, if it has one: a command that gets a path and ends with 0 if the file is clean.

Whatever else happens, the file is not taken: a scanner that cannot be started or takes too long has found nothing.
"""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

import structlog
from django.utils.translation import gettext as _

from anso.alliance.files.refusal import RefusedError
from anso.alliance.files.source import Source
from anso.config import config

__all__ = ["scan"]

LONGEST_SECONDS = 120
log = structlog.get_logger(__name__)


def scan(source: Source) -> None:
    command = config().virus_scan
    if not command:
        return
    if isinstance(source, Path):
        scan_path(command, source)
        return
    with tempfile.NamedTemporaryFile(prefix="anso-scan-") as file:
        file.write(source)
        file.flush()
        scan_path(command, Path(file.name))


def scan_path(command: str, path: Path) -> None:
    try:
        ended = subprocess.run(
            [*shlex.split(command), os.fspath(path)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        log.exception("virus scanner did not answer", command=command)
        told = _(
            "the file could not be scanned for viruses just now, and is not taken unscanned; try again later"
        )
        raise RefusedError(told) from error
    if ended.returncode:
        log.warning(
            "virus scanner refused a file",
            code=ended.returncode,
            said=(ended.stdout + ended.stderr).decode(errors="replace")[-500:],
        )
        raise RefusedError(
            _("the virus scanner of this site did not pass the file; have it looked at before you send it")
        )
