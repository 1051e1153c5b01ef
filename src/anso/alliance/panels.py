"""What the alliance shows of itself on the page of a country, an institution or a person.

Each app offers its items by functions `country_panel(code)`, `institution_panel(code)` and
`person_panel(person, parts)` in its `queries.py`, in at most two queries each;
out come the panels that have something to show, titled by their app.
"""

from dataclasses import dataclass
from typing import Any

from anso.alliance.search import offers

__all__ = ["Panel", "PanelItem", "country_panels", "institution_panels", "person_panels"]


@dataclass(frozen=True)
class PanelItem:
    """One line: what it is called, a few words on it, and where it leads."""

    title: str
    note: str
    url: str
    kind: str = ""
    """What it is, in the reader's language: `member`, `training`."""


@dataclass(frozen=True)
class Panel:
    """The items of one app."""

    app: str
    title: str
    items: tuple[PanelItem, ...]


def country_panels(code: str) -> list[Panel]:
    """The panels of a country, in the order of the apps; an app with nothing to show is left out."""
    return filled("country_panel", code)


def institution_panels(code: str) -> list[Panel]:
    """The panels of an institution, from every app that has something of it."""
    return filled("institution_panel", code)


def person_panels(person: Any, parts: frozenset[str]) -> list[Panel]:
    """The panels of a person; each app shows of them what is among the parts that the reader may see."""
    return filled("person_panel", person, parts)


def filled(function: str, *asked: Any) -> list[Panel]:
    panels = [
        Panel(app.label, str(app.verbose_name), tuple(items_of(*asked))) for app, items_of in offers(function)
    ]
    return [panel for panel in panels if panel.items]
