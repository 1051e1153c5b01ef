"""Documents made by hand, whole and broken ones; each is the smallest that shows what a test is about."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

__all__ = ["docx", "jpeg", "office", "pdf", "png"]

OPENXML = "application/vnd.openxmlformats-officedocument"
MAIN = {
    "docx": f"{OPENXML}.wordprocessingml.document.main+xml",
    "xlsx": f"{OPENXML}.spreadsheetml.sheet.main+xml",
    "pptx": f"{OPENXML}.presentationml.presentation.main+xml",
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
}


def pdf(*objects: bytes, trailer: bytes = b"<< /Size 1 /Root 1 0 R >>") -> bytes:
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, text) for number, text in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n" + trailer + b"\nstartxref\n9\n%%EOF\n"


def png(width: int = 4, height: int = 3) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 15)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int = 4, height: int = 3) -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8"
        b"\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
        b"\xff\xc0"
        + struct.pack(">H", len(frame) + 2)
        + frame
        + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
        + b"\x12\x34\xff\xd9"
    )


def office(kind: str = "docx", parts: Mapping[str, bytes] | None = None) -> bytes:
    listed = f'<?xml version="1.0"?><Types><Override PartName="/x.xml" ContentType="{MAIN[kind]}"/></Types>'
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", listed)
        for name, content in (parts or {"x.xml": b"<x/>"}).items():
            archive.writestr(name, content)
    return held.getvalue()


def docx(**parts: bytes) -> bytes:
    return office("docx", parts or None)
