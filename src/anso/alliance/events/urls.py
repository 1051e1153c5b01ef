"""Addresses of the events' pages."""

from django.urls import path

from anso.alliance.events import views

app_name = "events"
urlpatterns = [
    path("", views.event_list, name="list"),
    path("<slug:code>/", views.event, name="event"),
]
