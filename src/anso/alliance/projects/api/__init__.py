"""Projects and students for programs: what everybody sees, one's own work, the officers' desk; the pages' own verbs."""

from anso.alliance.projects.api import public, inside, desk  # isort: skip
from anso.alliance.projects.api.router import router

__all__ = ["desk", "inside", "public", "router"]
