"""Releases of this installation, opened by id; those opened lately are kept at hand, for they never change."""

from functools import lru_cache

from anso.config import config
from anso.release import Release, Store

__all__ = ["forget_stores", "open_release", "store"]

KEPT_AT_HAND = 256


@lru_cache(maxsize=8)
def _store(url: str) -> Store:
    return Store(url)


def store(*, private: bool = False) -> Store:
    """The store of public or of private releases."""
    return _store(config().private_releases_url if private else config().releases_url)


@lru_cache(maxsize=KEPT_AT_HAND)
def _release(url: str, release_id: str) -> Release:
    return _store(url).open(release_id)


def open_release(release_id: str, *, private: bool = False) -> Release:
    """The release of that id; who may see it is asked before (`index.queries.release_entry`)."""
    return _release(store(private=private).url, release_id)


def forget_stores() -> None:
    """Open everything anew, after a deletion."""
    _release.cache_clear()
    _store.cache_clear()
