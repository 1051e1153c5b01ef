"""Where the teams' own pages are."""

from django.urls import reverse

from anso.alliance.people.rules import Visitor
from anso.alliance.teams.queries import teams_for

__all__ = ["team_url"]


def team_url(model: str, reader: Visitor) -> str:
    """The page of the team that a model's name begins with, where the reader may know of it; else nothing."""
    abbr = model.partition("-")[0]
    return reverse("teams:team", args=[abbr]) if teams_for(reader).filter(abbr=abbr).exists() else ""
