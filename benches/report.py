"""Results as one table: what was measured, ours, the peer beside it, and the target."""

import os
import platform
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

__all__ = ["Measurement", "keep", "show"]

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
TITLES = ("measured", "ours", "peer", "target")


@dataclass(frozen=True)
class Measurement:
    """One line."""

    what: str
    ours: str
    peer: str = ""
    target: str = ""
    met: bool = True
    """Whether the target was met; true where there is none."""

    @property
    def cells(self) -> tuple[str, ...]:
        verdict = "" if not self.target else (" ✓" if self.met else " ✗ missed")
        return self.what, self.ours, self.peer, self.target + verdict


def show(results: list[Measurement]) -> None:
    rows = [TITLES, *(result.cells for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(TITLES))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print(machine())


def keep(name: str, results: list[Measurement], command: str) -> None:
    """Put one bench's table, the command that made it and the machine in its place in the documentation."""
    lines = [
        f"Made by `{command}` on {datetime.now(UTC):%-d %B %Y}, {machine()}.",
        "",
        f"| {' | '.join(TITLES)} |",
        "|---|---|---|---|",
        *(f"| {' | '.join(result.cells)} |" for result in results),
    ]
    table = "\n".join(lines)
    place = re.compile(rf"(<!-- measured {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
    page, times = place.subn(
        lambda match: f"{match[1]}\n{table}\n\n{match[2]}", PAGE.read_text(encoding="utf-8")
    )
    if times != 1:
        raise ValueError(
            f"{PAGE.name} has no place for {name}; it needs the marks <!-- measured {name} --> and <!-- end -->"
        )
    PAGE.write_text(page, encoding="utf-8")


def machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cores} cores ({processor()}), {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}"


def processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        found = re.search(r"^model name\s*: (.+)$", info.read_text(), re.MULTILINE)
        if found:
            return " ".join(found[1].split())
    return platform.processor() or platform.machine()
