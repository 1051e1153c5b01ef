"""From files to an archive."""

from pathlib import Path

from anso.services.epidemics.forecasting.inputs import (
    read_daily_vintages,
    read_populations,
    read_vintages,
)
from anso.services.epidemics.forecasting.known import Archive, archive

__all__ = ["read_archive"]


def read_archive(
    vintages: Path,
    *,
    daily_vintages: Path | None = None,
    locations: Path | None = None,
    notes: list[str],
) -> Archive:
    """Weekly and, where given, daily versions and populations; what could not be read is told in `notes`."""
    return archive(
        read_vintages(vintages, notes),
        read_daily_vintages(daily_vintages, notes) if daily_vintages else None,
        read_populations(locations, notes) if locations else None,
        notes=notes,
    )
