"""What the teams app asks of the hubs' folders, and the one place where a team's files enter or leave one.

In come a hub's slug and plain values; out come its rounds with their windows and reports of its checks.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import structlog

from anso.alliance.teams.windows import RoundWindow, window_of, windows_of
from anso.errors import AnsoError, Problem
from anso.hub.keeping import Hub, Shelf
from anso.hub.keeping.metadata import models
from anso.hub.keeping.write import put, remove
from anso.hub.reading.names import ending

if TYPE_CHECKING:
    from anso.hub.checks.report import Report

__all__ = ["HubDesk", "hubs", "open_hub"]

log = structlog.get_logger(__name__)


class HubDesk:
    """One hub, as its desk for teams sees it."""

    def __init__(self, hub: Hub, slug: str) -> None:
        self.slug = slug
        self.folder = hub.folder
        self.definition = hub.definition

    @property
    def name(self) -> str:
        return self.definition.name

    @property
    def zone(self) -> str:
        """The time zone that its deadlines are said in."""
        return self.definition.timezone.key

    @property
    def endings(self) -> tuple[str, ...]:
        """Of the formats that the hub takes, those that count here: what is not read is in no score."""
        return tuple(kind for suffix in self.definition.file_formats if (kind := ending(f".{suffix}")))

    def counts_nowhere(self, name: str) -> bool:
        """Whether a file of that name is of a format that the hub takes and nothing here reads."""
        return name.rpartition(".")[2].lower() in self.definition.file_formats and not ending(name)

    @property
    def metadata_schema(self) -> dict[str, Any]:
        return self.definition.metadata_schema or {}

    def window(self, round_id: str) -> RoundWindow | None:
        """When a round takes submissions; None for a round the hub does not have, or cannot tell of."""
        return window_of(self.definition, round_id)

    @cached_property
    def windows(self) -> list[RoundWindow]:
        """Every round's window, the one that closes first before the others."""
        return windows_of(self.definition)

    def open_rounds(self, now: datetime) -> list[RoundWindow]:
        return [window for window in self.windows if window.is_open(now)]

    def next_round(self, now: datetime) -> RoundWindow | None:
        """The round that opens next."""
        ahead = [window for window in self.windows if window.opens > now]
        return min(ahead, key=lambda window: window.opens, default=None)

    def path_of(self, model_id: str, name: str) -> str:
        """Where a file of that name lies in the hub."""
        return f"{self.definition.model_output_dir}/{model_id}/{name}"

    def model_ids(self) -> set[str]:
        """Models that the hub holds, whoever brought them."""
        submitting = self.folder.folders(self.definition.model_output_dir)
        return {model.id for model in models(self.folder, submitting)}

    def check(self, path: str, content: bytes, now: datetime) -> "Report":
        """What the hub's checks say of a submission."""
        from anso.hub.checks import validate_submission

        return validate_submission(self.folder, path, content=content, now=now)

    def problems_of_metadata(self, path: str, content: bytes) -> list[Problem]:
        """What the hub's own schema has against a model's metadata."""
        from anso.hub.checks import validate_metadata

        return list(validate_metadata(self.folder, path, content=content).problems)

    def put(self, path: str, content: bytes) -> None:
        """A team's file, whole or not at all."""
        put(self.folder, path, content)

    def take_away(self, path: str) -> None:
        """A team's file goes; one that is not there is gone already."""
        remove(self.folder, path)


def open_hub(slug: str) -> HubDesk:
    """The hub of that name in this installation."""
    return HubDesk(Shelf().open(slug), slug)


def hubs() -> Iterator[HubDesk]:
    """Every hub of this installation that takes submissions."""
    shelf = Shelf()
    for slug in shelf.slugs():
        try:
            yield HubDesk(shelf.open(slug), slug)
        except AnsoError as error:  # one whose definition is broken takes none; `anso hub validate` says why
            log.warning("hub left out", hub=slug, error=str(error))
