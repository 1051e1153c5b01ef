"""Documents that people give to the alliance: checked by what is in them, kept by their hash, served to be saved.

In comes a file as it was uploaded; it goes through `checking` (which asks `kinds`, the readers of each kind and the
virus scanner), lies then in `keeping`, and leaves by `serving`. A record of an app names it by its SHA-256; an app
says by a function `files_named(digests)` in its `queries.py` which of some files its records name, so that a file
goes when nobody names it any more.
"""

from anso.alliance.files.checking import Checked, check_file
from anso.alliance.files.keeping import forget, keep, open_kept, place, sweep
from anso.alliance.files.kinds import DOCX, JPEG, KINDS, PDF, PNG, PPTX, TEXT, XLSX, Kind, endings_of
from anso.alliance.files.names import clean_name
from anso.alliance.files.serving import attachment
from anso.alliance.files.source import Source, source_of

__all__ = [
    "DOCX",
    "JPEG",
    "KINDS",
    "PDF",
    "PNG",
    "PPTX",
    "TEXT",
    "XLSX",
    "Checked",
    "Kind",
    "Source",
    "attachment",
    "check_file",
    "clean_name",
    "endings_of",
    "forget",
    "keep",
    "open_kept",
    "place",
    "source_of",
    "sweep",
]
