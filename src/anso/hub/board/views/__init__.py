"""The questions that pages ask of a cube, each answered from its arrays in milliseconds."""

from anso.hub.board.views.coverage import coverage
from anso.hub.board.views.heat import heat_map, skill_by
from anso.hub.board.views.leaderboard import LEAST_SHARE, leaderboard
from anso.hub.board.views.selection import Selection, default_baseline

__all__ = [
    "LEAST_SHARE",
    "Selection",
    "coverage",
    "default_baseline",
    "heat_map",
    "leaderboard",
    "skill_by",
]
