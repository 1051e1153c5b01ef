"""Addresses of the network's pages."""

from django.urls import path, re_path

from anso.alliance.network.views import directory, importing, institutions, membership, merging, overview

app_name = "network"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("institutions/", directory.directory, name="institutions"),
    re_path(r"^institutions\.(?P<suffix>csv|xlsx)$", directory.file, name="institutions-file"),
    path("institutions/import/", importing.import_table, name="import"),
    path("institutions/duplicates/", merging.duplicates, name="duplicates"),
    path("institutions/duplicates/compare/", merging.compare, name="compare"),
    path("institutions/merges/<int:merge_id>/undo/", merging.undo, name="undo-merge"),
    path("institutions/<slug:code>/", institutions.institution, name="institution"),
    path("institutions/<slug:code>/edit/", institutions.edit, name="edit"),
    path("associations/<slug:number>/", overview.association, name="association"),
    path("memoranda/", overview.memoranda, name="memoranda"),
    path("ambassadors/", overview.ambassadors, name="ambassadors"),
    path("apply/", membership.apply, name="apply"),
    path("applications/", membership.applications, name="applications"),
    path("applications/<int:membership_id>/", membership.application, name="application"),
    path("applications/<int:membership_id>/step/", membership.act, name="act"),
]
