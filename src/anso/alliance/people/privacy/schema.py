"""The whole database, looked through for fields that may hold something of a person.

In comes Django's own knowledge of every table; out go the fields that link to an account or that are named
like something of a person, so that a test can hold them against the registry. A new field that nobody
thought of fails that test until somebody says whose it is.
"""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db import models

from anso.alliance.people.models import User

__all__ = ["personal_fields", "uncovered"]

TELLING = re.compile(
    r"(^|_)(e?mails?|names?|leaders?|persons?|people|actor|owner|author|authors|user|users|uid|orcid|phone|"
    r"address|ip|agent|contacts?|signature|about|by|requester|askers|applicant|voter|member|session|data|"
    r"metadata|message|log|text|note|notes|title|label|repr|given|report|body|comment|details)(_|$)"
)
"""Parts of names under which people write something about people."""
TEXTS = (models.CharField, models.TextField, models.JSONField, models.UUIDField, models.GenericIPAddressField)


def personal_fields() -> Iterator[tuple[str, str]]:
    """Every field that may be a person's: label of the model, name of the field."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy:
            continue
        for column in model._meta.concrete_fields:
            links = isinstance(column, models.ForeignKey) and column.related_model is User
            tells = isinstance(column, TEXTS) and TELLING.search(column.name) is not None
            if (links or tells) and not column.choices:
                yield model._meta.label_lower, column.name


def uncovered() -> list[str]:
    """Fields that may be a person's and of which nobody has said what becomes of them."""
    from anso.alliance.people.privacy.registry import exemptions, holdings

    said = set(exemptions())
    for holding in holdings():
        label = holding.model_class._meta.label_lower
        said |= {(label, name) for name in (*holding.person, *holding.also, *holding.hidden, *holding.blank)}
    return [f"{label}.{name}" for label, name in personal_fields() if (label, name) not in said]
