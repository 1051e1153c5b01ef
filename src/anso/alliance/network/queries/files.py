"""The files that the network's pages take."""

from anso.product import UploadRule

__all__ = ["upload_rules"]

LARGEST_MEGABYTES = 10


def upload_rules() -> dict[str, dict[str, UploadRule]]:
    """The file fields of our pages and API calls, by the names of their addresses."""
    table = UploadRule((".csv", ".tsv", ".txt", ".xlsx"), megabytes=LARGEST_MEGABYTES)
    return {name: {"file": table} for name in ("network:import", "api:preview_table", "api:import_table")}
