"""Multi-regional input-output tables: what one is, the synthetic one, and how those of others are read and checked."""

from anso.services.epidemics.economy.tables.checked import checked
from anso.services.epidemics.economy.tables.table import Table

__all__ = ["Table", "checked"]
