"""Files of unknown making are looked at by a child process, which may die of them while we live.

In comes what to check; out comes the child's report, or `FellError` saying how the child ended: by a crash
of a reader, by its limit of memory, by its limit of time. A child is kept for the next file and ends by
itself when none comes. It is a plain process with two pipes, so that scripts and notebooks need no
`if __name__ == "__main__"`; what it answers is JSON, so that a child taken over by a file cannot reach us.
"""

import atexit
import contextlib
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

from anso.compute.local import available_cores
from anso.errors import AnsoError
from anso.hub.checks.reading import LIMITS
from anso.hub.checks.report import Report

__all__ = ["FellError", "ask"]

KEPT = max(4, available_cores())
"""Children that wait for a next file, at most: as many as look at a hub's files at once."""

_waiting: list["Child"] = []
_lock = threading.Lock()


class FellError(AnsoError):
    """A child ended before it answered; the text says how."""


class Child:
    """A process that answers one request after the other."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "anso.hub.checks.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # readers written in other languages tell of their ends there
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )

    @property
    def alive(self) -> bool:
        return self.owner == os.getpid() and self._process.poll() is None

    def answer(self, request: bytes, seconds: float) -> Report:
        """What the child says of the request; it is ended when it takes longer."""
        late = threading.Event()

        def end() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, end)
        timer.start()
        try:
            return Report.of_dict(json.loads(self._exchange(request)))
        except (OSError, EOFError, ValueError, KeyError) as error:
            self.end()
            raise FellError(self._manner(late=late.is_set(), seconds=seconds)) from error
        finally:
            timer.cancel()

    def end(self) -> None:
        """End the process, if it is ours and lives; let go of it in any case."""
        if self.owner == os.getpid():
            self._process.kill()
        else:
            self._process.returncode = 0  # of the process that we were forked from, which waits for it
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._process.wait()

    def _exchange(self, request: bytes) -> bytes:
        into, out = self._process.stdin, self._process.stdout
        assert into is not None and out is not None  # noqa: S101, PT018  # both are pipes
        into.write(len(request).to_bytes(8, "big") + request)
        into.flush()
        head = out.read(8)
        if len(head) < 8:
            raise EOFError
        size = int.from_bytes(head, "big")
        answer = out.read(size)
        if len(answer) < size:
            raise EOFError
        return answer

    def _manner(self, *, late: bool, seconds: float) -> str:
        if late:
            return f"took more than {seconds:,.0f} seconds to read"
        code = self._process.returncode or 0
        if code < 0:
            name = signal.Signals(-code).name
            return f"ended the process that read it ({name}), as a damaged file or one that needs too much memory does"
        return f"ended the process that read it (code {code})"


def ask(request: tuple[Any, ...], *, seconds: float = LIMITS.seconds) -> Report:
    """The report that a child makes on a request."""
    packed = pickle.dumps(request)
    with borrowed() as child:
        return child.answer(packed, seconds)


@contextlib.contextmanager
def borrowed() -> Iterator[Child]:
    """A child that waits, or a new one; it is kept afterwards if it lives."""
    child = waiting() or Child()
    try:
        yield child
    except BaseException:
        child.end()  # it may be in the middle of an answer
        raise
    with _lock:
        if child.alive and len(_waiting) < KEPT:
            _waiting.append(child)
            return
    child.end()


def waiting() -> Child | None:
    """One of the children that wait; those that ended meanwhile are let go of."""
    with _lock:
        while _waiting:
            child = _waiting.pop()
            if child.alive:
                return child
            child.end()
    return None


@atexit.register
def end_waiting() -> None:
    """Children do not outlive us."""
    with _lock:
        while _waiting:
            _waiting.pop().end()
