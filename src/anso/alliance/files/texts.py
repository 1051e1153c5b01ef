"""Plain text: letters alone, in UTF-8 or marked UTF-16, and nothing that a browser or a shell would run."""

import codecs
import re
from io import BufferedIOBase

from django.utils.translation import gettext as _

from anso.alliance.files.refusal import RefusedError

__all__ = ["is_markup", "is_text", "refuse_runnable"]

CHUNK = 1 << 20
BEGINNING = 1024
"""About as much as browsers look at to guess what a file is (WHATWG MIME Sniffing reads 1445 bytes)."""
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
"""What no text holds; tabs, ends of lines and of pages it does."""
MARKUP = re.compile(r"\s*<(?:[a-zA-Z]|[!?/])")
RUN_BY_A_SHELL = "#!"
RICH_TEXT = "{\\rtf"
POSTSCRIPT = "%!PS"


def is_text(file: BufferedIOBase) -> bool:
    decoder = codecs.getincrementaldecoder(encoding_of(file))()
    while chunk := file.read(CHUNK):
        try:
            if CONTROLS.search(decoder.decode(chunk)):
                return False
        except UnicodeDecodeError:
            return False
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def is_markup(beginning: str) -> bool:
    return MARKUP.match(beginning) is not None


def refuse_runnable(file: BufferedIOBase) -> None:
    """Refuse HTML, SVG and other markup, shell scripts, rich text and PostScript: texts that programs act on."""
    encoding = encoding_of(file)
    beginning = file.read(BEGINNING).decode(encoding, errors="ignore")
    if is_markup(beginning):
        raise RefusedError(
            _("this is a web page, a drawing (SVG) or other markup; send it as PDF or as plain text")
        )
    if beginning.startswith((RUN_BY_A_SHELL, POSTSCRIPT)):
        raise RefusedError(_("this is a program; programs are not taken"))
    if beginning.startswith(RICH_TEXT):
        raise RefusedError(_("this is rich text (RTF); save it as .docx or PDF"))


def encoding_of(file: BufferedIOBase) -> str:
    """By its mark; the file is left at its beginning."""
    begins = file.read(2)
    file.seek(0)
    return "utf-16" if begins in UTF_16 else "utf-8-sig"
