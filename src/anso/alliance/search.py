"""What the portal's search may find among the alliance's records.

Each app offers its public records by a function `searchable` in its `queries.py`; this module asks all
installed apps of the wing and knows none of them by name, so that a new app is found by being there.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

__all__ = ["SearchRecord", "offers", "searchable_records"]

WING = "anso.alliance."


@dataclass(frozen=True)
class SearchRecord:
    """One record as a search result: what it is, how it is called, where it leads."""

    kind: str
    """`institution`, `association`, `project`, `event`."""
    key: str
    """Unique among records of its kind, and stable."""
    title: str
    text: str
    """Further words to find it by."""
    url_name: str
    url_kwargs: Mapping[str, str] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    """Codes of the countries it is about."""


def searchable_records() -> Iterator[SearchRecord]:
    """Every public record of every app of the wing."""
    for _app, searchable in offers("searchable"):
        yield from searchable()


def offers(function: str) -> Iterator[tuple[Any, Callable[..., Any]]]:
    """The installed apps of the wing whose queries have a function of this name, in the order of the apps."""
    for app in apps.get_app_configs():
        if not app.name.startswith(WING) or find_spec(f"{app.name}.queries") is None:
            continue
        offered = getattr(import_module(f"{app.name}.queries"), function, None)
        if offered is not None:
            yield app, offered
