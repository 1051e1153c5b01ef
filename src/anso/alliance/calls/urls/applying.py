"""What applicants, co-applicants and referees do."""

from django.urls import URLPattern, path

from anso.alliance.calls.views import applying, files, participants, references, submitting

ONE = "applications/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("applications/", applying.applications, name="applications"),
    path(ONE, applying.application, name="application"),
    path(f"{ONE}sections/<slug:code>/", applying.section, name="section"),
    path(f"{ONE}sections/<slug:code>/autosave/", applying.autosave, name="autosave"),
    path(f"{ONE}version/", applying.follow, name="follow-version"),
    path(f"{ONE}preview/", applying.preview, name="preview"),
    path(f"{ONE}submit/", submitting.submit, name="submit"),
    path(f"{ONE}withdraw/", submitting.withdraw, name="withdraw"),
    path(f"{ONE}receipts/<int:number>/", submitting.receipt, name="receipt"),
    path(f"{ONE}receipts/<int:number>/submission.json", submitting.content, name="submission-content"),
    path(f"{ONE}files/<uuid:file_id>/", files.attachment, name="attachment"),
    path(f"{ONE}files/<uuid:file_id>/remove/", files.remove_attachment, name="remove-attachment"),
    path(f"{ONE}people/", participants.participants, name="participants"),
    path(f"{ONE}people/<int:participant>/", participants.change_participant, name="change-participant"),
    path(f"{ONE}references/remind/", participants.remind, name="remind-referees"),
    path("invitations/<slug:token>/", participants.invitation, name="invitation"),
    path("references/<slug:token>/", references.reference, name="reference"),
    path("letters/<uuid:reference_id>/", files.reference_file, name="reference-file"),
    path("<slug:code>/apply/", applying.start, name="apply"),
]
