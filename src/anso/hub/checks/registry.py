"""Checks by name: what each asks, which it builds on, and how all of a subject's are run.

Every check is a function that takes its subject (a submission, a metadata file, target data, a hub) and
gives problems, none when all is well. All are run; only one that builds on another that did not pass is
left out, and says why. A check that breaks is reported as broken and stops nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from anso.errors import AnsoError, InvalidInputError, Problem
from anso.hub.checks.report import HINDERED, Check, Fault, Outcome

__all__ = ["CheckEntry", "Hindered", "NotAsked", "check", "entries", "run"]

Function = Callable[[Any], Iterable[Problem]]


class NotAsked(Exception):  # noqa: N818  # no error: the check does not apply
    """The question makes no sense of this file, or of this hub."""


class Hindered(NotAsked):
    """The question cannot be answered, because of what another check found."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{HINDERED}{name} failed")


@dataclass(frozen=True)
class CheckEntry:
    """A check as the table lists it."""

    subject: str
    name: str
    asks: str
    """What holds when it passes: a sentence."""
    needs: tuple[str, ...]
    function: Function


TABLE: dict[tuple[str, str], CheckEntry] = {}


def check(
    subject: str, name: str, asks: str, *, needs: tuple[str, ...] = ()
) -> Callable[[Function], Function]:
    """Enter a function as the check of that name, after those entered before it."""

    def enter(function: Function) -> Function:
        TABLE[subject, name] = CheckEntry(subject, name, asks, needs, function)
        return function

    return enter


def entries(subject: str) -> list[CheckEntry]:
    """The checks of a subject, in the order they are run."""
    return [entry for (of, _), entry in TABLE.items() if of == subject]


def run(subject: str, state: Any, file: str, *, given: Iterable[Check] = ()) -> list[Check]:
    """Every check of the subject; one that is given already is not run again."""
    known = {one.name: one for one in given}
    done: dict[str, Check] = {}
    for entry in entries(subject):
        done[entry.name] = known.get(entry.name) or _answer(entry, state, file, done)
    return list(done.values())


def _answer(entry: CheckEntry, state: Any, file: str, done: dict[str, Check]) -> Check:
    for needed in entry.needs:
        before = done[needed]
        if before.outcome in (Outcome.FAILED, Outcome.BROKEN):
            return Check(entry.name, Outcome.SKIPPED, f"{HINDERED}{needed} failed", (), file)
        if before.message.startswith(HINDERED):
            return Check(entry.name, Outcome.SKIPPED, before.message, (), file)
    try:
        problems = tuple(_in_file(problem, file) for problem in entry.function(state))
    except NotAsked as reason:
        return Check(entry.name, Outcome.SKIPPED, str(reason), (), file)
    except InvalidInputError as error:
        problems = tuple(_in_file(problem, file) for problem in error.problems)
    except AnsoError as error:
        problems = (Fault(file, str(error), file),)
    except MemoryError:
        problems = (Fault(file, "needs more memory to check than it may have; split it", file),)
    except Exception as error:  # noqa: BLE001  # whatever a file does to a check, its giver gets a report
        said = (
            f"the check could not be carried out ({type(error).__name__}: {error}); please report this to us"
        )
        return Check(entry.name, Outcome.BROKEN, said, (), file)
    if not problems:
        return Check(entry.name, Outcome.PASSED, entry.asks, (), file)
    return Check(entry.name, Outcome.FAILED, entry.asks, problems, file)


def _in_file(problem: Problem, file: str) -> Problem:
    """The problem with its file named, which a check need not do for the file it is given."""
    if not isinstance(problem, Fault) or problem.file:
        return problem
    return replace(problem, file=file, where=f"{file}, {problem.where}" if problem.where else file)
