"""The accounts app of the portal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["AccountsConfig"]


class AccountsConfig(AppConfig):
    name = "anso.portal.accounts"
    label = "accounts"
    verbose_name = _("Sign-in")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from anso.portal.accounts import signals, throttling

        signals.connect()
        throttling.share_counts()
