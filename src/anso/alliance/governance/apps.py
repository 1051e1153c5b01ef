"""The governance app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    name = "anso.alliance.governance"
    label = "governance"
    verbose_name = _("Governance")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from anso.alliance.governance.queries import objection_to_merge
        from anso.alliance.governance.tables import TERMS
        from anso.alliance.network.merging.objections import object_to_merge
        from anso.alliance.network.tables.kinds import enter

        object_to_merge(objection_to_merge)
        enter(TERMS)
