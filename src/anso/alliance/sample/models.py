"""Which records of the sample this installation was given.

A record is given once: what its people change or delete afterwards stays as they left it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Given"]


class Given(models.Model):
    """One record of the sample that was loaded, by its kind and its key in the data files."""

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=200)

    class Meta:
        verbose_name = _("record given by the sample")
        verbose_name_plural = _("records given by the sample")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="given_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
