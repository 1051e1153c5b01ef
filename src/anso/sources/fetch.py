"""One file from a provider over the network, patiently, with the newest kept copy to fall back on.

In: a provider's name and address. Out: the file on disk and how it came. A server that is busy or slow is
asked again after growing pauses with random jitter (so that many installations do not ask in step); an
unchanged file is not sent twice (ETag, Last-Modified); one that never ends is cut off. When nothing helps,
or the installation is offline, the newest kept copy answers and is labelled `cached`.
"""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import httpx
import structlog

from anso.config import config
from anso.sources import cache
from anso.sources.provenance import How
from anso.sources.source import SourceUnavailableError

__all__ = ["Fetched", "fetch"]

ATTEMPTS = 4
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
TIMEOUT = httpx.Timeout(60.0, connect=10.0)
LARGEST_BYTES = 300_000_000
WORTH_RETRYING = frozenset({408, 425, 429, 500, 502, 503, 504})

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Fetched:
    """A provider's file on disk."""

    path: Path
    sha256: str
    retrieved: datetime
    how: How


class _GaveUpError(Exception):
    """The network did not give the file; the text says why, as the end of a sentence."""


def fetch(
    name: str,
    title: str,
    url: str,
    *,
    transport: httpx.BaseTransport | None = None,
    sleep: Callable[[float], None] = time.sleep,
    largest: int = LARGEST_BYTES,
) -> Fetched:
    """The file at `url`, fresh if the network gives it, else the newest kept copy."""
    kept = cache.newest(name, url)
    if config().offline:
        reason = "this installation is offline (ANSO_OFFLINE)"
    else:
        try:
            with httpx.Client(
                transport=transport,
                timeout=TIMEOUT,
                follow_redirects=True,
                headers={"User-Agent": f"anso/{version('anso')}"},
            ) as client:
                return _fresh(client, name, url, kept, sleep, largest)
        except _GaveUpError as error:
            reason = str(error)
    if kept is None:
        raise SourceUnavailableError(
            f"{title} ({url}) cannot be read: {reason}, and no earlier copy of it is kept here. "
            "Connect to the network and try again, or choose another source."
        )
    log.warning("source_from_cache", source=name, url=url, reason=reason, retrieved=str(kept.label.retrieved))
    return _fetched(kept, "cached")


def _fresh(
    client: httpx.Client,
    name: str,
    url: str,
    kept: cache.Copy | None,
    sleep: Callable[[float], None],
    largest: int,
) -> Fetched:
    for attempt in range(1, ATTEMPTS + 1):
        asked_to_wait = 0.0
        try:
            with client.stream("GET", url, headers=_conditions(kept)) as answer:
                if answer.status_code == httpx.codes.NOT_MODIFIED and kept is not None:
                    return _fetched(kept, "live")
                if answer.is_success:
                    copy = cache.keep(
                        name,
                        url,
                        _limited(answer, largest),
                        retrieved=datetime.now(UTC).replace(microsecond=0),
                        etag=answer.headers.get("etag", ""),
                        last_modified=answer.headers.get("last-modified", ""),
                    )
                    return _fetched(copy, "live")
                reason = f"the server answers {answer.status_code} {answer.reason_phrase}".rstrip()
                if answer.status_code not in WORTH_RETRYING:
                    raise _GaveUpError(reason)
                asked_to_wait = _retry_after(answer)
        except httpx.TimeoutException:
            reason = "the server does not answer in time"
        except httpx.TransportError as error:
            reason = f"the network does not reach it ({str(error) or type(error).__name__})"
        except httpx.RequestError as error:
            raise _GaveUpError(f"the server answers what cannot be followed ({error})") from error
        if attempt < ATTEMPTS:
            sleep(_pause(attempt, asked_to_wait))
    raise _GaveUpError(f"{reason}, {ATTEMPTS} times")


def _fetched(copy: cache.Copy, how: How) -> Fetched:
    return Fetched(copy.path, copy.label.sha256, copy.label.retrieved, how)


def _conditions(kept: cache.Copy | None) -> dict[str, str]:
    if kept is None:
        return {}
    given = {"If-None-Match": kept.label.etag, "If-Modified-Since": kept.label.last_modified}
    return {header: value for header, value in given.items() if value}


def _limited(answer: httpx.Response, largest: int) -> Iterator[bytes]:
    received = 0
    for chunk in answer.iter_bytes():
        received += len(chunk)
        if received > largest:
            raise _GaveUpError(f"its file is larger than {largest / 1e6:,.0f} MB")
        yield chunk


def _retry_after(answer: httpx.Response) -> float:
    seconds = answer.headers.get("retry-after", "")
    return float(seconds) if seconds.isdecimal() else 0.0


def _pause(attempt: int, asked: float) -> float:
    """Exponential back-off with full jitter, not shorter than what the server asked for."""
    jittered = random.uniform(0, FIRST_PAUSE_S * 2**attempt)  # noqa: S311 - no secret depends on it
    return min(max(jittered, asked), LONGEST_PAUSE_S)
