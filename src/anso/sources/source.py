"""What every source is: a named provider that records each reading.

A source gives tidy polars tables through methods of its own, and calls `self._recorded(...)` once a
reading, so that a release can say what it stands on.
"""

from abc import ABC
from collections.abc import Callable
from datetime import date
from typing import ClassVar

from anso.errors import AnsoError
from anso.sources.provenance import How, Provenance

__all__ = ["Recorder", "Source", "SourceChangedError", "SourceUnavailableError", "unrecorded"]

Recorder = Callable[[Provenance], None]


class SourceUnavailableError(AnsoError):
    """The provider does not answer and there is no earlier copy of its data."""


class SourceChangedError(AnsoError):
    """The provider answers with something other than what we know how to read."""


def unrecorded(_provenance: Provenance) -> None:
    """The recorder of someone who only looks."""


class Source(ABC):
    """One provider of data."""

    name: ClassVar[str]
    title: ClassVar[str]
    licence: ClassVar[str]
    url: ClassVar[str]
    homepage: ClassVar[str]

    def __init__(self, record: Recorder = unrecorded) -> None:
        self._recorded = record

    def _reading(self, *, as_of: date, sha256: str, how: How) -> Provenance:
        """One reading of this source."""
        return Provenance(self.name, self.title, self.url, self.licence, as_of, sha256, how)
