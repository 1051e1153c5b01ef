"""The index app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndexConfig(AppConfig):
    name = "anso.portal.index"
    label = "index"
    verbose_name = _("Index of releases")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from anso.portal.index import signals

        signals.connect()
