"""Tables of counts from files, each row read or named as unreadable."""

from anso.services.epidemics.forecasting.inputs.tables import (
    Notes,
    read_daily_vintages,
    read_populations,
    read_vintages,
)

__all__ = ["Notes", "read_daily_vintages", "read_populations", "read_vintages"]
