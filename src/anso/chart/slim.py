"""A drawn picture without what no eye and no reader uses, for those on slow lines.

Vega writes coordinates to a thousandth of a pixel, and names each of a map's shapes for screen readers;
a picture in a page is named as a whole by its alternative text. A world map loses half of its bytes.
"""

import re

__all__ = ["slim"]

NAMES = re.compile(r' (?:aria-label|aria-roledescription|aria-hidden|role|class)="[^"]*"')
PATH = re.compile(r' d="([^"]*)"')
NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
SAME_POINT_AGAIN = re.compile(r"([LM])([^A-Za-z]+)(?:L\2(?=[A-Za-z]|$))+")


def slim(svg: str) -> str:
    """The same picture to a tenth of a pixel."""
    return PATH.sub(lambda found: f' d="{_rounded(found[1])}"', NAMES.sub("", svg))


def _rounded(path: str) -> str:
    return SAME_POINT_AGAIN.sub(r"\1\2", NUMBER.sub(_tenth, path))


def _tenth(number: re.Match[str]) -> str:
    text = f"{float(number[0]):.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
