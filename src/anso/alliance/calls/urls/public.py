"""What everybody sees: programmes and calls."""

from django.urls import URLPattern, path

from anso.alliance.calls.views import public

urlpatterns: list[URLPattern] = [
    path("", public.call_list, name="list"),
    path("deadlines.ics", public.calendar, name="calendar"),
    path("programmes/<slug:code>/", public.programme, name="programme"),
    path("<slug:code>/", public.call, name="call"),
    path("<slug:code>/check/", public.check, name="check"),
]
