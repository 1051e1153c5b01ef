"""Projects for programs: what everybody sees."""

from anso.alliance.projects.api.public import router

__all__ = ["router"]
