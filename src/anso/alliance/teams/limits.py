"""How large a forecast file may be."""

from anso.product import UploadRule

__all__ = ["forecast_file", "largest_bytes"]

MEGABYTES = 100


def forecast_file() -> UploadRule:
    """What the file field takes; whether the name is right is for the report to say."""
    return UploadRule(megabytes=MEGABYTES)


def largest_bytes() -> int:
    return forecast_file().limit
