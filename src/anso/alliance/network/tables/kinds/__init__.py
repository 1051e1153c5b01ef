"""The kinds of records that go out and come in as tables: the network's own, and those that other apps enter.

An app enters its kinds when it is made ready, before anybody asks for an address.
"""

from anso.alliance.network.tables.kinds.ambassadors import AMBASSADORS
from anso.alliance.network.tables.kinds.associations import ASSOCIATIONS
from anso.alliance.network.tables.kinds.belongings import BELONGINGS
from anso.alliance.network.tables.kinds.contacts import CONTACTS
from anso.alliance.network.tables.kinds.institutions import INSTITUTIONS
from anso.alliance.network.tables.kinds.memberships import MEMBERSHIPS
from anso.alliance.network.tables.kinds.memoranda import MEMORANDA
from anso.alliance.network.tables.kinds.partners import PARTNERS
from anso.alliance.network.tables.table import Table

__all__ = [
    "AMBASSADORS",
    "ASSOCIATIONS",
    "BELONGINGS",
    "CONTACTS",
    "INSTITUTIONS",
    "MEMBERSHIPS",
    "MEMORANDA",
    "PARTNERS",
    "TABLES",
    "enter",
]

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        INSTITUTIONS,
        MEMBERSHIPS,
        ASSOCIATIONS,
        BELONGINGS,
        PARTNERS,
        MEMORANDA,
        CONTACTS,
        AMBASSADORS,
    )
}


def enter(table: Table) -> None:
    """Let another app's records go out and come in by the same pages, operations and verb."""
    TABLES[table.name] = table
