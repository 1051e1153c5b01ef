"""Where the teams' own pages are, on a site that has them."""

from django.urls import NoReverseMatch, reverse

__all__ = ["team_url", "teams_url"]


def teams_url(slug: str) -> str:
    """The page where teams of a hub register and submit."""
    return _first(("teams:hub", [slug]), ("teams:list", [slug]), ("teams:list", []))


def team_url(slug: str, model: str) -> str:
    """The team's page of a model."""
    return _first(("teams:model", [slug, model]))


def _first(*addresses: tuple[str, list[str]]) -> str:
    for name, arguments in addresses:
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    return ""
