"""Whose role demands a second factor is led to it before they act; and pages keep their reader's time.

Public pages stay readable. The demand is made at what changes something (any method but GET and HEAD), at
the staff site and at views guarded by a permission; signing in, out and setting up the factor stay open.
"""

import zoneinfo
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRedirect

from anso.alliance.people.models import User
from anso.alliance.people.rules import is_public
from anso.portal.accounts import second_factor

__all__ = ["DemandMfaMiddleware", "TimeZoneMiddleware"]

READING = frozenset({"GET", "HEAD", "OPTIONS"})
ALWAYS_OPEN = ("account_", "mfa_", "socialaccount_", "usersessions_", "openid_connect_")
"""Beginnings of the names of allauth's own addresses: what one needs to set up a factor, or to leave."""


class DemandMfaMiddleware:
    """Asks after the view is known and before it acts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        if not is_act(request, view) or second_factor.is_satisfied(request):
            return None
        reason = gettext("Your role acts only after a second factor at sign-in.")
        if request.path_info.startswith("/api/"):
            mend = gettext("Set one up on your profile, or sign in with it.")
            return JsonResponse({"error": f"{reason} {mend}", "problems": []}, status=403)
        back = request.get_full_path() if request.method in READING else ""
        to = reverse("accounts:second-factor") + (f"?{urlencode({'next': back})}" if back else "")
        if request.headers.get("HX-Request"):
            return HttpResponseClientRedirect(to)
        return redirect(to)


def is_act(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """Would this request change something, or show what only a role may see?"""
    match = request.resolver_match
    if match is not None and (match.url_name or "").startswith(ALWAYS_OPEN) and not match.namespaces:
        return False
    if request.method not in READING:
        return True
    permission = getattr(view, "permission", "")
    if permission and not is_public(permission):
        return True
    return match is not None and "admin" in match.app_names


class TimeZoneMiddleware:
    """Times are shown in the time zone of the reader's profile."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Only where a session exists is somebody signed in; others cost no query.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and isinstance(request.user, User):
            with timezone.override(zoneinfo.ZoneInfo(request.user.time_zone)):
                return self.get_response(request)
        return self.get_response(request)
