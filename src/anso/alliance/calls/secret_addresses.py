"""Secrets of addresses that are mailed: derived from the record and the site's own key, so that a reminder holds the
same address again although only the secret's hash is kept.

In comes a record that has been written; out go its secret, and the hash that the record is found by.
"""

from hashlib import sha256
from typing import Any

from django.db.models import Model
from django.utils.crypto import salted_hmac

__all__ = ["hash_of", "secret_of"]

LONGEST = 200
"""Characters of a secret that are looked at; what is longer is none of ours."""


def secret_of(record: Model, *parts: Any) -> str:
    """The secret of a record; with parts (a moment, a count), one that ends when they change."""
    named = ":".join(str(part) for part in (record._meta.label_lower, record.pk, *parts))
    return salted_hmac("anso.alliance.calls.secret_addresses", named, algorithm="sha256").hexdigest()


def hash_of(secret: str) -> str:
    return sha256(secret[:LONGEST].encode("utf-8", "replace")).hexdigest()
