"""Documents of the kinds that forms ask for, as small as they can be and still sound."""

import struct
import zipfile
import zlib
from base64 import b64decode
from io import BytesIO

__all__ = ["file_of"]

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JPEG = (
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71"
    "////m8H////6/+b9//j/2wBDASstLTw1PHZBQXb4pYyl+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4+Pj4"
    "+Pj4+Pj4+Pj/wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QA"
    "FAEBAAAAAAAAAAAAAAAAAAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AKAB/9k="
)
"""Eight by eight grey pixels."""
OFFICE = {
    "docx": ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
}  # fmt: skip
PREFERRED = ("pdf", "text", "png", "docx", "xlsx", "pptx", "jpeg")


def file_of(kinds: tuple[str, ...], name: str) -> tuple[str, bytes]:
    """A name and the bytes of a file of one of these kinds."""
    kind = next(kind for kind in PREFERRED if kind in kinds)
    match kind:
        case "pdf":
            return f"{name}.pdf", PDF
        case "text":
            return f"{name}.txt", b"Made up for a rehearsal.\n"
        case "png":
            return f"{name}.png", png()
        case "jpeg":
            return f"{name}.jpeg", b64decode(JPEG)
        case _:
            return f"{name}.{kind}", office(*OFFICE[kind])


def png() -> bytes:
    """One grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\x80"))
        + chunk(b"IEND", b"")
    )


def office(part: str, media_type: str) -> bytes:
    kept = BytesIO()
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{part}" ContentType="{media_type}"/></Types>'
    )
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr(part, '<?xml version="1.0"?><document/>')
    return kept.getvalue()
