"""What reviewers do, and how officers keep the pool and the assignment."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
