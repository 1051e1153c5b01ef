"""What a person agreed to, in which version, when; and when they took it back."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anso.alliance.people.models.accounts import User

__all__ = ["Consent"]


class Consent(models.Model):
    """A person's word on one version of one document (`people.documents`)."""

    person = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="consents", verbose_name=_("account")
    )
    document = models.SlugField(_("document"), max_length=60)
    version = models.CharField(_("version"), max_length=20)
    given_at = models.DateTimeField(_("given"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                name="one_open_consent",
                fields=["person", "document", "version"],
                condition=models.Q(withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.version}"

    @property
    def audit_label(self) -> str:
        return str(self)
