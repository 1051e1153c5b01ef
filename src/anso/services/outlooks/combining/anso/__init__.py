"""The alliance's own combination: three ways to listen, heard from several neighbourhoods, believed as far as the years
make sure."""

from anso.services.outlooks.combining.anso.anso import anso

__all__ = ["anso"]
