"""Scores, selection, decisions, letters, awards and analytics."""

from django.urls import URLPattern, path

from anso.alliance.calls.views import analytics, decisions, letters, outcome, scores, selection

CALL = "desk/<slug:code>/"
OWN = "applications/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path(f"{CALL}stages/<slug:stage>/scores/", scores.scores, name="scores"),
    path(f"{CALL}stages/<slug:stage>/scores.<slug:kind>", scores.export, name="scores-table"),
    path(f"{CALL}selection/", selection.selection, name="selection"),
    path(f"{CALL}selection/<int:pk>/", selection.one_try, name="selection-try"),
    path(f"{CALL}decisions/", decisions.decisions, name="decisions"),
    path(f"{CALL}decisions/<slug:number>/", decisions.decision, name="decision"),
    path(f"{CALL}letters/", letters.letters, name="letters"),
    path(f"{CALL}letters/<slug:kind>-<int:part>.pdf", letters.merged, name="letters-pdf"),
    path(f"{CALL}letters/<int:pk>/again/", letters.again, name="mail-again"),
    path(f"{CALL}figures/", analytics.analytics, name="analytics"),
    path(f"{CALL}figures.<slug:kind>", analytics.export, name="analytics-table"),
    path("selections/<int:pk>/", selection.approve, name="approve-selection"),
    path(f"{OWN}outcome/", outcome.outcome, name="outcome"),
    path(f"{OWN}letters/<slug:kind>.pdf", letters.own_letter, name="own-letter"),
]
