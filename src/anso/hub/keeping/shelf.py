"""The hubs of an installation: each a folder of its own at one address."""

from pathlib import Path

from anso.config import config
from anso.errors import NotFoundError
from anso.hub.definition.definition import ADMIN
from anso.hub.folder import HubFolder
from anso.hub.keeping.hub import Hub

__all__ = ["Shelf"]


class Shelf:
    """Hubs by their slug, which is the name of their folder."""

    def __init__(self, address: str | Path | None = None) -> None:
        self.folder = HubFolder(config().hubs_url if address is None else address)

    def __repr__(self) -> str:
        return f"Shelf({self.folder.address!r})"

    def slugs(self) -> list[str]:
        """Every folder that holds a hub's configuration, in order."""
        return [slug for slug in self.folder.folders() if self.folder.exists(f"{slug}/{ADMIN}")]

    def address(self, slug: str) -> str:
        """Where the hub of that slug lies, or would lie."""
        return f"{self.folder.address.rstrip('/')}/{slug}"

    def open(self, slug: str) -> Hub:
        """The hub of that slug."""
        if not slug or "/" in slug or slug.startswith(".") or not self.folder.exists(f"{slug}/{ADMIN}"):
            names = ", ".join(self.slugs()) or "none yet"
            raise NotFoundError(f"There is no hub {slug!r}; there are: {names}")
        return Hub(self.address(slug))
