"""Governance for programs: bodies, meetings, resolutions, ballots with their records; voting; keeping a meeting.

The portal includes the router among its operations; who calls, and how errors are told, is the portal's. What
somebody may see or do is what the pages let them.
"""

from anso.alliance.governance.api import bodies, meetings, resolutions, ballots, tasks  # isort: skip
from anso.alliance.governance.api.router import router

__all__ = ["ballots", "bodies", "meetings", "resolutions", "router", "tasks"]
