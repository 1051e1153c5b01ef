"""Small releases to publish, the same in every process."""

from datetime import date

import pyarrow as pa

from anso.release import Manifest, Release, ReleaseWriter, Store

FACT = {"place": "PK", "label": {"en": "Epidemic"}, "value": {"en": "Growing"}}


def manifest(**changes: object) -> Manifest:
    content: dict[str, object] = {
        "product": "tests.small",
        "title": {"en": "A small release"},
        "corridor": "health",
        "issued": date(2020, 6, 8),
        "request": {"issued": "2020-06-08"},
        "code": "tests 1",
    }
    return Manifest.model_validate(content | changes)


def write_small(store: Store, rows: int = 3) -> Release:
    """Publish a release with one output of most kinds."""
    with ReleaseWriter(store) as writer:
        writer.table(
            "counts", pa.table({"country": ["PK", "KZ", "TH"] * (rows // 3), "cases": list(range(rows))})
        )
        writer.chart("map", {"mark": "bar"}, title={"en": "Map"}, alt={"en": "A map"}, lead=True)
        writer.text("summary", {"en": "# Growing", "fr": "# En croissance"})
        writer.file("notes.txt", b"notes")
        writer.facts([FACT])
        return writer.publish(manifest())
