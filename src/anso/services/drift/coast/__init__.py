"""The coast that drifting things meet. In: a window of longitudes and latitudes. Out: its coast, ready for the kernel."""

from anso.services.drift.coast.shore import Shore, no_shore, shore_of

__all__ = ["Shore", "no_shore", "shore_of"]
