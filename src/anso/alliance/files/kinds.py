"""The kinds of documents that are taken: how each is called, how its files end, what it is served as."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["DOCX", "JPEG", "KINDS", "PDF", "PNG", "PPTX", "TEXT", "XLSX", "Kind", "endings_of", "kind_called"]

OPENXML = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Kind:
    """A kind of document."""

    code: str
    title: str | Promise
    endings: tuple[str, ...]
    media_type: str


PDF = Kind("pdf", _("a PDF document"), (".pdf",), "application/pdf")
DOCX = Kind("docx", _("a Word document"), (".docx",), f"{OPENXML}.wordprocessingml.document")
XLSX = Kind("xlsx", _("an Excel workbook"), (".xlsx",), f"{OPENXML}.spreadsheetml.sheet")
PPTX = Kind("pptx", _("a PowerPoint presentation"), (".pptx",), f"{OPENXML}.presentationml.presentation")
PNG = Kind("png", _("a PNG picture"), (".png",), "image/png")
JPEG = Kind("jpeg", _("a JPEG picture"), (".jpg", ".jpeg"), "image/jpeg")
TEXT = Kind("text", _("a plain text"), (".txt", ".md"), "text/plain; charset=utf-8")
KINDS = (PDF, DOCX, XLSX, PPTX, PNG, JPEG, TEXT)


def endings_of(kinds: Iterable[Kind]) -> tuple[str, ...]:
    return tuple(ending for kind in kinds for ending in kind.endings)


def kind_called(code: str) -> Kind:
    return next(kind for kind in KINDS if kind.code == code)
