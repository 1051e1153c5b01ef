"""Scores, selection, decisions, letters, awards and analytics."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
