"""The score cube as it lies on disk: axes, arrays, and generations that are published whole."""

from anso.hub.board.cube.arrays import ABSENT, FORECAST, SCORED, Cube, Draft, empty_draft
from anso.hub.board.cube.axes import SCALES, Axes, Scale
from anso.hub.board.cube.generations import generation_of, open_cube, publish

__all__ = [
    "ABSENT",
    "FORECAST",
    "SCALES",
    "SCORED",
    "Axes",
    "Cube",
    "Draft",
    "Scale",
    "empty_draft",
    "generation_of",
    "open_cube",
    "publish",
]
