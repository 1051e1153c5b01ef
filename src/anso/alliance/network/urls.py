"""Addresses of the network's pages."""

from django.urls import path, re_path

from anso.alliance.network.tables.kinds import TABLES
from anso.alliance.network.views import (
    directory,
    files,
    importing,
    institutions,
    kept,
    membership,
    merging,
    overview,
    records,
)

app_name = "network"
TABLE = f"(?P<name>{'|'.join(TABLES)})"
KIND = f"(?P<name>{'|'.join(records.KINDS)})"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("institutions/", directory.directory, name="institutions"),
    re_path(r"^institutions\.(?P<suffix>csv|xlsx)$", directory.file, name="institutions-file"),
    re_path(rf"^{TABLE}\.(?P<suffix>csv|xlsx)$", files.file, name="table-file"),
    re_path(rf"^{TABLE}/import/$", importing.import_table, name="import"),
    re_path(rf"^{KIND}/new/$", records.new, name="new-record"),
    re_path(rf"^{KIND}/(?P<key>[-\w]{{1,100}})/edit/$", records.edit, name="edit-record"),
    re_path(rf"^{KIND}/(?P<key>[-\w]{{1,100}})/end/$", records.end, name="end-record"),
    re_path(rf"^{KIND}/(?P<key>[-\w]{{1,100}})/remove/$", records.remove, name="remove-record"),
    path("institutions/duplicates/", merging.duplicates, name="duplicates"),
    path("institutions/duplicates/compare/", merging.compare, name="compare"),
    path("institutions/merges/<int:merge_id>/undo/", merging.undo, name="undo-merge"),
    path("institutions/new/", institutions.new, name="new-institution"),
    path("institutions/<slug:code>/", institutions.institution, name="institution"),
    path("institutions/<slug:code>/edit/", institutions.edit, name="edit"),
    path("associations/<slug:number>/", overview.association, name="association"),
    path("associations/<slug:number>/members/", kept.association_members, name="association-members"),
    path("associations/<slug:number>/members/<slug:code>/leave/", kept.leave, name="leave-association"),
    path("partners/", kept.partners, name="partners"),
    path("contacts/", kept.contacts, name="contacts"),
    path("memoranda/", overview.memoranda, name="memoranda"),
    path("ambassadors/", overview.ambassadors, name="ambassadors"),
    path("apply/", membership.apply, name="apply"),
    path("applications/", membership.applications, name="applications"),
    path("applications/<int:membership_id>/", membership.application, name="application"),
    path("applications/<int:membership_id>/step/", membership.act, name="act"),
]
