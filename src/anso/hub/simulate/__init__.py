"""A synthetic hub, labelled so: for tests, benches and the sample of a fresh installation."""

from anso.hub.simulate.hub import NAME, simulate_hub

__all__ = ["NAME", "simulate_hub"]
