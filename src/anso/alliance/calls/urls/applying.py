"""What applicants, co-applicants and referees do."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
