"""Addresses of the alliance's pages, for the portal to include."""

from django.urls import include, path

urlpatterns = [
    path("", include("anso.alliance.people.urls")),
    path("network/", include("anso.alliance.network.urls")),
    path("governance/", include("anso.alliance.governance.urls")),
    path("calls/", include("anso.alliance.calls.urls")),
    path("projects/", include("anso.alliance.projects.urls")),
    path("teams/", include("anso.alliance.teams.urls")),
    path("events/", include("anso.alliance.events.urls")),
]
