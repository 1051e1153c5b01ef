"""The alliance's own combination: three ways to listen, heard together over a neighbourhood, believed as far as years
allow that were not learnt from."""

from anso.services.outlooks.combining.anso.anso import anso

__all__ = ["anso"]
