"""Word, Excel and PowerPoint: what kind a file is by its own list of parts, and that nothing in it runs or bursts.

Every part is unpacked once, a piece at a time, and thrown away: what an archive says of its sizes need not be so.
"""

import re
import zipfile
import zlib
from io import BufferedIOBase
from pathlib import PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from anso.alliance.files.kinds import DOCX, OPENXML, PPTX, XLSX, Kind
from anso.alliance.files.refusal import RefusedError, damaged, too_large_unpacked

__all__ = ["OLE_BEGINS", "PROTECTED", "ZIP_BEGINS", "check_office", "old_office"]

ZIP_BEGINS = b"PK\x03\x04"
OLE_BEGINS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""A compound file ([MS-CFB], 2.2): Office before 2007, and what Office wraps a protected document in."""
PROTECTED = "EncryptedPackage".encode("utf-16-le")
"""The stream of [MS-OFFCRYPTO], 2.3.4.4, that holds a protected document."""

PARTS = "[Content_Types].xml"
MAIN_PART = {
    f'"{OPENXML}.wordprocessingml.document.main+xml"'.lower(): DOCX,
    f'"{OPENXML}.spreadsheetml.sheet.main+xml"'.lower(): XLSX,
    f'"{OPENXML}.presentationml.presentation.main+xml"'.lower(): PPTX,
}
MACROS = re.compile(r"macroenabled|vbaproject|activex", re.IGNORECASE)
RUNNABLE = frozenset(
    {".exe", ".dll", ".scr", ".com", ".msi", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".jse", ".wsf"}
    | {".hta", ".jar", ".lnk", ".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".pptm", ".potm", ".ppsm"}
)
"""Endings of parts that a double click would start."""
REMOTE_TEMPLATE = re.compile(rb"attachedTemplate[^>]*Target\s*=\s*[\"'](?:https?:|ftp:|\\\\)", re.IGNORECASE)
OWN_DECLARATIONS = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
"""A package's own XML may have none (ECMA-376-2, XML usage): they are there to make a reader's memory burst."""

MOST_UNPACKED = 500_000_000
MOST_PARTS = 10_000
MOST_LISTED = 2_000_000
CHUNK = 1 << 20
LOCKED_FLAG = 0x1


def check_office(file: BufferedIOBase) -> Kind:
    try:
        with zipfile.ZipFile(file) as archive:
            kind = kind_of(archive)
            check_parts(archive)
            return kind
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise damaged() from error


def kind_of(archive: zipfile.ZipFile) -> Kind:
    names = archive.namelist()
    if PARTS not in names:
        told = _("this is an archive or a document of another program; send a PDF, or the files one by one")
        raise RefusedError(told)
    with archive.open(PARTS) as file:
        listed = file.read(MOST_LISTED).decode("utf-8", errors="replace")
    if MACROS.search(listed) or any(MACROS.search(name) for name in names):
        raise RefusedError(_("this document holds macros; save it without them, as .docx, .xlsx or .pptx"))
    found = [kind for part, kind in MAIN_PART.items() if part in listed.replace("'", '"').lower()]
    if len(found) != 1:
        raise RefusedError(
            _("this is no Office document that is taken; save it as .docx, .xlsx, .pptx or PDF")
        )
    return found[0]


def check_parts(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise too_large_unpacked()
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise damaged()  # two parts of one name: one reader would see this, another that
    for entry in entries:
        if entry.flag_bits & LOCKED_FLAG:
            raise protected()
        if PurePosixPath(entry.filename).suffix.lower() in RUNNABLE:
            told = _("this document has a program in it (%(part)s); take it out and save the document anew")
            raise RefusedError(told % {"part": entry.filename[:100]})
        with archive.open(entry) as part:
            check_part(part, is_xml=entry.filename.lower().endswith((".xml", ".rels", ".vml")))


def check_part(part: IO[bytes], *, is_xml: bool) -> None:
    """Read a part to its end, which proves its size and its check sum; zipfile gives no more than it says."""
    before = b""
    while chunk := part.read(CHUNK):
        if is_xml:
            seen = before + chunk
            if OWN_DECLARATIONS.search(seen):
                raise too_large_unpacked()
            if REMOTE_TEMPLATE.search(seen):
                told = _(
                    "this document fetches its template from another site; detach the template and save it anew"
                )
                raise RefusedError(told)
            before = chunk[-500:]


def old_office(*, wraps_protected: bool) -> RefusedError:
    """Why a compound file is not taken: nobody sees from outside whether it holds macros."""
    if wraps_protected:
        return protected()
    return RefusedError(
        _("this is a file of an old Office (.doc, .xls, .ppt); save it as .docx, .xlsx, .pptx or PDF")
    )


def protected() -> RefusedError:
    return RefusedError(_("this document is protected by a password; save it without one"))
