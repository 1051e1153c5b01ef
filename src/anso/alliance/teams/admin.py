"""Teams on the staff site: to be read; what is decided about them is decided on their own pages."""

from django.contrib import admin
from django.db import models

from anso.alliance.people.admin import ReadOnlyAdmin, ValuesFilter
from anso.alliance.teams.models import ModelEntry, Submission, Team, TeamModel

__all__: list[str] = []


@admin.register(Team)
class TeamAdmin(ReadOnlyAdmin):
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ("abbr", "name", "state", "institution", "country", "proposed_at", "is_synthetic")
    list_filter = ("state", "is_synthetic", ("country", ValuesFilter))
    list_select_related = ("institution",)
    search_fields = ("abbr", "name", "institution_text")


@admin.register(TeamModel)
class TeamModelAdmin(ReadOnlyAdmin):
    list_display = ("model_id", "team", "made_at")
    list_select_related = ("team",)
    search_fields = ("abbr", "team__abbr")


@admin.register(ModelEntry)
class ModelEntryAdmin(ReadOnlyAdmin):
    list_display = ("model", "hub", "entered_at", "unsettled")
    list_select_related = ("model__team",)
    list_filter = (("hub", ValuesFilter),)
    search_fields = ("model__abbr", "model__team__abbr", "hub")


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    list_display = ("path", "state", "received_at", "deadline", "via", "unsettled")
    list_filter = ("state", "via")
    search_fields = ("path", "sha256")
    exclude = ("report",)
