"""The audit trail's events and its head.

The trail holds public ids instead of names and addresses, so that a person's data can be deleted without
breaking a chain that nobody may alter.
"""

import json
from datetime import UTC
from hashlib import sha256
from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.errors import AnsoError

__all__ = ["FIRST_HASH", "AppendOnlyError", "AuditEvent", "AuditHead", "canonical_json"]

FIRST_HASH = "0" * 64


def canonical_json(value: object) -> str:
    """The one spelling of a value that its hash is taken over: sorted keys, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


class AppendOnlyError(AnsoError):
    """Somebody tried to alter what may only grow."""


def refuse() -> NoReturn:
    raise AppendOnlyError("The audit trail only grows: its events are neither changed nor deleted.")


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def update(self, **_kwargs: Any) -> NoReturn:
        refuse()

    def delete(self) -> NoReturn:
        refuse()

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        refuse()


class AuditEvent(models.Model):
    """One thing that was done, chained to the one before it; written by `audit.record` alone.

    Its table and that of the head are not `managed`: `flush` passes them by, and so would a later
    migration that rebuilt the table and with it dropped the triggers that refuse changes.
    """

    sequence = models.BigIntegerField(_("number"), primary_key=True)
    time = models.DateTimeField(_("time"))
    actor = models.CharField(_("actor"), max_length=36, blank=True, db_index=True)
    verb = models.CharField(_("verb"), max_length=64, db_index=True)
    target_type = models.CharField(_("kind of target"), max_length=100, blank=True)
    target_id = models.CharField(_("target"), max_length=100, blank=True)
    target_label = models.CharField(pgettext_lazy("audit event", "label"), max_length=300, blank=True)
    # Text, not JSONField: the database must give back the very bytes the hash was taken over, and
    # PostgreSQL's jsonb respells numbers and refuses some strings.
    details_json = models.TextField(_("details"), default="{}")
    previous = models.CharField(_("hash before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "people_auditevent"
        verbose_name = _("audit event")
        verbose_name_plural = _("audit trail")
        ordering = ["-sequence"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.sequence}: {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            refuse()
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        refuse()

    @property
    def details(self) -> dict[str, Any]:
        return dict(json.loads(self.details_json))

    def expected_hash(self) -> str:
        """The hash these fields ought to carry."""
        text = canonical_json(
            {
                "previous": self.previous,
                "sequence": self.sequence,
                "time": self.time.astimezone(UTC).isoformat(timespec="microseconds"),
                "actor": self.actor,
                "verb": self.verb,
                "target_type": self.target_type,
                "target_id": self.target_id,
                "target_label": self.target_label,
                "details": self.details_json,
            }
        )
        return sha256(text.encode("ascii")).hexdigest()


class AuditHead(models.Model):
    """The one row that says where the trail ends, so that its last events cannot vanish unseen.

    It is also the lock that writers queue at.
    """

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=FIRST_HASH)

    class Meta:
        managed = False
        db_table = "people_audithead"
        default_permissions = ()
