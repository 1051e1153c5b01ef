"""A hub, or one file for it, checked: the entry points that pages, commands and notebooks call.

Whatever the bytes, they give a `Report`. Files are looked at in a guarded child process (see `guard.py`).
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from anso.compute.local import available_cores
from anso.config import config
from anso.errors import AnsoError, NotFoundError
from anso.hub.checks.grounds import CONFIG, Grounds
from anso.hub.checks.guard import FellError, ask
from anso.hub.checks.inspect import Kind, fallen
from anso.hub.checks.reading import LIMITS
from anso.hub.checks.registry import check, run
from anso.hub.checks.report import Check, Outcome, Report, at_rows
from anso.hub.checks.submission.name import submission_name
from anso.hub.checks.targets import datasets
from anso.hub.folder import HubFolder, inside

__all__ = ["validate_hub", "validate_metadata", "validate_submission", "validate_target_data"]

METADATA = "model-metadata"
TARGETS = "target-data"

Job = tuple[Kind, str]


@check("hub", "valid_config", "The hub's configuration is valid")
def valid_config(hub: Grounds) -> tuple[()]:
    _ = hub.definition
    return ()


@check("hub", "valid_validations", "The hub's choice of optional checks can be read")
def valid_validations(hub: Grounds) -> tuple[()]:
    _ = hub.optional
    return ()


def validate_submission(
    hub: Any, path: str | Path, *, content: bytes | None = None, now: datetime | None = None
) -> Report:
    """All checks of one model-output file.

    The path is one of the hub's, or `<model>/<file>` below its model-output, or a file's name alone. With
    `content`, the bytes are what is submitted, whether the hub holds such a file or not, and the round must
    be open now; without, the file was submitted before, and the round must be open only at `now` if given.
    """
    folder = _folder(hub)
    moment = now or (datetime.now(UTC) if content is not None else None)
    return _checked("submission", folder, _placed(folder, str(path)), content, moment)


def validate_metadata(hub: Any, path: str | Path, *, content: bytes | None = None) -> Report:
    """All checks of one model's metadata file."""
    given = str(path)
    placed = given if "/" in given else f"{METADATA}/{given}"
    return _checked("metadata", _folder(hub), placed, content, None)


def validate_target_data(hub: Any, path: str | Path, *, content: bytes | None = None) -> Report:
    """All checks of one file of target data."""
    given = str(path)
    placed = given if given.startswith(f"{TARGETS}/") else f"{TARGETS}/{given}"
    return _checked("target data", _folder(hub), placed, content, None)


def validate_hub(hub: Any, *, done: Callable[[int, int], None] = lambda _finished, _total: None) -> Report:
    """All checks of everything a hub holds: configuration, metadata, model output and target data.

    Files that lie in the hub were submitted before, so none is asked whether its round is open.
    """
    folder = _folder(hub)
    if not folder.there:
        raise NotFoundError(f"There is no folder {folder.address}")
    grounds = Grounds(folder)
    report = Report(tuple(run("hub", grounds, CONFIG)))
    if report.check("valid_config").outcome != Outcome.PASSED:
        return report
    jobs = _jobs(grounds)
    found: dict[Job, Report] = {}
    with ThreadPoolExecutor(min(config().cores or available_cores(), max(len(jobs), 1))) as pool:
        waiting = {pool.submit(_checked, kind, folder, path, None, None): (kind, path) for kind, path in jobs}
        for number, future in enumerate(as_completed(waiting), 1):
            found[waiting[future]] = future.result()
            done(number, len(jobs))
    return Report((*report.checks, *(one for job in jobs for one in found[job].checks)))


def _jobs(hub: Grounds) -> list[Job]:
    """Every file that is to be checked, and of what kind it is."""
    output = hub.definition.model_output_dir
    jobs: list[Job] = []
    jobs += [("metadata", f) for f in hub.folder.files(METADATA) if not _is_note(f)]
    jobs += [("submission", f) for f in hub.folder.files(output) if not _is_note(f)]
    for dataset in datasets(hub):
        jobs.append(("target dataset", dataset.target_type))
        jobs += [("target data", path) for path in dataset.paths]
    return jobs


def _is_note(path: str) -> bool:
    """Whether a file is there for readers: hubs explain their folders in files called README."""
    return PurePosixPath(path).stem.casefold() == "readme"


def _checked(kind: Kind, folder: HubFolder, path: str, content: bytes | None, now: datetime | None) -> Report:
    try:
        inside(path)
    except NotFoundError as error:
        return Report(
            (Check("file_exists", Outcome.FAILED, str(error), (at_rows(str(error), file=path),), path),)
        )
    if content is not None and len(content) > LIMITS.bytes:
        said = f"has more than the {LIMITS.bytes / 1e6:,.0f} MB that are read; write it as Parquet, or with fewer decimals"
        return fallen(kind, folder, path, now, said)
    try:
        return ask((kind, folder, path, content, now))
    except FellError as error:
        return fallen(kind, folder, path, now, str(error))


def _placed(folder: HubFolder, path: str) -> str:
    """Where in the hub a submission belongs that is given by less than its whole path."""
    try:
        output = Grounds(folder).definition.model_output_dir
    except AnsoError:
        output = "model-output"
    if path.startswith(f"{output}/") or (folder.local is not None and Path(path).is_absolute()):
        return path
    if "/" in path:
        return f"{output}/{path}"
    try:
        return f"{output}/{submission_name(path).model_id}/{path}"
    except AnsoError:
        return f"{output}/{path}"


def _folder(hub: Any) -> HubFolder:
    if isinstance(hub, HubFolder):
        return hub
    if isinstance(hub, str | Path):
        return HubFolder(hub)
    return _folder(hub.folder)
