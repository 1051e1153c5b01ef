"""Totals that were published, beside our own records."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

__all__ = ["PublishedFigure"]


class PublishedFigure(models.Model):
    """A total that was published, beside which our own records can be read.

    The records name fewer members than there are, because not every name is public.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=300)
    value = models.PositiveIntegerField(_("value"))
    as_of = models.DateField(_("as of"))
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        ordering = ["as_of", "code"]

    def __str__(self) -> str:
        return f"{self.title}: {self.value}"

    @property
    def title_in_words(self) -> str:
        """The title in the reader's language, where `network.words` knows it."""
        return gettext(self.title)

    @property
    def source_in_words(self) -> str:
        return gettext(self.source)
