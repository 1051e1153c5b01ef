"""Calls for programs: what everybody sees; applying, reviewing, keeping, deciding. The pages' own verbs and rules."""

from anso.alliance.calls.api import public, applying, applying_together  # isort: skip
from anso.alliance.calls.api import reviewing, reviewing_desk, keeping, deciding  # isort: skip
from anso.alliance.calls.api.router import router

__all__ = [
    "applying",
    "applying_together",
    "deciding",
    "keeping",
    "public",
    "reviewing",
    "reviewing_desk",
    "router",
]
