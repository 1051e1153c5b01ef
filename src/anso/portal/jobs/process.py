"""A child process that runs a product, watched: its reports read, its end understood, itself ended if need be."""

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Mapping
from functools import cache
from multiprocessing.context import ForkServerContext, SpawnContext
from types import TracebackType
from typing import Any, Self

from anso.portal.jobs import child
from anso.product import Product

__all__ = ["Running"]

POLITELY_SECONDS = 3.0
REPORTS_AT_ONCE = 1000
Report = tuple[Any, ...]


@cache
def _context() -> ForkServerContext | SpawnContext:
    """Children come from a small server process that has the machinery loaded and no threads of ours."""
    if os.name != "posix":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["anso.portal.jobs.child"])
    return context


class Running:
    """One run of a product in a process of its own; as a context, it never outlives the block."""

    def __init__(
        self, product: Product, values: Mapping[str, Any], store: str, owner: str | None = None
    ) -> None:
        self._reports, theirs = _context().Pipe(duplex=False)
        self._process = _context().Process(
            target=child.main, args=(theirs, product, values, store, owner), name=f"job {product.slug}"
        )
        self._process.start()
        theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()
        self._reports.close()

    def reports(self, seconds: float) -> list[Report]:
        """What was reported meanwhile; waits so long for the first report, and no longer.

        At most so many at a time: whoever reports without end waits at the pipe, while what came is seen to.
        """
        found: list[Report] = []
        try:
            while len(found) < REPORTS_AT_ONCE and self._reports.poll(0 if found else seconds):
                found.append(self._reports.recv())
        except (EOFError, OSError):  # it closed its end, or died in the middle of a report
            self._process.join(POLITELY_SECONDS)
        return found

    @property
    def ended(self) -> bool:
        return not self._process.is_alive()

    @property
    def manner(self) -> str:
        """How it ended, in words."""
        code = self._process.exitcode
        if code is not None and code < 0:
            return f"its process was ended by {signal.Signals(-code).name}"
        return f"its process ended with code {code}"

    def end(self) -> None:
        """End it: asked first, so that it clears up after itself; then by force, with all it started."""
        if self._process.is_alive():
            self._process.terminate()
            self._process.join(POLITELY_SECONDS)
        pid = self._process.pid
        if pid is not None and hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):  # nobody is left of its group
                os.killpg(pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()
