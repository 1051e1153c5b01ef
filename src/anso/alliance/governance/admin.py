"""Governance on the staff site: to be read; every act is on its own pages, by its verbs."""

from django.contrib import admin
from django.db import models

from anso.alliance.governance.models import (
    Attendance,
    Ballot,
    Body,
    Meeting,
    Minutes,
    Paper,
    Resolution,
    RollEntry,
    Task,
    Term,
)
from anso.alliance.people.admin import ReadOnlyAdmin, ValuesFilter

__all__: list[str] = []


@admin.register(Body)
class BodyAdmin(ReadOnlyAdmin):
    list_display = ("name", "kind", "seats", "of_all_members", "is_synthetic")
    search_fields = ("name", "code")


@admin.register(Term)
class TermAdmin(ReadOnlyAdmin):
    list_display = ("holder", "body", "office", "begins", "ends", "is_synthetic")
    list_filter = ("body", "office")
    list_select_related = ("body", "institution")
    search_fields = ("name", "institution__name")


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ("title", "body", "starts_on", "form", "state", "is_synthetic")
    list_filter = ("body", "state")
    list_select_related = ("body",)
    search_fields = ("title", "code")


@admin.register(Paper)
class PaperAdmin(ReadOnlyAdmin):
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ("title", "item", "audience", "added_at")
    list_select_related = ("item",)
    search_fields = ("title",)


@admin.register(Attendance)
class AttendanceAdmin(ReadOnlyAdmin):
    list_display = ("meeting", "term", "institution", "name", "mode", "joined_at", "left_at")
    list_select_related = ("meeting", "term__institution", "institution")
    search_fields = ("meeting__title", "name")


@admin.register(Minutes)
class MinutesAdmin(ReadOnlyAdmin):
    list_display = ("meeting", "state", "revision", "approved_at", "published_at")
    list_filter = ("state",)
    list_select_related = ("meeting",)


@admin.register(Ballot)
class BallotAdmin(ReadOnlyAdmin):
    list_display = ("code", "body", "meeting", "state", "revision", "is_synthetic")
    list_filter = ("state", "body")
    list_select_related = ("body", "meeting")
    search_fields = ("code",)


@admin.register(RollEntry)
class RollEntryAdmin(ReadOnlyAdmin):
    list_display = ("name", "number", "institution", "ballot")
    list_filter = (("institution", ValuesFilter),)
    list_select_related = ("ballot",)
    search_fields = ("name",)


@admin.register(Resolution)
class ResolutionAdmin(ReadOnlyAdmin):
    list_display = ("sign", "title", "body", "how", "adopted_on", "published_at")
    list_filter = ("body", "how")
    list_select_related = ("body",)
    search_fields = ("title", "text")


@admin.register(Task)
class TaskAdmin(ReadOnlyAdmin):
    list_display = ("title", "responsible", "due", "state", "resolution")
    list_filter = ("state",)
    list_select_related = ("resolution",)
    search_fields = ("title", "responsible")
