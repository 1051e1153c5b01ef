"""The staff site: Django's admin in the house's look, open to staff roles that showed a second factor.

There is one way to sign in, so its own login form is never shown: whoever comes without rights is sent to
the site's sign-in, or told why they may not. Only pages of our own are registered: what libraries keep
(sessions, task queues, sign-in providers) is not edited by hand, past rules and audit trail.
"""

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from anso.alliance.people.rules import demands_mfa, may
from anso.portal.accounts import second_factor

__all__ = ["StaffSite"]

OUR_OWN = "anso."


class StaffSite(AdminSite):
    """Takes the place of `django.contrib.admin.site`, where the apps register their pages."""

    site_header = _("ANSO staff")
    site_title = _("ANSO staff")
    index_title = _("Records")
    enable_nav_sidebar = False

    def register(
        self, model_or_iterable: Any, admin_class: type[ModelAdmin[Any]] | None = None, **options: Any
    ) -> None:
        if (admin_class or ModelAdmin).__module__.startswith(OUR_OWN):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(may(request.user, "people.open_staff_site")) and second_factor.is_satisfied(request)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        exempt = second_factor.is_exempt(request.user) and demands_mfa(request.user)
        return {**super().each_context(request), "exempt_from_second_factor": exempt}

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002
        onward = request.GET.get("next", "")
        if not url_has_allowed_host_and_scheme(
            onward, {request.get_host()}, require_https=request.is_secure()
        ):
            onward = reverse("admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(onward, reverse("account_login"))
        decision = may(request.user, "people.open_staff_site")
        if not decision:
            raise PermissionDenied(decision.reason)
        return redirect(onward)

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:  # noqa: ARG002
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:  # noqa: ARG002
        return redirect("account_change_password")
