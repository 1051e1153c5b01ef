"""A user's own table of counts: what its columns are, its dates, numbers and places, each cell read or named.

In comes a file as it is; out come rows of location, target, date and value (with the day they were told, where
the table says it), and sentences about what was guessed and what was left out.
"""

from anso.services.epidemics.counting.table.read import Table, read_table

__all__ = ["Table", "read_table"]
