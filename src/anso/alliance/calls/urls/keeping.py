"""How officers keep programmes, calls and their versions, and screen applications."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
