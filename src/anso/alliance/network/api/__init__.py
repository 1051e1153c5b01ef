"""The network for programs: institutions, memberships, associations, agreements; and what the secretariat does.

The portal includes the router among its operations; who calls, and how errors are told, is the portal's.
Operations at fixed addresses are entered before those whose address holds a code.
"""

from anso.alliance.network.api import (  # isort: skip
    merging,
    tables,
    institutions,
    membership,
    associations,
    agreements,
    contacts,
    figures,
    ties,
)
from anso.alliance.network.api.router import router

__all__ = [
    "agreements",
    "associations",
    "contacts",
    "figures",
    "institutions",
    "membership",
    "merging",
    "router",
    "tables",
    "ties",
]
