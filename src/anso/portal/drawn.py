"""The pictures that a plate is shown by: two widths, two themes, and the two that a reader takes away."""

from abc import ABC, abstractmethod

__all__ = ["WIDE", "Drawn"]

WIDE, NARROW = 760, 360
"""Widths, in pixels, that pictures are drawn for: a column of text, and a phone."""


class Drawn(ABC):
    """A chart whose pictures have addresses; a plate says by `_picture` which."""

    @abstractmethod
    def _picture(self, suffix: str, theme: str, width: int) -> str:
        """The address of one picture."""

    @property
    def svg_url(self) -> str:
        return self._picture("svg", "light", WIDE)

    @property
    def png_url(self) -> str:
        return self._picture("png", "light", WIDE)

    @property
    def wide_light(self) -> str:
        return self._picture("svg", "light", WIDE)

    @property
    def wide_dark(self) -> str:
        return self._picture("svg", "dark", WIDE)

    @property
    def narrow_light(self) -> str:
        return self._picture("svg", "light", NARROW)

    @property
    def narrow_dark(self) -> str:
        return self._picture("svg", "dark", NARROW)
