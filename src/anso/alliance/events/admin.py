"""Events on the staff site."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from anso.alliance.events.models import Event, EventCountry
from anso.alliance.people.admin import RecordAdmin

if TYPE_CHECKING:  # generic in the stubs alone
    Inline = admin.TabularInline[Any, Any]
else:
    Inline = admin.TabularInline


class EventCountryInline(Inline):
    model = EventCountry
    extra = 1


@admin.register(Event)
class EventAdmin(RecordAdmin):
    list_display = ("title", "kind", "starts", "ends", "place", "online", "is_synthetic")
    list_filter = ("kind", "online", "is_synthetic")
    search_fields = ("title", "organisers", "participants")
    date_hierarchy = "starts"
    inlines = (EventCountryInline,)
