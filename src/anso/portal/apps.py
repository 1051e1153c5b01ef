"""The portal as a Django app, and the staff site as its admin."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _

__all__ = ["PortalConfig", "StaffSiteConfig"]


class PortalConfig(AppConfig):
    name = "anso.portal"
    label = "portal"
    verbose_name = _("Portal")
    default = True

    def ready(self) -> None:
        from anso.config import config
        from anso.portal import limits, logs

        logs.set_up(config())
        limits.proxy_networks(config().proxies)


class StaffSiteConfig(admin_apps.AdminConfig):
    """Django's admin, with the house's own site in the place of its default one."""

    default_site = "anso.portal.admin.StaffSite"
    default = False
