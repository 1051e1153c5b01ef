"""Addresses of the projects' pages."""

from django.urls import path

from anso.alliance.projects.views import public as views

app_name = "projects"
urlpatterns = [
    path("", views.project_list, name="list"),
    path("<slug:code>/", views.project, name="project"),
]
