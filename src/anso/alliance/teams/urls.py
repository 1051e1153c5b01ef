"""Addresses of the teams' pages."""

from django.urls import path

from anso.alliance.teams.views import members, models, submissions, teams

app_name = "teams"
urlpatterns = [
    path("", teams.team_list, name="list"),
    path("register/", teams.register, name="register"),
    path("invitations/<str:token>/", members.invitation, name="invitation"),
    path("<slug:abbr>/", teams.team, name="team"),
    path("<slug:abbr>/edit/", teams.edit, name="edit"),
    path("<slug:abbr>/decide/", teams.decide, name="decide"),
    path("<slug:abbr>/members/", members.members, name="members"),
    path("<slug:abbr>/members/<uuid:person_id>/", members.change_member, name="member"),
    path(
        "<slug:abbr>/members/invitations/<int:invitation_id>/take-back/", members.take_back, name="take-back"
    ),
    path("<slug:abbr>/models/new/", models.new_model, name="new-model"),
    path("<slug:abbr>/models/<slug:model>/<slug:hub>/", models.describe_model, name="model"),
    path("<slug:abbr>/submit/", submissions.submit, name="submit"),
    path("<slug:abbr>/fetch/", submissions.fetch, name="fetch"),
    path("<slug:abbr>/submissions/<uuid:submission_id>/", submissions.submission, name="submission"),
    path("<slug:abbr>/submissions/<uuid:submission_id>/file/", submissions.file, name="file"),
    path("<slug:abbr>/submissions/<uuid:submission_id>/withdraw/", submissions.withdraw, name="withdraw"),
]
