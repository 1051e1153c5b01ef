"""Thematic associations under the alliance's roof."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anso.alliance.network.models.institutions import Institution

__all__ = ["Association"]


class Association(models.Model):
    """A thematic association under the alliance's roof."""

    number = models.CharField(_("number"), max_length=8, unique=True, help_text=_("As it is listed: 13A."))
    rank = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    name = models.CharField(_("name"), max_length=300)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    leaders = models.CharField(_("leaders"), max_length=300, blank=True)
    theme = models.CharField(pgettext_lazy("an association’s subject", "theme"), max_length=120, blank=True)
    host = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="hosted_associations", verbose_name=_("host")
    )
    members = models.ManyToManyField(
        Institution, blank=True, related_name="associations", verbose_name=_("members")
    )
    summary = models.TextField(_("summary"), blank=True)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("association")
        verbose_name_plural = _("associations")
        ordering = ["rank", "number"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("network:association", kwargs={"number": self.number})

    @property
    def full_name(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name
