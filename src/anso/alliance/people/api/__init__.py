"""People for programs: who shows themself to the caller, oneself, what one agreed to, and roles.

The portal includes the router among its operations; who calls, and how errors are told, is the portal's. What ties
a person to institutions is the network's to offer, under the same `/me`.
"""

from anso.alliance.people.api import consents, oneself, people, roles
from anso.alliance.people.api.router import router

__all__ = ["consents", "oneself", "people", "roles", "router"]
