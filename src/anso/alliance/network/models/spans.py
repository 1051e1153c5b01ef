"""From a day to a day, either of which may be unknown: what records that begin and end share."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["in_order", "lasts"]


def in_order(first: str, last: str, name: str) -> models.CheckConstraint:
    """The last day does not lie before the first."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(**{f"{first}__isnull": True})
        | models.Q(**{f"{last}__isnull": True})
        | models.Q(**{f"{last}__gte": models.F(first)}),
        violation_error_message=_("The end cannot lie before the beginning."),
    )


def lasts(since: date | None, until: date | None, on: date) -> bool:
    return (since is None or since <= on) and (until is None or on <= until)
