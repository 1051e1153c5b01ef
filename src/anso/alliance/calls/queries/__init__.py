"""What is read of calls, each read by who reads it: `sight` says what anybody sees at all."""

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
    "calls_for",
    "own_application",
    "own_applications",
    "programmes_kept",
]
