"""From a file to hindcasts: opened, its axes told apart, brought onto one grid and common years, and refused where it
cannot be right."""

from anso.services.outlooks.reading.read import read_hindcasts

__all__ = ["read_hindcasts"]
