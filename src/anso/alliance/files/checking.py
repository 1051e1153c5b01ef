"""A document looked at before it is taken: its size, its kind by its content, its name, and what its reader finds.

In come its name as the giver called it, and a path or bytes; out comes what is recorded of it, or a sentence that
says what is wrong with it and how that is mended.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from anso import language
from anso.alliance.files import office, pictures, portable, texts
from anso.alliance.files.kinds import JPEG, PDF, PNG, TEXT, Kind, endings_of
from anso.alliance.files.names import clean_name
from anso.alliance.files.refusal import RefusedError
from anso.alliance.files.scanning import scan
from anso.alliance.files.source import Source, View, opened, size_of, viewed
from anso.alliance.words import reader_language
from anso.errors import InvalidInputError, Problem

__all__ = ["Checked", "check_file"]

PDF_BEGINS = b"%PDF-"
PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
JPEG_BEGINS = b"\xff\xd8\xff"
PROGRAM_BEGINS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
)
"""Programs of Windows, Linux and macOS, and of Java."""


@dataclass(frozen=True)
class Checked:
    """A document that may be kept."""

    name: str
    kind: str
    media_type: str
    size: int
    sha256: str


def check_file(name: str, source: Source, *, kinds: Collection[Kind], largest: int) -> Checked:
    """Raises `InvalidInputError` where the document is not of these kinds, or above so many bytes, or not sound."""
    name = clean_name(name)
    size = size_of(source)
    try:
        refuse_size(size, largest)
        kind = kind_by_content(source)
        refuse_kind(kind, name, kinds)
        scan(source)
    except RefusedError as refusal:
        raise InvalidInputError([Problem(name, str(refusal))]) from refusal
    with opened(source) as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Checked(name, kind.code, kind.media_type, size, digest)


def refuse_size(size: int, largest: int) -> None:
    if not size:
        raise RefusedError(_("the file is empty"))
    if size > largest:
        told = _(
            "the file has %(size)s MB; at most %(largest)s MB are taken. Compress it or give it in parts"
        )
        shown = {"size": megabytes(size), "largest": megabytes(largest)}
        raise RefusedError(told % shown)


def megabytes(size: int) -> str:
    return language.number(size / 1e6, reader_language(), 1)


def refuse_kind(kind: Kind, name: str, kinds: Collection[Kind]) -> None:
    if kind not in kinds:
        told = _("this is %(kind)s, which is not taken here; send a file that ends in %(endings)s")
        raise RefusedError(told % {"kind": kind.title, "endings": ", ".join(endings_of(kinds))})
    if PurePosixPath(name).suffix.lower() not in kind.endings:
        told = _("by its content this is %(kind)s; give it a name that ends in %(endings)s")
        raise RefusedError(told % {"kind": kind.title, "endings": ", ".join(kind.endings)})


def kind_by_content(source: Source) -> Kind:
    """The kind, of a file that its reader found sound; whatever it is called."""
    with viewed(source) as view:
        found = kind_by_beginning(view)
        if view[:8] == office.OLE_BEGINS:
            raise office.old_office(wraps_protected=view.find(office.PROTECTED) >= 0)
    if found is not None:
        return found
    with opened(source) as file:
        if file.read(4) == office.ZIP_BEGINS:
            file.seek(0)
            return office.check_office(file)
        file.seek(0)
        if texts.is_text(file):
            file.seek(0)
            texts.refuse_runnable(file)
            return TEXT
        file.seek(0)
        if file.read(8).startswith(PROGRAM_BEGINS):
            raise RefusedError(_("this is a program; programs are not taken"))
    raise RefusedError(
        _("this is no document of a kind that is known here; send it as PDF, or as plain text in UTF-8")
    )


def kind_by_beginning(view: View) -> Kind | None:
    if view[:5] == PDF_BEGINS:
        portable.check_pdf(view)
        return PDF
    if view[:8] == PNG_BEGINS:
        pictures.check_png(view)
        return PNG
    if view[:3] == JPEG_BEGINS:
        pictures.check_jpeg(view)
        return JPEG
    return None
