"""Public pages kept in memory for as long as nothing they show has changed.

In comes a view; out goes one that answers visitors who are not signed in from memory, as long as the
revision of the index is the same, and answers 304 to a browser that has the page already. Each minute a
page is made anew all the same: alerts come into force and end by the clock. A page that carries anything of one visitor (a cookie, a message, the mark of a form) is never kept; nor is anything
for a visitor who has a session. The memory is bounded; the pages asked for least recently go first.
"""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from anso.portal.index.revision import revision

__all__ = ["PageMemory", "cache_page", "etag_matches", "pages"]

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

LARGEST_BYTES = 64_000_000
KEPT_FOR_SECONDS = 60
KEPT_METHODS = ("GET", "HEAD")
VARIES = ("Accept-Language", "Cookie", "HX-Request")
PERSONAL_COOKIES = ("messages",)


@dataclass(frozen=True)
class Kept:
    """A page as it was answered."""

    content: bytes
    content_type: str
    etag: str


class PageMemory:
    """Pages by key, up to so many bytes; safe to use from several threads."""

    def __init__(self, largest_bytes: int = LARGEST_BYTES) -> None:
        self.largest_bytes = largest_bytes
        self.bytes = 0
        self._pages: OrderedDict[str, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Kept | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: str, page: Kept) -> None:
        if len(page.content) > self.largest_bytes:
            return
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self.bytes += len(page.content)
            while self.bytes > self.largest_bytes:
                self._drop(next(iter(self._pages)))

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.bytes = 0

    def _drop(self, key: str) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self.bytes -= len(page.content)


pages = PageMemory()


def cache_page(view: View[P]) -> View[P]:
    """Keep what the view answers; only for views that show the same to every visitor."""

    @wraps(view)
    def kept_view(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method not in KEPT_METHODS or is_personal(request):
            return _uncached(view(request, *args, **kwargs))
        key = _key(request)
        page = pages.get(key)
        if page is None:
            response = view(request, *args, **kwargs)
            page = _page_of(request, response)
            if page is None:
                return _uncached(response)
            pages.put(key, page)
        return _answer(request, page)

    return kept_view


def is_personal(request: HttpRequest) -> bool:
    """Does the request come from somebody whose pages may differ from everybody's?"""
    personal = (settings.SESSION_COOKIE_NAME, *PERSONAL_COOKIES)
    return any(name in request.COOKIES for name in personal) or "Authorization" in request.headers


def etag_matches(request: HttpRequest, etag: str) -> bool:
    """Has the asker this very answer already? (RFC 9110, 13.1.2: compared weakly.)"""
    given = request.headers.get("If-None-Match", "")
    offered = {tag.strip().removeprefix("W/") for tag in given.split(",")}
    return "*" in offered or etag.removeprefix("W/") in offered


def period() -> int:
    """The number of the present minute: pages are kept within one."""
    return int(time.time() // KEPT_FOR_SECONDS)


def _key(request: HttpRequest) -> str:
    language = get_language() or settings.LANGUAGE_CODE
    fragment = f"{request.headers.get('HX-Request', '')} {request.headers.get('HX-Target', '')}"
    return "\0".join(
        (
            request.scheme or "",
            request.get_host(),
            request.get_full_path(),
            language,
            fragment,
            str(revision()),
            str(period()),
        )
    )


def _page_of(request: HttpRequest, response: HttpResponseBase) -> Kept | None:
    """The page to keep, unless it carries something of this visitor or is no finished page."""
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        response = response.render()
    if not isinstance(response, HttpResponse) or response.status_code != 200 or response.cookies:
        return None
    if request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or _session_changed(request) or _told_something(request):
        return None
    if set(response.headers) - {"Content-Type", "Vary", "Content-Language"}:
        return None  # it says more of itself than is kept
    digest = hashlib.blake2b(response.content, digest_size=16).hexdigest()
    return Kept(response.content, response.headers.get("Content-Type", "text/html"), f'W/"{digest}"')


def _session_changed(request: HttpRequest) -> bool:
    session = getattr(request, "session", None)
    return bool(session is not None and session.modified)


def _told_something(request: HttpRequest) -> bool:
    messages: Any = getattr(request, "_messages", None)
    return bool(messages is not None and (messages.added_new or messages.used))


def _answer(request: HttpRequest, page: Kept) -> HttpResponse:
    if etag_matches(request, page.etag):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(page.content, content_type=page.content_type)
    response.headers["ETag"] = page.etag
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(response, VARIES)
    return response


def _uncached(response: HttpResponseBase) -> HttpResponseBase:
    response.headers.setdefault("Cache-Control", "private, no-cache")
    patch_vary_headers(response, VARIES)
    return response
