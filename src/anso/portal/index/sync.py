"""Keeping the index in step with the folders of releases.

The folders are the truth. A release is indexed as it is published by a job (`index_release`), found when
another process published it or took it away (`sync`), and all of it can be read anew (`rebuild`). Every
writer takes the index's one row first, so that several workers never work on the same release at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time

import structlog
from django.db import transaction

from anso.errors import AnsoError
from anso.portal import storage
from anso.portal.cleanup import forget_release_files
from anso.portal.index import search
from anso.portal.index.entries import (
    alert_entries,
    fact_entries,
    release_entry_of,
    release_search_entry,
)
from anso.portal.index.models import (
    AlertEntry,
    AlertPlace,
    FactEntry,
    IndexState,
    ReleaseEntry,
    ReleasePlace,
    SearchEntry,
)
from anso.portal.index.places import reach
from anso.portal.index.revision import bump
from anso.release import Release, Store
from anso.release.manifest import MANIFEST

__all__ = ["index_release", "rebuild", "remove_release", "sync"]

ROWS_AT_ONCE = 500

log = structlog.get_logger(__name__)
_unreadable: set[str] = set()


@dataclass(frozen=True)
class _Read:
    """What the index needs of a release, read before anything is locked."""

    release: Release
    facts: list[dict[str, object]]
    published: datetime


def index_release(release: Release) -> ReleaseEntry:
    """Take a release up, if it is not there yet."""
    return _index(_read(release))


def _index(read: _Read) -> ReleaseEntry:
    with transaction.atomic():
        _take_turn()
        present = ReleaseEntry.objects.filter(release_id=read.release.id).first()
        if present is not None:
            return present
        entry = _write(read)
        _settle_newest(entry.product, entry.scope)
        bump()
    return entry


def remove_release(release_id: str) -> bool:
    """Forget a release; gives whether it was known."""
    with transaction.atomic():
        _take_turn()
        entry = ReleaseEntry.objects.filter(release_id=release_id).first()
        if entry is None:
            return False
        entry.delete()
        SearchEntry.objects.filter(kind="release", key=release_id).delete()
        _settle_newest(entry.product, entry.scope)
        bump()
    storage.forget_stores()
    forget_release_files(release_id)
    return True


def sync(stores: Iterable[Store] | None = None) -> tuple[int, int]:
    """Take up releases that others published, drop those that vanished, and do the same for records
    that can be searched.

    Gives how many were added and removed.
    """
    found: dict[str, Store] = {}
    for store in stores if stores is not None else _stores():
        found |= dict.fromkeys(store.ids(), store)
    known = set(ReleaseEntry.objects.values_list("release_id", flat=True))
    added = sum(_try_index(found[release_id], release_id) for release_id in sorted(found.keys() - known))
    removed = sum(remove_release(release_id) for release_id in sorted(known - found.keys()))
    search.refresh_records()
    return added, removed


def rebuild(stores: Iterable[Store] | None = None) -> int:
    """Drop the whole index and read it anew; readers see the old one until the new is complete."""
    read = [
        found
        for store in (stores if stores is not None else _stores())
        for release_id in store.ids()
        if (found := _try_read(store, release_id)) is not None
    ]
    with transaction.atomic():
        _take_turn()
        ReleaseEntry.objects.all().delete()
        SearchEntry.objects.all().delete()
        scopes = set()
        for each in read:
            entry = _write(each)
            scopes.add((entry.product, entry.scope))
        for product, scope in sorted(scopes):
            _settle_newest(product, scope)
        search.refresh()
        bump()
    return len(read)


def _stores() -> tuple[Store, Store]:
    return storage.store(), storage.store(private=True)


def _take_turn() -> None:
    IndexState.objects.get_or_create(pk=IndexState.ONLY)
    IndexState.objects.select_for_update().get(pk=IndexState.ONLY)


def _read(release: Release) -> _Read:
    return _Read(release, release.facts(), _published_at(release))


def _try_read(store: Store, release_id: str) -> _Read | None:
    """The release, unless it cannot be read: one damaged folder must not stop the others."""
    try:
        return _read(store.open(release_id))
    except (AnsoError, OSError) as error:
        if release_id not in _unreadable:
            _unreadable.add(release_id)
            log.warning("release not readable", release=release_id, store=store.url, error=str(error))
        return None


def _try_index(store: Store, release_id: str) -> bool:
    read = _try_read(store, release_id)
    if read is None:
        return False
    _index(read)
    return True


def _write(read: _Read) -> ReleaseEntry:
    manifest = read.release.manifest
    entry = release_entry_of(read.release, read.published)
    entry.save(force_insert=True)
    ReleasePlace.objects.bulk_create(
        (
            ReleasePlace(entry=entry, place=place, direct=direct)
            for place, direct in reach(manifest.places).items()
        ),
        batch_size=ROWS_AT_ONCE,
    )
    FactEntry.objects.bulk_create(fact_entries(entry, read.facts), batch_size=ROWS_AT_ONCE)
    alerts = AlertEntry.objects.bulk_create(alert_entries(entry, manifest), batch_size=ROWS_AT_ONCE)
    AlertPlace.objects.bulk_create(
        (AlertPlace(alert=alert, place=place) for alert in alerts for place in reach(alert.places)),
        batch_size=ROWS_AT_ONCE,
    )
    if not entry.owner:
        release_search_entry(entry).save(force_insert=True)
    return entry


def _settle_newest(product: str, scope: str) -> None:
    """Of the public releases of a scope one is the newest: the latest issued, then the latest published."""
    same = ReleaseEntry.objects.filter(product=product, scope=scope)
    newest = same.filter(owner="").order_by("-issued", "-published_at", "-release_id").first()
    same.filter(newest=True).exclude(pk=newest.pk if newest else 0).update(newest=False)
    FactEntry.objects.filter(current=True, entry__in=same).exclude(entry=newest.pk if newest else 0).update(
        current=False
    )
    if newest is not None:
        same.filter(pk=newest.pk).update(newest=True)
        FactEntry.objects.filter(entry=newest, current=False).update(current=True)


def _published_at(release: Release) -> datetime:
    """When the manifest was written; on a store that does not tell, the day the release was issued for."""
    fs = storage.store(private=release.manifest.owner is not None).fs
    if (local := release.local_path(MANIFEST)) is not None:
        return datetime.fromtimestamp(local.stat().st_mtime, UTC)
    try:
        moment: datetime = fs.modified(release.address(MANIFEST))
    except NotImplementedError:
        moment = datetime.combine(release.manifest.issued, time(), UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
