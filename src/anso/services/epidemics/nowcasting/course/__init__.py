"""How transmission runs: counts made ready, the filter drawn towards them, and what it saw, a row a place and target.

The files stand in the order in which data passes: `counts` (which counts are assimilated, completed for delay),
`transmission` (the filter, and the pooling of its runs).
"""

from anso.services.epidemics.nowcasting.course.counts import Ready, ready
from anso.services.epidemics.nowcasting.course.transmission import Course, course

__all__ = ["Course", "Ready", "course", "ready"]
