"""From what was reported to counts that can be used, without a day's knowledge ever being changed afterwards.

In come the reports of series of days; out come versions of each day and week (what was held true of it on
which day) and the list of what was taken otherwise than told.
"""

from anso.services.epidemics.counting.mending.ledger import Ledger
from anso.services.epidemics.counting.mending.mend import Taken, mend
from anso.services.epidemics.counting.mending.series import Series, increases, laid_out
from anso.services.epidemics.counting.mending.versions import enter_versions
from anso.services.epidemics.counting.mending.weekly import weeks_changed

__all__ = ["Ledger", "Series", "Taken", "enter_versions", "increases", "laid_out", "mend", "weeks_changed"]
