"""A whole run. In: forcing, what drifts, from where, for how long. Out: tracks in a file, and an account of the run."""

from anso.services.drift.simulating.outcome import Outcome
from anso.services.drift.simulating.prepared import Settings
from anso.services.drift.simulating.run import simulate

__all__ = ["Outcome", "Settings", "simulate"]
