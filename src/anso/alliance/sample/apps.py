"""The sample app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SampleConfig(AppConfig):
    name = "anso.alliance.sample"
    label = "sample"
    verbose_name = _("The sample alliance")
    default_auto_field = "django.db.models.BigAutoField"
