"""How well a reviewer fits an application: from texts and terms, and from what the reviewer bids."""

from anso.alliance.calls.assigning.affinity.bids import with_bids

__all__ = ["with_bids"]
