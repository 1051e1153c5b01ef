"""Public releases and their alerts on the staff site, to be read: the folders are the truth."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from anso.alliance.people.admin import ReadOnlyAdmin
from anso.portal.index.models import AlertEntry, ReleaseEntry


@admin.register(ReleaseEntry)
class ReleaseAdmin(ReadOnlyAdmin):
    list_display = ("release_id", "corridor", "issued", "published_at", "newest", "synthetic")
    list_filter = ("corridor", "product", "newest", "synthetic")
    search_fields = ("release_id",)
    date_hierarchy = "issued"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReleaseEntry]:
        """What is private is its owner's alone, before staff as well."""
        return super().get_queryset(request).filter(owner="")


@admin.register(AlertEntry)
class AlertAdmin(ReadOnlyAdmin):
    list_display = ("headline", "severity", "urgency", "certainty", "onset", "expires", "entry")
    list_filter = ("severity", "category")
    list_select_related = ("entry",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AlertEntry]:
        return super().get_queryset(request).filter(entry__owner="")
