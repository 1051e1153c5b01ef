"""Projects on the staff site."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from anso.alliance.people.admin import RecordAdmin
from anso.alliance.projects.models import Project, ProjectCountry

if TYPE_CHECKING:  # generic in the stubs alone
    Inline = admin.TabularInline[Any, Any]
else:
    Inline = admin.TabularInline


class ProjectCountryInline(Inline):
    model = ProjectCountry
    extra = 1


@admin.register(Project)
class ProjectAdmin(RecordAdmin):
    list_display = ("title", "programme", "number", "year", "leaders", "is_synthetic")
    list_filter = ("programme", "year", "is_synthetic")
    search_fields = ("title", "acronym", "leaders", "organisation_text")
    autocomplete_fields = ("organisation",)
    inlines = (ProjectCountryInline,)
