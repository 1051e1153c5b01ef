"""From records to what is compared: the form's answers (`forms`), people (`people`), applications (`cases`)."""

from anso.alliance.calls.conflicts.reading.cases import read_cases
from anso.alliance.calls.conflicts.reading.people import acting_in, confirmed, read_acting

__all__ = ["acting_in", "confirmed", "read_acting", "read_cases"]
