"""How officers keep programmes, calls and their versions, and screen applications."""

from django.urls import URLPattern, path

from anso.alliance.calls.views import definition, desk, screening

CALL = "desk/<slug:code>/"

urlpatterns: list[URLPattern] = [
    path("desk/", desk.desk, name="desk"),
    path("desk/new/", desk.new_call, name="new-call"),
    path("desk/programmes/new/", desk.new_programme, name="new-programme"),
    path(CALL, desk.desk_call, name="desk_call"),
    path(f"{CALL}act/", desk.act, name="act"),
    path(f"{CALL}applications/", screening.applications, name="desk_applications"),
    path(f"{CALL}applications.<slug:kind>", screening.file, name="desk-applications-file"),
    path(f"{CALL}applications/screen/", screening.screen, name="screen"),
    path(f"{CALL}applications/<slug:number>/", screening.application, name="desk_application"),
    path(f"{CALL}screening/", screening.queue, name="screening"),
    path(f"{CALL}definition/", definition.definition, name="definition"),
    path(f"{CALL}definition/basics/", definition.part, name="definition-basics"),
    path(f"{CALL}definition/parts/<path:where>/", definition.part, name="definition-part"),
    path(f"{CALL}definition/change/", definition.restructure, name="restructure"),
    path(f"{CALL}definition/upload/", definition.upload, name="upload-definition"),
    path(f"{CALL}definition/dates/", definition.dates, name="dates"),
    path(f"{CALL}definition/preview/", definition.preview, name="preview-form"),
    path(f"{CALL}definition/versions/<int:number>/", definition.version, name="version"),
    path(f"{CALL}definition.<slug:kind>", definition.download, name="definition-file"),
]
