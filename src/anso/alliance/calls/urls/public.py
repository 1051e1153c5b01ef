"""What everybody sees: programmes and calls."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
