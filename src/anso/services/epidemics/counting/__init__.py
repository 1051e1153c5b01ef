"""Counts of an epidemic, from whoever gives them, brought to one shape for every product of this room.

In: a request that says whose counts and which day (`CountsRequest`), and the run that hands out sources.
Out: `Counted`: every count with the day on which it was told, where it was, and what was changed.
"""

from anso.services.epidemics.counting.asked import CountsRequest
from anso.services.epidemics.counting.counted import Counted, Where
from anso.services.epidemics.counting.read import read_counts

__all__ = ["Counted", "CountsRequest", "Where", "read_counts"]
