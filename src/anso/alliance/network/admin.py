"""The network on the staff site: read there; kept on the network's own pages, by its verbs."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from anso.alliance.network.models import (
    Ambassador,
    Association,
    Contact,
    Institution,
    Membership,
    Memorandum,
    Partner,
    PublishedFigure,
)
from anso.alliance.people.admin import ReadOnlyAdmin, RecordAdmin, ValuesFilter

if TYPE_CHECKING:  # generic in the stubs alone
    Inline = admin.StackedInline[Any, Any]
else:
    Inline = admin.StackedInline


class MembershipInline(Inline):
    """To be read: memberships change by their steps alone."""

    model = Membership
    extra = 0
    fields = readonly_fields = ("kind", "state", "since", "until", "evidence", "evidence_date")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False


@admin.register(Institution)
class InstitutionAdmin(RecordAdmin):
    list_display = ("name", "acronym", "kind", "country", "city", "is_synthetic")
    list_filter = ("kind", "is_synthetic", ("country", ValuesFilter))
    search_fields = ("name", "acronym", "code", "ror_id")
    autocomplete_fields = ("parent",)
    readonly_fields = ("is_listed",)
    prepopulated_fields = {"code": ("name",)}
    inlines = (MembershipInline,)


@admin.register(Association)
class AssociationAdmin(ReadOnlyAdmin):
    list_display = ("number", "name", "acronym", "leaders", "host", "since", "until")
    list_select_related = ("host",)
    search_fields = ("name", "acronym", "leaders")


@admin.register(Partner)
class PartnerAdmin(ReadOnlyAdmin):
    list_display = ("name", "acronym", "country")
    search_fields = ("name", "acronym")


@admin.register(Memorandum)
class MemorandumAdmin(ReadOnlyAdmin):
    list_display = ("title", "partner", "signed", "ends")
    list_select_related = ("partner",)
    search_fields = ("title", "partner__name")


@admin.register(PublishedFigure)
class PublishedFigureAdmin(ReadOnlyAdmin):
    list_display = ("title", "value", "as_of", "source")
    search_fields = ("title",)


@admin.register(Contact)
class ContactAdmin(ReadOnlyAdmin):
    list_display = ("name", "position", "institution", "partner", "since", "until")
    list_select_related = ("institution", "partner")
    search_fields = ("name", "email", "institution__name", "partner__name")


@admin.register(Ambassador)
class AmbassadorAdmin(ReadOnlyAdmin):
    list_display = ("name", "field", "institution", "country", "since", "until")
    list_select_related = ("institution",)
    search_fields = ("name", "field", "institution__name")
