"""PDF: whole, readable without a password, and without programs, as far as they can be seen.

Names are looked for in the file itself and in its object streams (ISO 32000-2, 7.5.7), which are unpacked to a
limit. Whoever spells a name in an unusual way to hide it is the virus scanner's to find.
"""

import re
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from anso.alliance.files.refusal import RefusedError, damaged, too_large_unpacked
from anso.alliance.files.source import View

__all__ = ["check_pdf"]

ENDS_WITHIN = 4096
"""Bytes at the end among which the mark of the end lies; readers look in the last 1024 and forgive more."""
LOCKED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
RUNS = re.compile(rb"/(?:JavaScript|Launch)(?![A-Za-z0-9])")
OBJECTS = re.compile(rb"/ObjStm(?:(?!endobj).){0,1000}?\bstream\r?\n", re.DOTALL)
MOST_UNPACKED = 50_000_000


def check_pdf(view: View) -> None:
    if view.rfind(b"%%EOF", max(0, len(view) - ENDS_WITHIN)) < 0:
        raise damaged()
    if LOCKED.search(view):
        raise RefusedError(_("this PDF is protected by a password or encrypted; save it without protection"))
    if RUNS.search(view) or any(RUNS.search(objects) for objects in object_streams(view)):
        raise RefusedError(
            _("this PDF holds a program (JavaScript, or a command to start one); print it to a new PDF")
        )


def object_streams(view: View) -> Iterator[bytes]:
    left = MOST_UNPACKED
    for found in OBJECTS.finditer(view):
        end = view.find(b"endstream", found.end())
        packed = view[found.end() : end if end >= 0 else len(view)]
        try:
            objects = zlib.decompressobj().decompress(packed, left + 1)
        except zlib.error:  # packed in another way, or not at all
            objects = packed
        left -= len(objects)
        if left < 0:
            raise too_large_unpacked()
        yield objects
