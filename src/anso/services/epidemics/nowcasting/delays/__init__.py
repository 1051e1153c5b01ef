"""How much of a count is known so many days after: learnt from past versions, and completed by it.

The files stand in the order in which data passes: `triangle` (what was known when), `shares` (what past counts
became), `complete` (what the newest counts will become).
"""

from anso.services.epidemics.nowcasting.delays.complete import Completed, completed
from anso.services.epidemics.nowcasting.delays.shares import Shares, learnt
from anso.services.epidemics.nowcasting.delays.triangle import Triangle, triangle

__all__ = ["Completed", "Shares", "Triangle", "completed", "learnt", "triangle"]
