"""All addresses of the site: pages in every language, and what has one address for all readers."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from anso.portal.api.api import api

handler400 = "anso.portal.errors.bad_request"
handler403 = "anso.portal.errors.forbidden"
handler404 = "anso.portal.errors.not_found"
handler429 = "anso.portal.errors.too_many_requests"
handler500 = "anso.portal.errors.server_error"

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("anso.portal.health")),
    *i18n_patterns(
        path("", include(("anso.portal.pages.urls", "portal"))),
        path("", include("anso.portal.hubs.urls")),
        path("", include("anso.portal.jobs.urls")),
        path("", include("anso.portal.accounts.urls")),
        path("", include("anso.alliance.urls")),
        path("accounts/", include("allauth.urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]
