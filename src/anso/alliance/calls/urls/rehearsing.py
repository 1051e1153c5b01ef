"""How officers try a call before it opens."""

from django.urls import URLPattern, path

from anso.alliance.calls.views.rehearsal import rehearsal

urlpatterns: list[URLPattern] = [path("desk/<slug:code>/rehearsal/", rehearsal, name="rehearsal")]
