"""Counts of an epidemic, from whoever gives them, brought to one shape for every product of this room.

In: a request that says whose counts and which day (`CountsRequest`), and the run that hands out sources.
Out: `Counted`: every count with the day on which it was told, where it was, and what was changed. `told` asks the
source (a user's own file through `table`), `mending` makes usable counts of reports, `showing` writes beside a
release what was done. All but the request is imported when it is first asked for: declaring products reads no
numeric library.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from anso.services.epidemics.counting.asked import CountsRequest

if TYPE_CHECKING:
    from anso.services.epidemics.counting.counted import Counted, Where
    from anso.services.epidemics.counting.people_by_age import ages
    from anso.services.epidemics.counting.read import read_counts
    from anso.services.epidemics.counting.showing import shown

__all__ = ["Counted", "CountsRequest", "Where", "ages", "read_counts", "shown"]

ROOM_OF = {
    "Counted": "counted",
    "Where": "counted",
    "ages": "people_by_age",
    "read_counts": "read",
    "shown": "showing",
}


def __getattr__(name: str) -> Any:
    if name not in ROOM_OF:
        raise AttributeError(f"{__name__} has no {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(f"{__name__}.{ROOM_OF[name]}"), name)
