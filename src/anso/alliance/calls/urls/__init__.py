"""Addresses of calls: what everybody sees, what applicants, reviewers and officers do; a module for each."""

from anso.alliance.calls.urls import applying, deciding, keeping, public, rehearsing, reviewing

app_name = "calls"
urlpatterns = [
    *applying.urlpatterns,
    *reviewing.urlpatterns,
    *keeping.urlpatterns,
    *deciding.urlpatterns,
    *rehearsing.urlpatterns,
    *public.urlpatterns,
]
"""Those of the public come last: `<slug:code>/` would take the words that lead the others."""
