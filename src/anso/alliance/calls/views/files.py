"""Files on their way out, each only for who may have it; removing one from a draft."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from anso.alliance import files
from anso.alliance.calls import actions, queries
from anso.alliance.calls.models import Application
from anso.alliance.calls.queries.applying import own_attachment
from anso.alliance.calls.views.own import of_own, signed_in

__all__ = ["attachment", "reference_file", "remove_attachment"]


@require_safe
@never_cache
@login_required
def attachment(request: HttpRequest, pk: UUID, file_id: UUID) -> FileResponse:
    found = queries.attachment_for(request.user, pk, file_id)
    return files.attachment(found.sha256, found.name, found.media_type)


@require_POST
@of_own("calls.write_application")
def remove_attachment(request: HttpRequest, found: Application, file_id: UUID) -> HttpResponse:
    file = own_attachment(found, file_id)
    actions.remove_attachment(actor=signed_in(request), attachment=file)
    messages.success(request, gettext("%(name)s was removed.") % {"name": file.name})
    holder = next(
        (
            part.code
            for part in found.call.definition.sections
            for one in part.fields
            if one.code == file.field
        ),
        "",
    )
    return redirect("calls:section", pk=found.pk, code=holder) if holder else redirect(found)


@require_safe
@never_cache
@login_required
def reference_file(request: HttpRequest, reference_id: UUID) -> FileResponse:
    """A referee's signed letter, for officers and reviewers; the applicant never has it."""
    found = queries.reference_file_for(request.user, reference_id)
    return files.attachment(found.file_sha256, found.file_name, files.PDF.media_type)
