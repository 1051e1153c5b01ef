"""Records of the portal itself: how much of an allowance is used up, and who gave a sign of life when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Allowance", "Heartbeat"]


class Allowance(models.Model):
    """Until when somebody's allowance for something is spent; see `anso.portal.limits`."""

    key = models.CharField(_("key"), max_length=64, primary_key=True)
    spent_until = models.FloatField(_("spent until"), db_index=True, help_text=_("Seconds since 1970."))

    class Meta:
        verbose_name = _("allowance")
        verbose_name_plural = _("allowances")
        default_permissions = ()


class Heartbeat(models.Model):
    """When a process of a kind last gave a sign of life; see `anso.portal.heartbeat`."""

    name = models.CharField(_("name"), max_length=64, primary_key=True)
    at = models.DateTimeField(_("last sign of life"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")
        default_permissions = ()
