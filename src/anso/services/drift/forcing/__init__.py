"""Currents, wind, waves and mixing. In: files or addresses. Out: `Forcing`, which fills the kernel's fields for any stretch."""

from anso.services.drift.forcing.forcing import Forcing
from anso.services.drift.forcing.reading import read_forcing

__all__ = ["Forcing", "read_forcing"]
