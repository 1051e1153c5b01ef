"""Who is kept from which application, computed from what is on record, with the evidence.

Records are read into plain data (`reading`), which is compared by joining on shared keys (`finding`): addresses and
their domains (`mail`), names (`names`), institutions, works (`works`). `finding` and below know nothing of records.
"""

from anso.alliance.calls.conflicts.finding import Found, find
from anso.alliance.calls.conflicts.plain import Acting, Case, Interest, Named, Stay

__all__ = ["Acting", "Case", "Found", "Interest", "Named", "Stay", "find"]
