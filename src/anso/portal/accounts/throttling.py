"""Sign-in attempts are counted over all server processes, not in each alone.

Allauth counts attempts, and remembers spent one-time codes, in the default cache, which every process
keeps for itself; a guesser would get the allowance once for each process, and an overheard code could be
used a second time. Its counters are pointed at the shared cache in the database instead. (They are module
attributes because allauth has no setting for it.)
"""

from allauth.core.internal import ratelimit
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.utils.connection import ConnectionProxy

__all__ = ["SHARED", "share_counts"]

SHARED = "shared"


def share_counts() -> None:
    shared: BaseCache = ConnectionProxy(caches, SHARED)  # type: ignore[assignment]
    ratelimit.cache = shared
    totp.cache = shared
