"""The calls app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallsConfig(AppConfig):
    name = "anso.alliance.calls"
    label = "calls"
    verbose_name = _("Calls")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from anso.alliance.calls import audit_sight, signals
        from anso.alliance.people.audit_sight import hide

        signals.connect()
        hide("calls", audit_sight.without_conflicted)
