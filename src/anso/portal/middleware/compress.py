"""Answers in fewer bytes, for readers on slow lines: Brotli where the browser takes it, else gzip.

Only text is compressed (static files come compressed from the disk already). What was compressed lately is
kept by the hash of its content, so that a page answered from memory costs nothing here either. Secrets in
pages are safe from guessing by length (the BREACH attack): Django masks its marks of forms anew each time.
"""

import gzip
import hashlib
import re
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from threading import Lock
from typing import Literal

import brotli
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

__all__ = ["CompressMiddleware", "accepted_encoding"]

Encoding = Literal["br", "gzip"]

TEXT = re.compile(r"text/|image/svg\+xml|application/(\w+\+)?(json|xml|javascript)|application/x-ndjson")
SMALLEST_BYTES = 860  # a shorter answer fits into one packet either way
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
MEMORY_BYTES = 32_000_000


class CompressMiddleware:
    """Stands outside everything that reads or makes the content of answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.has_header("Content-Encoding") or not TEXT.match(
            response.headers.get("Content-Type", "")
        ):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        encoding = accepted_encoding(request.headers.get("Accept-Encoding", ""))
        if encoding is None or request.method == "HEAD" or response.status_code != 200:
            return response
        if isinstance(response, StreamingHttpResponse):
            if response.is_async:
                return response
            response.streaming_content = compressed_stream(iter(response.streaming_content), encoding)  # type: ignore[arg-type]  # not asynchronous
            del response.headers["Content-Length"]
        elif isinstance(response, HttpResponse) and len(response.content) >= SMALLEST_BYTES:
            # A receipt of a vote, a person's own data: what no cache may store is not kept here either.
            kept = "no-store" not in response.headers.get("Cache-Control", "")
            response.content = (
                self._compressed(response.content, encoding)
                if kept
                else compressed(response.content, encoding)
            )
            response.headers["Content-Length"] = str(len(response.content))
        else:
            return response
        response.headers["Content-Encoding"] = encoding
        etag = response.headers.get("ETag", "")
        if etag and not etag.startswith("W/"):
            response.headers["ETag"] = f"W/{etag}"  # the bytes differ, the meaning does not
        return response

    def _compressed(self, content: bytes, encoding: Encoding) -> bytes:
        key = encoding.encode() + hashlib.blake2b(content, digest_size=20).digest()
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        made = compressed(content, encoding)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self._bytes += len(made)
            while self._bytes > MEMORY_BYTES:
                self._bytes -= len(self._kept.popitem(last=False)[1])
        return made


def compressed(content: bytes, encoding: Encoding) -> bytes:
    if encoding == "br":
        packed: bytes = brotli.compress(content, quality=BROTLI_QUALITY)
        return packed
    return gzip.compress(content, GZIP_LEVEL, mtime=0)


def accepted_encoding(header: str) -> Encoding | None:
    """The best of the encodings that an `Accept-Encoding` header allows."""
    allowed = {}
    for part in header.lower().split(","):
        name, _, parameters = part.partition(";")
        allowed[name.strip()] = not re.fullmatch(r"\s*q=0(\.0*)?\s*", parameters)
    if allowed.get("br"):
        return "br"
    return "gzip" if allowed.get("gzip", allowed.get("*", False)) else None


def compressed_stream(chunks: Iterable[bytes], encoding: Encoding) -> Iterator[bytes]:
    """The chunks compressed as they come; empty ones are not sent, for they would end nothing."""
    if encoding == "br":
        squeeze = brotli.Compressor(quality=BROTLI_QUALITY)
        parts = (squeeze.process(chunk) for chunk in chunks)
        yield from filter(None, parts)
        yield squeeze.finish()
        return
    deflate = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    yield from filter(None, (deflate.compress(chunk) for chunk in chunks))
    yield deflate.flush()
