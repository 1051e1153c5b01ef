"""How much may be read: rows are weighed against the memory that this process may still take.

In comes a number of rows; out comes nothing, or a refusal that says the size, the room and what to do.
"""

import contextlib
import os
from pathlib import Path

from anso.errors import InvalidInputError, Problem

__all__ = ["free_bytes", "refuse_beyond_room", "rows_that_fit"]

BYTES_PER_ROW = 350
"""What a row of forecasts takes at most while it is read, checked and scored (measured on 3 to 70 million rows)."""
SHARE = 0.8
"""Of the free memory, what one table may take."""
CGROUP = Path("/sys/fs/cgroup")


def rows_that_fit() -> int:
    """So many rows may be read and worked with in the memory that is free now."""
    return int(free_bytes() * SHARE / BYTES_PER_ROW)


def refuse_beyond_room(rows: int, where: str, room: int | None = None) -> None:
    """Raise when so many rows do not fit."""
    room = rows_that_fit() if room is None else room
    if rows <= room:
        return
    raise InvalidInputError(
        [
            Problem(
                where,
                f"holds about {_millions(rows)} rows, and the memory that is free here takes {_millions(room)}. "
                "Split it by model or round, as a hub's folder has it, or use a machine with more memory",
            )
        ]
    )


def free_bytes() -> int:
    """Memory that this process may still take: of the machine, of its container, and by its own limit."""
    limits = [_of_machine(), _of_container(), _of_process()]
    return min(limit for limit in limits if limit is not None)


def _of_machine() -> int:
    with contextlib.suppress(OSError, ValueError):
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2


def _of_container() -> int | None:
    for limit, used in (
        ("memory.max", "memory.current"),
        ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes"),
    ):
        with contextlib.suppress(OSError, ValueError):  # "max" stands for none
            allowed = int((CGROUP / limit).read_text(encoding="ascii"))
            return max(0, allowed - int((CGROUP / used).read_text(encoding="ascii")))
    return None


def _of_process() -> int | None:
    try:
        import resource
    except ImportError:
        return None
    allowed = resource.getrlimit(resource.RLIMIT_AS)[0]
    if allowed == resource.RLIM_INFINITY:
        return None
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return max(0, allowed - pages * resource.getpagesize())


def _millions(rows: int) -> str:
    return f"{rows / 1e6:,.1f} million" if rows >= 100_000 else f"{rows:,}"
