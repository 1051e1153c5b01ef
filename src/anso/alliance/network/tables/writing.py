"""A kind of record as a file: whole for those who keep the records, else what everybody may see."""

from anso.alliance.network.tables.table import Table
from anso.alliance.sheets import TYPES, as_csv, as_xlsx

__all__ = ["table_file"]


def table_file(table: Table, suffix: str, *, keeps: bool) -> tuple[bytes, str]:
    """A table as a file, and its media type."""
    columns = [column for column in (*table.columns, *table.told) if keeps or column not in table.inside]
    rows = [table.row_of(record) for record in table.records(all_of_them=keeps)]
    if suffix == "xlsx":
        return as_xlsx(columns, rows, table.name), TYPES[suffix]
    return as_csv(columns, rows), TYPES[suffix]
