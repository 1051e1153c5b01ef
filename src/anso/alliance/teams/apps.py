"""The teams app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamsConfig(AppConfig):
    name = "anso.alliance.teams"
    label = "teams"
    verbose_name = _("Forecasting teams")
    default_auto_field = "django.db.models.BigAutoField"
