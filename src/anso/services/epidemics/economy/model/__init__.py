"""The inoperability input-output model: how the loss of some sectors becomes that of others.

Inoperability is the share of a sector's normal output that is not made: 0 as usual, 1 nothing. `static` solves for the
state that lasts if the disturbance lasts, `forced` for the same where sectors are held below what is asked of
them, `dynamic` follows it week by week with recovery and stocks.
"""

from anso.services.epidemics.economy.model.dynamic import Assumptions, follow, resilience
from anso.services.epidemics.economy.model.forced import forced
from anso.services.epidemics.economy.model.static import Bounded, Factored, bounded, factor

__all__ = ["Assumptions", "Bounded", "Factored", "bounded", "factor", "follow", "forced", "resilience"]
