"""The nightly chore: every rule of retention, carried out; what it removed is told to the audit trail."""

from django.db import transaction

from anso.alliance.people import audit
from anso.alliance.people.privacy.registry import retentions

__all__ = ["tidy"]


def tidy() -> dict[str, int]:
    """Remove what is due by each rule; gives how many rows went by which."""
    removed = {}
    for rule in retentions():
        with transaction.atomic():
            count = rule.remove()
            if count:
                removed[rule.name] = count
                audit.record(actor=None, verb="people.tidy", rule=rule.name, removed=count)
    return removed
