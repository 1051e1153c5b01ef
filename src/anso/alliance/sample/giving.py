"""Giving records once: what of the data files was not given before, checked, and noted as given."""

import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from anso.alliance.sample.models import Given
from anso.errors import InvalidInputError, Problem

__all__ = ["Row", "checked", "data", "give", "not_given", "rows", "without"]

DATA = Path(__file__).parent / "data"

Row = dict[str, Any]
Record = TypeVar("Record", bound=models.Model)


def give(
    kind: str, key: str, described: Iterable[Row], build: Callable[[Row], Record]
) -> list[tuple[Record, Row]]:
    """Make the records that were never given before, and note that they were; those somebody made stay theirs."""
    fresh = not_given(kind, key, described)
    if not fresh:
        return []
    built = [(checked(build(row)), row) for row in fresh]
    model = type(built[0][0])
    taken = set(
        model._default_manager.filter(**{f"{key}__in": [row[key] for row in fresh]}).values_list(
            key, flat=True
        )
    )
    made = [(record, row) for record, row in built if row[key] not in taken]
    model._default_manager.bulk_create([record for record, _row in made])
    return made


def not_given(kind: str, key: str, described: Iterable[Row]) -> list[Row]:
    given = set(Given.objects.filter(kind=kind).values_list("key", flat=True))
    fresh = [row for row in described if row[key] not in given]
    Given.objects.bulk_create(Given(kind=kind, key=row[key]) for row in fresh)
    return fresh


def checked(record: Record) -> Record:
    """The record, its fields valid; links to other records are the database's to check."""
    links = [field.name for field in record._meta.fields if field.is_relation]
    try:
        record.clean_fields(exclude=links)
    except ValidationError as error:
        raise InvalidInputError(
            Problem(f"sample, {record._meta.verbose_name} {record}, {field}", message)
            for field, messages in error.message_dict.items()
            for message in messages
        ) from error
    return record


def data(file: str) -> Row:
    return tomllib.loads((DATA / f"{file}.toml").read_text(encoding="utf-8"))


def rows(file: str, table: str) -> list[Row]:
    return list(data(file)[table])


def without(row: Row, *fields: str) -> Row:
    return {field: value for field, value in row.items() if field not in fields}
