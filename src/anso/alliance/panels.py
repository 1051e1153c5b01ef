"""What the alliance shows of itself on a country's page.

Each app offers its items by a function `country_panel(code)` in its `queries.py`, in at most two queries;
out come the panels that have something to show, titled by their app.
"""

from dataclasses import dataclass

from anso.alliance.search import offers

__all__ = ["Panel", "PanelItem", "country_panels"]


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
    panels = [
        Panel(app.label, str(app.verbose_name), tuple(country_panel(code)))
        for app, country_panel in offers("country_panel")
    ]
    return [panel for panel in panels if panel.items]
