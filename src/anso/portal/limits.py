"""How often somebody may do something, counted over all processes and hosts of the installation.

In comes a scope (`api`, `ask`), a key (an address, an account) and an allowance of so many hits in so many
seconds; out goes whether this hit is granted. The method is the generic cell rate algorithm (ITU-T I.371,
annex A): of each key one number is kept, the moment until which its allowance is spent. A granted hit
moves it on by `seconds / limit`; a hit that would move it more than `seconds` ahead of now is refused and
costs nothing. So `limit` hits may come at once, and after that they come back evenly.

Granting is one conditional upsert, which SQLite and PostgreSQL do atomically. A look before it refuses
most of what must be refused, so that a flood of calls takes no lock and writes nothing.
"""

import ipaddress
import math
import random
import time
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import Any

from django.db import connection
from django.http import HttpRequest

from anso.config import config
from anso.errors import AnsoError, InvalidInputError, Problem
from anso.portal.models import Allowance

__all__ = [
    "Standing",
    "TooManyRequestsError",
    "clean_up",
    "client_address",
    "client_network",
    "hit",
    "is_this_machine",
    "proxy_networks",
    "require",
]

CLEAN_UP_ONE_IN = 500
THIS_MACHINE = "127.0.0.1"
SUBSCRIBER_BITS = 64
SIGNS_OF_A_PROXY = ("Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host", "X-Forwarded-Proto")
ROUNDING = 0.01
"""Of a hit. The moments are kept as floating-point seconds since 1970, exact to less than a microsecond."""

CLOCKS_APART = 5.0
"""Seconds that the clocks of several hosts may differ by."""

GRANT = """
INSERT INTO portal_allowance (key, spent_until) VALUES (%(key)s, %(fresh)s)
ON CONFLICT (key) DO UPDATE SET spent_until =
    CASE WHEN portal_allowance.spent_until > %(now)s AND portal_allowance.spent_until <= %(farthest)s
    THEN portal_allowance.spent_until ELSE %(now)s END + %(step)s
WHERE portal_allowance.spent_until <= %(latest)s OR portal_allowance.spent_until > %(farthest)s
RETURNING spent_until
"""


class TooManyRequestsError(AnsoError):
    """Somebody did something too often; carries how long they must wait."""

    def __init__(self, message: str, standing: "Standing") -> None:
        super().__init__(message)
        self.standing = standing


@dataclass(frozen=True)
class Standing:
    """Where somebody stands with their allowance after a hit."""

    allowed: bool
    limit: int
    remaining: int
    """Hits that would be granted at once from now."""
    reset_seconds: int
    """Until the whole allowance is back."""
    retry_seconds: int
    """Until the next hit is granted; 0 when it would be granted now."""


def hit(scope: str, key: str, limit: int, seconds: float) -> Standing:
    """Count one hit, if it is within the allowance."""
    digest = blake2b(f"{scope}\0{limit}/{seconds}\0{key}".encode(), digest_size=24).hexdigest()
    now = time.time()
    step = seconds / limit
    latest = now + seconds - step * (1 - ROUNDING)
    # Nothing is granted further ahead than this; what stands beyond was written before the clock was set back.
    farthest = now + seconds + CLOCKS_APART
    with connection.cursor() as cursor:
        spent_until = _spent_until(cursor, digest)
        if spent_until is not None and latest < spent_until <= farthest:
            return _standing(spent_until - now, limit, seconds, allowed=False)
        cursor.execute(
            GRANT,
            {
                "key": digest,
                "now": now,
                "fresh": now + step,
                "step": step,
                "latest": latest,
                "farthest": farthest,
            },
        )
        granted = cursor.fetchone()
        if granted is None:  # another process took the last of the allowance since the look
            return _standing((_spent_until(cursor, digest) or latest) - now, limit, seconds, allowed=False)
    if random.randrange(CLEAN_UP_ONE_IN) == 0:  # noqa: S311  (nothing depends on its being unforeseeable)
        clean_up(now)
    return _standing(granted[0] - now, limit, seconds, allowed=True)


def require(scope: str, key: str, limit: int, seconds: float, message: str) -> Standing:
    """Count one hit, or raise `TooManyRequestsError` with the sentence."""
    standing = hit(scope, key, limit, seconds)
    if not standing.allowed:
        raise TooManyRequestsError(message, standing)
    return standing


def clean_up(now: float | None = None) -> int:
    """Forget the keys whose whole allowance is back; gives how many were forgotten."""
    return Allowance.objects.filter(spent_until__lte=time.time() if now is None else now).delete()[0]


def _spent_until(cursor: Any, digest: str) -> float | None:
    cursor.execute("SELECT spent_until FROM portal_allowance WHERE key = %s", [digest])
    row = cursor.fetchone()
    return row[0] if row else None


def _standing(spent: float, limit: int, seconds: float, *, allowed: bool) -> Standing:
    step = seconds / limit
    remaining = max(0, math.floor((seconds - spent) / step + ROUNDING)) if allowed else 0
    wait = 0 if remaining else math.ceil(max(0.0, spent + step * (1 - ROUNDING) - seconds))
    return Standing(allowed, limit, remaining, math.ceil(spent - step * ROUNDING), wait)


def client_address(request: HttpRequest) -> str:
    """The address a request comes from.

    `X-Forwarded-For` is believed as far as it was written by a proxy we trust: from its end backwards,
    the first address that is not such a proxy is the client's. A request over a local socket has no
    address and comes from this machine.
    """
    address = _address(request.META.get("REMOTE_ADDR") or THIS_MACHINE)
    if address is None:
        return THIS_MACHINE
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    while hops and _is_proxy(address):
        before = _address(hops.pop())
        if before is None:
            break
        address = before
    return str(address)


def client_network(request: HttpRequest) -> str:
    """Whom an address stands for when hits are counted: of IPv6 a household or host has 2**64 of them (RFC 6177)."""
    address = ipaddress.ip_address(client_address(request))
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, SUBSCRIBER_BITS), strict=False))
    return str(address)


def is_this_machine(request: HttpRequest) -> bool:
    """Does the request come from this machine itself, rather than through a proxy that stands on it?"""
    if "X-Forwarded-For" not in request.headers and any(sign in request.headers for sign in SIGNS_OF_A_PROXY):
        return False  # a proxy that does not say for whom it asks
    return ipaddress.ip_address(client_address(request)).is_loopback


Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def _address(text: str) -> Address | None:
    """An address as it is written in headers: perhaps with a port, perhaps in brackets."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def _is_proxy(address: Address) -> bool:
    return address.is_loopback or any(address in network for network in proxy_networks(config().proxies))


@cache
def proxy_networks(setting: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    """The networks of ANSO_PROXIES; the site does not start with a setting that names none."""
    networks = []
    for text in filter(None, (part.strip() for part in setting.split(","))):
        try:
            networks.append(ipaddress.ip_network(text, strict=False))
        except ValueError as error:
            raise InvalidInputError(
                [Problem("ANSO_PROXIES", f"{text!r} is no address or network, such as 10.0.0.0/8: {error}")]
            ) from error
    return tuple(networks)
