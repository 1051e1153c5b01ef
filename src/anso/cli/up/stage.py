"""What the person who started it sees: each step as it is done, and a bar for long work."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from anso.cli.terminal import err

__all__ = ["Stage"]

BAR_WIDTH = 28
DRAWN_EACH_SECONDS = 0.1


class Stage:
    """Steps on standard error: live bars on a terminal, one line a step elsewhere."""

    def __init__(self) -> None:
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

        self._live = err().is_terminal
        self._progress = Progress(
            SpinnerColumn(style="cyan", finished_text="[green]✓[/]"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=BAR_WIDTH),
            TextColumn("{task.fields[note]}", style="dim"),
            console=err(),
            disable=not self._live,
            transient=True,
        )

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def say(self, text: str) -> None:
        err().print(text, markup=False)

    def begin(self, title: str) -> "Step":
        return Step(self, title)

    @contextmanager
    def step(self, title: str) -> Iterator["Step"]:
        """One step, ended when the block is."""
        step = self.begin(title)
        yield step
        step.end()


class Step:
    """One step; it says how far it is, and how long it took."""

    def __init__(self, stage: Stage, title: str) -> None:
        self._stage, self._title, self._began = stage, title, time.monotonic()
        self._task = stage._progress.add_task(title, total=None, note="")

    def progress(self, fraction: float, note: str = "") -> None:
        self._stage._progress.update(self._task, total=1.0, completed=fraction, note=note)

    def end(self, note: str = "") -> None:
        self._stage._progress.remove_task(self._task)
        took = f"{time.monotonic() - self._began:.1f} s"
        mark = "[green]✓[/]" if self._stage._live else "-"
        err().print(f"{mark} {self._title}  [dim]{', '.join(filter(None, (note, took)))}[/]")
