"""`anso hub validate`: a hub, or one file for it, checked and answered."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from anso.errors import InvalidInputError, NotFoundError, Problem

if TYPE_CHECKING:
    from anso.hub.checks import Report
    from anso.hub.folder import HubFolder

__all__ = ["validate"]


def validate(hub: str, /, *, file: str | None = None, as_of: str | None = None, json: bool = False) -> int:
    """Check a hub, or one file for it; exit code 1 when anything is wrong.

    Parameters
    ----------
    hub
        The hub: a folder, or an address such as s3://bucket/hub
    file
        Check this file alone: one of the hub's by its path in it, or any file that is called as one of the hub's
    as_of
        Ask whether the round is open at this time, such as 2022-10-19T12:00; by default now, for a file from
        outside the hub, and not at all for one that lies in it
    json
        Print the report as JSON
    """
    from anso.cli.terminal import print_json
    from anso.hub.folder import HubFolder

    folder = HubFolder(hub)
    if not folder.there:
        raise NotFoundError(f"There is no folder {hub}; give a hub's folder or address")
    if not folder.folders("hub-config") and not folder.names("hub-config"):
        raise NotFoundError(
            f"{hub} has no folder hub-config, so it is no hub: a hub's hub-config/tasks.json says what is asked, "
            "and hub-config/admin.json who asks it"
        )
    report = whole(folder) if file is None else one(folder, file, moment(as_of))
    if json:
        print_json(report.as_dict())
    else:
        print(report.text())
    return 0 if report.ok else 1


def whole(folder: "HubFolder") -> "Report":
    """The report on everything, its progress shown on a terminal."""
    from anso.cli.terminal import bar
    from anso.hub.checks import validate_hub

    with bar() as shown:
        task = shown.add_task("checking", total=None)
        return validate_hub(folder, done=lambda done, total: shown.update(task, completed=done, total=total))


def one(folder: "HubFolder", file: str, now: datetime | None) -> "Report":
    """The report on one file: metadata and target data by their folder or ending, or else a submission."""
    from anso.hub.checks import validate_metadata, validate_submission, validate_target_data

    path, content = found(folder, file)
    if path.startswith("model-metadata/") or path.endswith((".yml", ".yaml")):
        return validate_metadata(folder, path, content=content)
    if path.startswith("target-data/"):
        return validate_target_data(folder, path, content=content)
    return validate_submission(folder, path, content=content, now=now)


def found(folder: "HubFolder", file: str) -> tuple[str, bytes | None]:
    """The file's path in the hub; or its name, with its content when it lies elsewhere."""
    given = Path(file)
    if folder.local is not None:
        for place in (given, folder.local / given):
            if place.is_file() and place.resolve().is_relative_to(folder.local.resolve()):
                return place.resolve().relative_to(folder.local.resolve()).as_posix(), None
    if given.is_file():
        from anso.hub.checks.reading import LIMITS

        with given.open("rb") as opened:
            return given.name, opened.read(LIMITS.bytes + 1)
    return file, None


def moment(text: str | None) -> datetime | None:
    """The time that was given; without an offset it is UTC."""
    if text is None:
        return None
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInputError(
            [Problem("--as-of", f"{text!r} is no time; give one such as 2022-10-19T12:00+00:00")]
        ) from None
    return given if given.tzinfo else given.replace(tzinfo=UTC)
