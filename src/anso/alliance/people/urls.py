"""Addresses of the people app's pages."""

from django.urls import path, re_path

from anso.alliance.people.views import people, privacy, roles

app_name = "people"
urlpatterns = [
    path("people/", people.people, name="list"),
    re_path(r"^people\.(?P<suffix>csv|xlsx)$", people.file, name="file"),
    path("people/<uuid:public_id>/", people.person, name="person"),
    path("people/<uuid:public_id>/roles/", roles.roles, name="roles"),
    path("people/<uuid:public_id>/roles/<int:grant_id>/end/", roles.end_role, name="end-role"),
    path("privacy/", privacy.notice, name="privacy"),
]
