"""Pictures: whole from their first to their last byte, and no larger when shown than a screen's memory bears."""

import struct
import zlib

from django.utils.translation import gettext as _

from anso.alliance.files.refusal import RefusedError, damaged
from anso.alliance.files.source import View

__all__ = ["check_jpeg", "check_png"]

MOST_PIXELS = 100_000_000
LONGEST_SIDE = 30_000
PNG_SIGNATURE_BYTES = 8
PNG_CHUNK_FRAME_BYTES = 12
"""Length, type and CRC around the data of a chunk (PNG specification, third edition, 5.3)."""
JPEG_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers that begin a frame, SOF0 to SOF15 (ITU-T T.81, table B.1)."""
JPEG_SCAN, JPEG_END = 0xDA, b"\xff\xd9"


def check_png(view: View) -> None:
    place, kind = PNG_SIGNATURE_BYTES, b""
    pixels_came = False
    while kind != b"IEND":
        head = view[place : place + 8]
        if len(head) < 8:
            raise damaged()
        length, kind = struct.unpack(">I4s", head)
        end = place + PNG_CHUNK_FRAME_BYTES + length
        if end > len(view) or (place == PNG_SIGNATURE_BYTES) != (kind == b"IHDR"):
            raise damaged()
        (crc,) = struct.unpack(">I", view[end - 4 : end])
        if zlib.crc32(view[place + 4 : end - 4]) != crc:
            raise damaged()
        if kind == b"IHDR":
            check_sides(*struct.unpack(">II", view[place + 8 : place + 16]))
        pixels_came |= kind == b"IDAT"
        place = end
    if not pixels_came:
        raise damaged()


def check_jpeg(view: View) -> None:
    place, frame_came = 2, False
    while True:
        head = view[place : place + 4]
        if len(head) < 4 or head[0] != 0xFF:
            raise damaged()
        marker, length = head[1], int.from_bytes(head[2:4])
        if marker == 0xFF:  # a fill byte (T.81, B.1.1.2)
            place += 1
            continue
        if marker in JPEG_FRAMES:
            height, width = struct.unpack(">HH", view[place + 5 : place + 9].ljust(4, b"\0"))
            check_sides(width, height)
            frame_came = True
        if marker == JPEG_SCAN:
            break
        place += 2 + length
    if not frame_came or view.rfind(JPEG_END, place) < 0:
        raise damaged()


def check_sides(width: int, height: int) -> None:
    if not (width and height):
        raise damaged()
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        told = _("the picture has %(width)d × %(height)d pixels, more than can be shown; make it smaller")
        raise RefusedError(told % {"width": width, "height": height})
