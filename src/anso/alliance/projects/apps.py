"""The projects app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "anso.alliance.projects"
    label = "projects"
    verbose_name = _("Projects")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from anso.alliance.calls.awards import on_accepted
        from anso.alliance.projects.actions.beginning import begin

        on_accepted(begin)
