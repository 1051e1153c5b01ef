"""Governance for programs: whatever its pages offer, by the same verbs, under the same rules, in the same sentences.

The portal includes the router among its operations; who calls, and how errors are told, is the portal's. The modules
are imported in the order in which the documentation lists their operations.
"""

# isort: off
from anso.alliance.governance.api import bodies, meetings, planning, agendas, presence, minutes
from anso.alliance.governance.api import ballots, drafting, voting, resolutions, tasks

# isort: on
from anso.alliance.governance.api.router import router

__all__ = [
    "agendas",
    "ballots",
    "bodies",
    "drafting",
    "meetings",
    "minutes",
    "planning",
    "presence",
    "resolutions",
    "router",
    "tasks",
    "voting",
]
