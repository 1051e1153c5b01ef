"""The processes that `anso up` starts: each in a group of its own, watched, and ended together.

A child's standard input is a pipe that nobody writes to: when the parent goes, however it went, the pipe
closes and the child ends itself (`anso.cli.parent`).
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from anso.errors import AnsoError

__all__ = ["Child", "ChildEndedError", "Children"]

STOP_SECONDS = 6.0
LOG_LIMIT_BYTES = 10_000_000


class ChildEndedError(AnsoError):
    """A child that must run on has ended."""


@dataclass
class Child:
    """One started command."""

    name: str
    arguments: list[str]
    log: Path
    restarts_left: int
    essential: bool
    pipe_output: bool
    log_begins: int = 0
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE if self.pipe_output else log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    @property
    def output(self) -> IO[bytes]:
        assert self.process.stdout is not None  # noqa: S101  # started with `pipe_output`
        return self.process.stdout

    def signal_group(self, number: signal.Signals) -> None:
        try:
            os.killpg(self.process.pid, number)
        except (ProcessLookupError, PermissionError):
            return  # all of the group are gone

    def close_pipes(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()

    def logged(self) -> str:
        """What it wrote to its log since it was first started."""
        with self.log.open("rb") as log:
            log.seek(self.log_begins)
            return log.read().decode(errors="replace")

    def last_words(self) -> str:
        return "\n".join(self.logged().strip().splitlines()[-3:])


class Children:
    """Use as a context: when it ends, so do they, all of them and all of theirs."""

    def __init__(self, log_folder: Path) -> None:
        self._folder = log_folder
        self._children: list[Child] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def __iter__(self) -> Iterator[Child]:
        return iter(self._children)

    def start(
        self,
        name: str,
        arguments: list[str],
        *,
        restarts: int = 0,
        essential: bool = True,
        pipe_output: bool = False,
    ) -> Child:
        """Start a command of this interpreter; it writes to NAME.log, or to a pipe of ours."""
        log = self._folder / f"{name}.log"
        if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
            log.replace(log.with_suffix(".old.log"))
        child = Child(name, arguments, log, restarts, essential, pipe_output)
        child.log_begins = log.stat().st_size if log.exists() else 0
        child.start()
        self._children.append(child)
        return child

    def look_after(self) -> list[str]:
        """Start again what ended and may be started again; gives what was done, in sentences."""
        said = []
        for child in self._children:
            if child.running or not child.essential:
                continue
            code = child.process.returncode
            child.signal_group(signal.SIGKILL)  # what it may have left behind
            how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
            if child.restarts_left == 0:
                last = child.last_words()
                raise ChildEndedError(
                    f"The {child.name} {how}; its log is {child.log}"
                    + (f", which ends:\n{last}" if last else "")
                )
            child.close_pipes()
            child.restarts_left -= 1
            child.start()
            said.append(f"The {child.name} {how} and was started again; its log is {child.log}")
        return said

    def stop(self) -> None:
        """Ask all to end, and after a few seconds insist."""
        for child in self._children:
            if child.running:
                child.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for child in self._children:
            try:
                child.process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.signal_group(signal.SIGKILL)
                child.process.wait()
            child.signal_group(signal.SIGKILL)  # whatever a child left in its group must not outlive us
            child.close_pipes()
