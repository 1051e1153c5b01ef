"""A finished result: an immutable, self-describing folder, published at once and verifiable by its hashes.

In comes what a product's run wrote (`ReleaseWriter`); out goes a folder in a `Store`, found again as a
`Release`. The manifest names every file with its hash, and the release's id ends in the manifest's own
hash, so nothing in a release can change unnoticed. A folder is published by one atomic rename; on an
object store, which has none, by writing the manifest last: without its manifest a folder does not exist
for any reader.
"""

from anso.release.alert import Alert
from anso.release.localised import Localised, in_language
from anso.release.manifest import FileEntry, Input, Manifest, Output
from anso.release.reader import DamagedReleaseError, Release
from anso.release.store import Store, UnwritableStoreError
from anso.release.writer import ReleaseWriter

__all__ = [
    "Alert",
    "DamagedReleaseError",
    "FileEntry",
    "Input",
    "Localised",
    "Manifest",
    "Output",
    "Release",
    "ReleaseWriter",
    "Store",
    "UnwritableStoreError",
    "in_language",
]
