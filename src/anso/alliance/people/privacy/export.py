"""All that is held of a person, as one ZIP file: a JSON file for each kind of record, and the files themselves.

In comes an account; out go bytes that its owner may keep, read and take elsewhere (GDPR, articles 15 and 20).
Only the owner's own rows are in it, and of those nothing that lets anybody in: no password, no hash of a key.
A file that cannot be read is told of in the ZIP and in the log; the rest is given all the same.
"""

import io
import json
import logging
import zipfile
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from anso.alliance.people.models import User
from anso.alliance.people.privacy.registry import Holding, holdings
from anso.errors import AnsoError

__all__ = ["data_of", "export_zip", "row_of"]

log = logging.getLogger(__name__)

README = """All that this site holds of you, as of {moment}.

Each .json file is one kind of record; its rows are yours. people.auditevent.json is what the audit trail tells of your acts.
Files that belong to records lie under files/. Times are in UTC. What lets somebody in (passwords, hashes of keys,
secrets of second factors) is left out on purpose.
"""
MISSING = """These files are on record as yours, but could not be read when this was put together. Whoever runs the site
has been told; write to them if you need the files.

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
        missing = add_files(archive, person)
        if missing:
            archive.writestr("MISSING.txt", MISSING + "\n".join(missing) + "\n")
    return content.getvalue()


def add_files(archive: zipfile.ZipFile, person: User) -> list[str]:
    """Put the person's files into the archive; gives a line for each record whose files could not be read."""
    missing = []
    for holding, record in records_with_files(person):
        try:
            for name, data in holding.files(record) if holding.files else ():
                archive.writestr(f"files/{name}", data)
        except (AnsoError, OSError) as error:
            which = f"{holding.model.lower()} {record.pk}"
            log.warning(
                "a person's file is missing from their export", exc_info=error, extra={"record": which}
            )
            named = getattr(record, "name", "")
            missing.append(f"{which}: {named}" if named else which)
    return missing


def records_with_files(person: User) -> Iterator[tuple[Holding, models.Model]]:
    for holding in holdings():
        if holding.files is not None:
            for record in holding.rows_of(person):
                yield holding, record
