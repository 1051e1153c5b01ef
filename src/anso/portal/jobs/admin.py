"""Jobs and the schedule's times on the staff site, to be read: acts on jobs are on their own pages."""

from django.contrib import admin

from anso.alliance.people.admin import ReadOnlyAdmin
from anso.portal.jobs.models import Job, ScheduledRun


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "product", "state", "requester", "tries", "release_id", "error")
    list_filter = ("state", "product", "private")
    list_select_related = ("requester",)
    search_fields = ("=id", "product", "release_id")
    date_hierarchy = "created_at"


@admin.register(ScheduledRun)
class ScheduledRunAdmin(ReadOnlyAdmin):
    list_display = ("due", "name", "job", "problem")
    list_filter = ("name",)
    list_select_related = ("job",)
