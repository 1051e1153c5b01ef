"""What a merge did, column by column, so that it can be undone to the byte.

In come rows as they are changed or removed; out goes a list of plain entries, and from it, later, the same rows
again. A column is put back only if it still holds what the merge wrote: what people changed since stays theirs.
"""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

__all__ = ["Ledger", "undo"]

Entry = dict[str, Any]


@dataclass
class Ledger:
    """Entries in the order in which things were done."""

    entries: list[Entry] = field(default_factory=list)

    def change(self, record: models.Model, **values: Any) -> None:
        """Set columns of a row, by the names of their attributes, and note what they held."""
        columns = {column.attname: column for column in record._meta.concrete_fields}
        before, after = {}, {}
        for name, value in values.items():
            held = plain(columns[name], getattr(record, name))
            setattr(record, name, value)
            wanted = plain(columns[name], getattr(record, name))
            if held != wanted:
                before[name], after[name] = held, wanted
        if before:
            manager = type(record)._base_manager
            manager.filter(pk=record.pk).update(**{name: getattr(record, name) for name in after})
            self.entries.append(
                {"do": "change", "model": label(record), "key": key(record), "before": before, "after": after}
            )

    def remove(self, record: models.Model) -> None:
        """Delete a row to which nothing refers any more, and note all of it."""
        row = {
            column.attname: plain(column, getattr(record, column.attname))
            for column in record._meta.concrete_fields
        }
        self.entries.append({"do": "remove", "model": label(record), "key": key(record), "before": row})
        type(record)._base_manager.filter(pk=record.pk)._raw_delete(using="default")

    def add(self, record: models.Model) -> None:
        """Note a row that the merge made."""
        self.entries.append({"do": "add", "model": label(record), "key": key(record)})


def undo(entries: list[Entry]) -> list[str]:
    """Take the entries back, the last first; gives the columns that people changed since, which stay."""
    kept = []
    for entry in reversed(entries):
        model = apps.get_model(entry["model"])
        found = model._base_manager.filter(pk=model._meta.pk.to_python(entry["key"]))
        if entry["do"] == "add":
            found._raw_delete(using="default")
        elif entry["do"] == "remove":
            columns = {column.attname: column for column in model._meta.concrete_fields}
            model(**{name: read(columns[name], value) for name, value in entry["before"].items()}).save_base(
                raw=True, force_insert=True
            )
        else:
            kept += restore(found, entry)
    return kept


def restore(found: models.QuerySet[Any], entry: Entry) -> list[str]:
    record = found.first()
    if record is None:
        return []
    columns = {column.attname: column for column in record._meta.concrete_fields}
    kept, back = [], {}
    for name, value in entry["before"].items():
        if plain(columns[name], getattr(record, name)) == entry["after"][name]:
            back[name] = read(columns[name], value)
        else:
            kept.append(f"{entry['model']} {record}: {columns[name].verbose_name}")
    if back:
        found.update(**back)
    return kept


def label(record: models.Model) -> str:
    return record._meta.label


def key(record: models.Model) -> Any:
    return plain(record._meta.pk, record.pk)


def plain(column: Any, value: Any) -> Any:
    """A value that JSON keeps as it is; texts for what JSON has no type for."""
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    holder = column.model.__new__(column.model)
    holder.__dict__[column.attname] = value
    return column.value_to_string(holder)


def read(column: Any, value: Any) -> Any:
    return column.to_python(value)
