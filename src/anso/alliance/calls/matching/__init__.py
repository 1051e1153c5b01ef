"""From the records of a stage to what `assigning` takes: who may review what, how well it fits, what stands already.

`reading` reads the records into a `Matching`; `planning` assigns and says what came of it. Nothing is written here.
"""

from anso.alliance.calls.matching.planning import Plan, plan_assignment
from anso.alliance.calls.matching.reading import Matching, fits_of, read_matching

__all__ = ["Matching", "Plan", "fits_of", "plan_assignment", "read_matching"]
