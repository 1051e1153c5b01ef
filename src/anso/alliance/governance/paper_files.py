"""Which files papers may have: what an office writes, pictures and plain text, up to a size that is read on the road."""

from anso.alliance.files import KINDS, endings_of
from anso.product import UploadRule

__all__ = ["KINDS", "LARGEST_BYTES", "PAPER_FILE"]

LARGEST_MEGABYTES = 25
LARGEST_BYTES = LARGEST_MEGABYTES * 1_000_000
PAPER_FILE = UploadRule(endings_of(KINDS), megabytes=LARGEST_MEGABYTES)
