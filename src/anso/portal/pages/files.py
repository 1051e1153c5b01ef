"""What a release's page shows or hands out beside its words: pictures of charts, and files to take away."""

import base64
import re
from functools import cache

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from anso.errors import NotFoundError
from anso.portal.downloads import as_download
from anso.portal.index import queries
from anso.portal.pictures import DEFAULT_WIDTH, draw
from anso.portal.storage import open_release

__all__ = ["file", "picture"]

TYPES = {"svg": "image/svg+xml", "png": "image/png"}
FONTS = (
    # file, the letters it has, and a letter that asks for it
    ("pictures/inter-latin.woff2", "U+0000-03FF, U+2000-22FF", None),
    ("pictures/inter-cyrillic.woff2", "U+0400-04FF, U+2116", re.compile("[\u0400-\u04ff]")),
)
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox"
FOREVER = "max-age=31536000, immutable"


@require_safe
def picture(request: HttpRequest, product: str, name: str, chart: str, suffix: str) -> HttpResponse:
    """A chart as a picture. A release never changes, and neither does a picture of it."""
    entry = queries.release_entry(f"{product}/{name}", request.user)
    width = request.GET.get("width", "")
    picture_of = draw(
        open_release(entry.release_id, private=entry.private),
        chart,
        "png" if suffix == "png" else "svg",
        "dark" if request.GET.get("theme") == "dark" else "light",
        int(width) if width.isascii() and width.isdigit() and len(width) < 10 else DEFAULT_WIDTH,
        request.GET.get("by", ""),
        request.GET.get("language", "en"),
    )
    content = with_font(picture_of) if suffix == "svg" else picture_of
    response = HttpResponse(content, content_type=TYPES[suffix])
    # Somebody else may sit at the same browser tomorrow: what is private is asked for again each time.
    response.headers["Cache-Control"] = "private, no-cache" if entry.private else f"public, {FOREVER}"
    # A picture is looked at, never run: not even when somebody opens it by its own address.
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    return response


def with_font(svg: bytes) -> bytes:
    """The picture with the house's letters in it: a picture in a page cannot use the page's own."""
    head, bracket, rest = svg.partition(b">")
    text = svg.decode()
    faces = [_font_face(name, letters) for name, letters, asks in FONTS if asks is None or asks.search(text)]
    return head + bracket + b"<style>" + b"".join(faces) + b"</style>" + rest


@cache
def _font_face(name: str, letters: str) -> bytes:
    font = base64.b64encode((settings.PORTAL / "static" / "fonts" / name).read_bytes()).decode()
    return (
        f'@font-face{{font-family:"Inter Variable";font-weight:400;unicode-range:{letters};'
        f'src:url(data:font/woff2;base64,{font})format("woff2")}}'
    ).encode()


@require_safe
def file(request: HttpRequest, product: str, name: str, path: str) -> HttpResponseBase:
    """A file of the release, to be saved; only those that the release offers."""
    entry = queries.release_entry(f"{product}/{name}", request.user)
    offered = {str(output["path"]) for output in entry.outputs if output["kind"] == "file"}
    if f"files/{path}" not in offered:
        raise NotFoundError(f"Release {entry.release_id} has no file {path!r}")
    release = open_release(entry.release_id, private=entry.private)
    return as_download(FileResponse(release.open(f"files/{path}")), path)
