"""Addresses of the projects' pages."""

from django.urls import path

from anso.alliance.projects import views

app_name = "projects"
urlpatterns = [
    path("", views.project_list, name="list"),
    path("<slug:code>/", views.project, name="project"),
]
