"""From a release to its rows in the index: plain functions that write nothing themselves."""

import hashlib
import json
from datetime import datetime
from typing import Any

from anso.places.fold import fold
from anso.portal.index.models import AlertEntry, FactEntry, ReleaseEntry, SearchEntry
from anso.release import Manifest, Release

__all__ = ["alert_entries", "fact_entries", "release_entry_of", "release_search_entry", "scope_of"]

SEVERITIES = ("extreme", "severe", "moderate", "minor")
RELEASE_WEIGHT = 0.8


def scope_of(request: dict[str, Any]) -> str:
    """What a request asks for, whatever the day: releases of one scope succeed each other."""
    lasting = {name: value for name, value in request.items() if name != "issued"}
    text = json.dumps(lasting, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def release_entry_of(release: Release, published_at: datetime) -> ReleaseEntry:
    manifest = release.manifest
    return ReleaseEntry(
        release_id=release.id,
        product=manifest.product,
        corridor=manifest.corridor,
        issued=manifest.issued,
        published_at=published_at,
        title=manifest.title,
        finding=manifest.finding,
        holds=manifest.holds,
        synthetic=manifest.synthetic,
        owner=manifest.owner or "",
        code=manifest.code,
        scope=scope_of(manifest.request),
        manifest=manifest.model_dump(mode="json", exclude={"files"}, exclude_defaults=True),
    )


def fact_entries(entry: ReleaseEntry, facts: list[dict[str, Any]]) -> list[FactEntry]:
    return [
        FactEntry(
            entry=entry,
            place=fact["place"],
            product=entry.product,
            label=fact["label"],
            value=fact["value"],
            note=fact.get("note"),
            tone=fact.get("tone", ""),
            chart=fact.get("chart", ""),
        )
        for fact in facts
    ]


def alert_entries(entry: ReleaseEntry, manifest: Manifest) -> list[AlertEntry]:
    return [
        AlertEntry(
            entry=entry,
            position=position,
            rank=SEVERITIES.index(alert.severity),
            places=list(alert.places),
            **alert.model_dump(exclude={"places"}),
        )
        for position, alert in enumerate(manifest.alerts)
    ]


def release_search_entry(entry: ReleaseEntry) -> SearchEntry:
    words = [*entry.title.values(), *(entry.finding or {}).values(), entry.product, entry.issued.isoformat()]
    return SearchEntry(
        kind="release",
        key=entry.release_id,
        title=entry.title,
        detail=entry.finding,
        folded=" ".join(dict.fromkeys(fold(word) for word in words)),
        url_name="portal:release",
        url_kwargs={"product": entry.product, "name": entry.name},
        weight=RELEASE_WEIGHT,
    )
