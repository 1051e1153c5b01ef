"""Addresses of the network's pages."""

from django.urls import path

from anso.alliance.network import views

app_name = "network"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("institutions/<slug:code>/", views.institution, name="institution"),
    path("associations/<slug:number>/", views.association, name="association"),
]
