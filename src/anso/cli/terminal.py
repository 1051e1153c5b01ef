"""What people see: texts on standard output, progress and complaints on standard error."""

import json
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

__all__ = ["TerminalReporter", "bar", "err", "out", "print_json", "print_pairs", "print_table"]


@cache
def out() -> "Console":
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


@cache
def err() -> "Console":
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def bar() -> "Progress":
    """A progress bar on a terminal; nothing where standard error is no terminal."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        BarColumn(bar_width=28),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
        console=err(),
        disable=not err().is_terminal,
        transient=True,
    )


class TerminalReporter:
    """Shows a run's progress as a bar, and its log lines above it."""

    def __init__(self, title: str) -> None:
        self._bar = bar()
        self._task = self._bar.add_task(title, total=1.0)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def progress(self, fraction: float, message: str) -> None:
        self._bar.update(self._task, completed=fraction, description=message)

    def log(self, message: str) -> None:
        err().print(message, markup=False)


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_pairs(pairs: dict[str, object]) -> None:
    """Names and values, aligned; empty values are left out."""
    shown = {name: str(value) for name, value in pairs.items() if value not in (None, "", ())}
    width = max((len(name) for name in shown), default=0)
    for name, value in shown.items():
        print(f"{name:<{width}}  {value}")


def print_table(
    titles: tuple[str, ...], rows: list[tuple[Any, ...]], empty: str, console: "Console | None" = None
) -> None:
    """Rows under titles on a terminal; the bare rows, tab-separated, where the output goes to a program.

    While a bar is shown, its own console must print: another one would write into the bar.
    """
    if not out().is_terminal:
        for row in rows:
            print("\t".join(str(value) for value in row))
        return
    if not rows:
        print(empty)
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    for title in titles:
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*(str(value) for value in row))
    (console or out()).print(table, soft_wrap=False)
