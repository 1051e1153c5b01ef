"""How well a reviewer fits an application: from texts and terms, and from what the reviewer bids."""

from anso.alliance.calls.assigning.affinity.bids import BIDS, WEIGHTS, with_bids
from anso.alliance.calls.assigning.affinity.texts import affinity

__all__ = ["BIDS", "WEIGHTS", "affinity", "with_bids"]
