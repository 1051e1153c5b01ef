"""Counts of an epidemic, from whoever gives them, brought to one shape for every product of this room.

In: a request that says whose counts and which day (`CountsRequest`), and the run that hands out sources.
Out: `Counted`: every count with the day on which it was told, where it was, and what was changed. `told` asks the
source (a user's own file through `table`), `mending` makes usable counts of reports, `showing` writes beside a
release what was done.
"""

from anso.services.epidemics.counting.ages import ages
from anso.services.epidemics.counting.asked import CountsRequest
from anso.services.epidemics.counting.counted import Counted, Where
from anso.services.epidemics.counting.read import read_counts
from anso.services.epidemics.counting.showing import shown

__all__ = ["Counted", "CountsRequest", "Where", "ages", "read_counts", "shown"]
