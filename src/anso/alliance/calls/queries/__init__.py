"""What is read of calls, each read by who reads it: `sight` says what anybody sees at all."""

from anso.alliance.calls.queries.files import (
    attachment_for,
    files_named,
    open_upload_rules,
    reference_file_for,
    upload_rules,
)
from anso.alliance.calls.queries.offered import country_panel, searchable
from anso.alliance.calls.queries.sight import (
    application_for_officer,
    applications_for,
    calls_for,
    own_application,
    own_applications,
    programmes_kept,
)

__all__ = [
    "application_for_officer",
    "applications_for",
    "attachment_for",
    "calls_for",
    "country_panel",
    "files_named",
    "open_upload_rules",
    "own_application",
    "own_applications",
    "programmes_kept",
    "reference_file_for",
    "searchable",
    "upload_rules",
]
