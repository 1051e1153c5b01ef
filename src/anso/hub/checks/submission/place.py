"""A submission's place: its name, folder, round, format, neighbours and time."""

import contextlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import PurePosixPath

from anso.errors import AnsoError, NotFoundError, Problem
from anso.hub.checks.reading import READERS
from anso.hub.checks.registry import Hindered, NotAsked, check
from anso.hub.checks.report import at_rows
from anso.hub.checks.submission.state import Submission
from anso.hub.checks.words import meant

SUBJECT = "submission"


@check(SUBJECT, "valid_config", "The hub's configuration is valid")
def valid_config(submission: Submission) -> Iterable[Problem]:
    _ = submission.hub.definition
    return ()


@check(SUBJECT, "file_exists", "The file is there")
def file_exists(submission: Submission) -> Iterable[Problem]:
    if submission.given is None and not submission.hub.folder.exists(submission.path):
        yield at_rows(f"is not in {submission.hub.folder.address}; mind capitals and the folder of its model")


@check(SUBJECT, "file_name", "The file's name states round, team and model")
def file_name(submission: Submission) -> Iterable[Problem]:
    _ = submission.name
    return ()


@check(SUBJECT, "file_location", "The file lies in its model's folder", needs=("file_name", "valid_config"))
def file_location(submission: Submission) -> Iterable[Problem]:
    expected = f"{submission.hub.definition.model_output_dir}/{submission.name.model_id}"
    found = str(PurePosixPath(submission.path).parent)
    if found != expected:
        yield at_rows(f"lies in {found}; put it into {expected}")


@check(
    SUBJECT,
    "round_id_valid",
    "The round in the file's name is one of the hub's",
    needs=("file_name", "valid_config"),
)
def round_id_valid(submission: Submission) -> Iterable[Problem]:
    try:
        _ = submission.round
    except NotFoundError:
        ids = submission.hub.definition.round_ids()
        yield at_rows(
            f"the hub has no round {submission.name.round_id}{meant(submission.name.round_id, ids)}"
        )


@check(SUBJECT, "file_format", "The file's format is one that the hub takes", needs=("valid_config",))
def file_format(submission: Submission) -> Iterable[Problem]:
    taken = submission.hub.definition.file_formats
    with contextlib.suppress(AnsoError):  # a name without a round is said by other checks
        taken = submission.round.file_format or taken
    if submission.ending not in taken:
        stated = f"its ending is .{submission.ending}" if submission.ending else "its name has no ending"
        yield at_rows(f"{stated}; the hub takes {' and '.join(taken)}")


@check(SUBJECT, "file_n", "The model has one file for the round", needs=("file_name",))
def file_n(submission: Submission) -> Iterable[Problem]:
    folder = str(PurePosixPath(submission.path).parent)
    own = PurePosixPath(submission.path).name
    stem = f"{submission.name.round_id}-{submission.name.model_id}."
    others = [name for name in submission.hub.folder.names(folder) if name != own and name.startswith(stem)]
    if others:
        yield at_rows(f"the model's folder holds {', '.join(others)} for the same round; keep one of them")


@check(SUBJECT, "metadata_exists", "The model's metadata are there", needs=("file_name",))
def metadata_exists(submission: Submission) -> Iterable[Problem]:
    model = submission.name.model_id
    names = [f"model-metadata/{model}.{ending}" for ending in ("yml", "yaml")]
    if not any(submission.hub.folder.exists(name) for name in names):
        yield at_rows(f"there is no {names[0]}; add the model's metadata")


@check(
    SUBJECT,
    "submission_time",
    "It is submitted while its round is open",
    needs=("round_id_valid",),
)
def submission_time(submission: Submission) -> Iterable[Problem]:
    if submission.now is None:
        raise NotAsked("the file was submitted before")
    now = submission.now if submission.now.tzinfo else submission.now.replace(tzinfo=UTC)
    try:
        opens, closes = submission.round.submission_window(_counted_from(submission))
    except ValueError:
        raise NotAsked(
            f"neither the round {submission.name.round_id} nor the file states the date that its window counts from"
        ) from None
    except OverflowError:
        yield at_rows(f"the window of round {submission.name.round_id} is beyond the calendar")
        return
    if not opens <= now.replace(microsecond=0) <= closes:  # the last second counts whole
        zone = str(submission.hub.definition.timezone)
        said = "closed" if now > closes else "not open yet"
        yield at_rows(
            f"the round is {said}: it takes submissions from {_moment(opens)} to {_moment(closes)} ({zone}); "
            f"it was {_moment(now.astimezone(opens.tzinfo))}"
        )


@check(SUBJECT, "file_read", "The file can be read", needs=("file_exists",))
def file_read(submission: Submission) -> Iterable[Problem]:
    if submission.ending not in READERS:
        raise Hindered("file_format")
    _ = submission.read
    return ()


def _counted_from(submission: Submission) -> str:
    """The date that a relative window counts from: the round's own, or what the file states in another column."""
    column = submission.round.submissions_due.relative_to
    if column is not None and column != submission.round.variable:
        with contextlib.suppress(AnsoError):  # what keeps the file from being read is said by file_read
            if column in submission.read.columns and (stated := submission.coded(column).texts):
                return min(stated)
    return submission.name.round_id


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"
