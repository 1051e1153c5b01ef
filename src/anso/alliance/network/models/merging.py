"""What is remembered of a merge: enough to find the merged one's address, and to undo it in one step."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anso.alliance.network.models.institutions import Institution

__all__ = ["FormerAddress", "Merge"]


class Merge(models.Model):
    """One institution taken up into another: what moved, and both as they were before."""

    survivor = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="merges", verbose_name=_("the one that stays")
    )
    gone_code = models.SlugField(_("code of the one that went"), max_length=100)
    gone_name = models.CharField(_("name of the one that went"), max_length=300)
    before = models.JSONField(_("what it did"), default=list)
    """Every row that it changed, removed or made, with what the columns held (`merging.ledger`)."""
    merged_at = models.DateTimeField(_("merged"), default=timezone.now, editable=False)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="merges_made",
        verbose_name=_("merged by"),
    )

    class Meta:
        verbose_name = _("merge of institutions")
        verbose_name_plural = _("merges of institutions")
        ordering = ["-merged_at", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.gone_name} → {self.survivor}"


class FormerAddress(models.Model):
    """A code that an institution went by before it was merged; its page leads on."""

    code = models.SlugField(_("code"), max_length=100, unique=True)
    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="former_addresses", verbose_name=_("institution")
    )

    class Meta:
        verbose_name = _("former address of an institution")
        verbose_name_plural = _("former addresses of institutions")
        default_permissions = ()

    def __str__(self) -> str:
        return self.code
