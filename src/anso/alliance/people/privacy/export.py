"""All that is held of a person, as one ZIP file: a JSON file for each kind of record, and the files themselves.

In comes an account; out go bytes that its owner may keep, read and take elsewhere (GDPR, articles 15 and 20).
Only the owner's own rows are in it, and of those nothing that lets anybody in: no password, no hash of a key.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from anso.alliance.people.models import User
from anso.alliance.people.privacy.registry import Holding, holdings

__all__ = ["data_of", "export_zip", "row_of"]

README = """All that this site holds of you, as of {moment}.

Each .json file is one kind of record; its rows are yours. people.auditevent.json is what the audit trail tells of your acts.
Files that belong to records lie under files/. Times are in UTC. What lets somebody in (passwords, hashes of keys,
secrets of second factors) is left out on purpose.
"""


def data_of(person: User) -> dict[str, list[dict[str, Any]]]:
    """Every row of the person, by the kind of record."""
    found: dict[str, list[dict[str, Any]]] = {}
    seen: set[tuple[str, Any]] = set()
    for holding in holdings():
        label = holding.model.lower()
        for record in holding.rows_of(person):
            if (label, record.pk) not in seen:
                seen.add((label, record.pk))
                found.setdefault(label, []).append(row_of(record, holding))
    return found


def row_of(record: models.Model, holding: Holding) -> dict[str, Any]:
    """A row in plain values; a link is told by what it leads to, never by another person's name."""
    row = {}
    for column in record._meta.concrete_fields:
        if column.name in holding.hidden:
            continue
        value = getattr(record, column.attname)
        if value is not None and isinstance(column, models.ForeignKey):
            target = getattr(record, column.name)
            value = target.audit_id if isinstance(target, User) else str(target)
        row[column.name] = value
    return row


def export_zip(person: User) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README.format(moment=f"{timezone.now():%Y-%m-%d %H:%M} UTC"))
        for label, rows in sorted(data_of(person).items()):
            text = json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
            archive.writestr(f"{label}.json", text)
        for name, data in files_of(person):
            archive.writestr(f"files/{name}", data)
    return content.getvalue()


def files_of(person: User) -> Iterator[tuple[str, bytes]]:
    for holding in holdings():
        if holding.files is not None:
            for record in holding.rows_of(person):
                yield from holding.files(record)
