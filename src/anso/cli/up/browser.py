"""A visitor as plain as can be: asks for an address, reads the answer's links, keeps its connections open."""

import http.client
import threading
import time
from dataclasses import dataclass
from html.parser import HTMLParser

from anso.cli.up.ready import connection_to, host_header
from anso.config import Config

__all__ = ["Answer", "Browser", "links_in"]

LINKING = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "srcset", "use": "href"}
NOT_FOLLOWED = ("mailto:", "tel:", "data:", "javascript:")
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Answer:
    status: int
    seconds: float
    is_page: bool
    links: tuple[str, ...] = ()


class Browser:
    """One connection a thread."""

    def __init__(self, settings: Config) -> None:
        self._settings = settings
        self._mine = threading.local()

    def get(self, address: str) -> Answer:
        """The answer; status 0 when there was none."""
        for fresh in (False, True):
            began = time.monotonic()
            try:
                response, body = self._ask(address, fresh=fresh)
            except (OSError, http.client.HTTPException):
                continue  # a connection the server had closed; tried once more on a new one
            seconds = time.monotonic() - began
            location = response.headers.get("Location")
            if location:
                return Answer(response.status, seconds, is_page=False, links=(location,))
            is_page = response.headers.get_content_type() == "text/html"
            links = links_in(body.decode(errors="replace")) if is_page else ()
            return Answer(response.status, seconds, is_page, links)
        return Answer(0, 0.0, is_page=False)

    def _ask(self, address: str, *, fresh: bool) -> tuple[http.client.HTTPResponse, bytes]:
        connection = getattr(self._mine, "connection", None)
        if connection is None or fresh:
            connection = self._mine.connection = connection_to(self._settings, PATIENCE_SECONDS)
        connection.request("GET", address, headers=host_header(self._settings))
        response = connection.getresponse()
        return response, response.read()


def links_in(page: str) -> tuple[str, ...]:
    """What a page refers to, once each, in the order it does."""
    collector = LinkCollector()
    collector.feed(page)
    return tuple(collector.found)


class LinkCollector(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        link = dict(attrs).get(LINKING.get(tag, ""))
        if link and not link.startswith(NOT_FOLLOWED):
            self.found[link.split()[0] if tag == "source" else link] = None
