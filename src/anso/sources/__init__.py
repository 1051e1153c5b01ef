"""The outside world, one file a provider.

`sources.open("who", record)` gives a provider; its methods give tidy polars tables, and every reading is
told to `record` with its address, licence, date and hash. What comes over the network is kept on disk, so
that a lost connection gives the newest copy and says so.
"""

from anso.sources.catalogue import names, open  # noqa: A004 - read as `sources.open`
from anso.sources.provenance import Provenance
from anso.sources.source import (
    Recorder,
    Source,
    SourceChangedError,
    SourceUnavailableError,
    unrecorded,
)

__all__ = [
    "Provenance",
    "Recorder",
    "Source",
    "SourceChangedError",
    "SourceUnavailableError",
    "names",
    "open",
    "unrecorded",
]
