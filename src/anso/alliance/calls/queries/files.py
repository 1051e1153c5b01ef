"""What calls offer about files: which uploads their pages take, which kept files their records name, and who may have one."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from anso.alliance.calls.blindness import reviewers_see
from anso.alliance.calls.models import Application, Attachment, Reference
from anso.alliance.calls.queries.reviewing import reviews_of
from anso.alliance.calls.queries.sight import applications_for, own_applications, without_conflicts
from anso.alliance.calls.secret_addresses import hash_of
from anso.alliance.people.models import User
from anso.alliance.people.rules import Visitor
from anso.errors import NotFoundError
from anso.product import UploadRule

__all__ = [
    "FILE_PREFIX",
    "attachment_for",
    "files_named",
    "open_upload_rules",
    "reference_file_for",
    "upload_rules",
]

FILE_PREFIX = "file-"
"""Begins the names of file inputs; the rest is the code of the field, which each call names for itself."""
LARGEST_MB = 50
REFERENCE_MB = 10


class ByPrefix(Mapping[str, UploadRule]):
    """The rule for every input that is named after a field of a call's form."""

    rule = UploadRule(megabytes=LARGEST_MB)

    def __getitem__(self, name: str) -> UploadRule:
        if not name.startswith(FILE_PREFIX):
            raise KeyError(name)
        return self.rule

    def __iter__(self) -> Iterator[str]:
        return iter((FILE_PREFIX,))

    def __len__(self) -> int:
        return 1


def upload_rules() -> dict[str, Mapping[str, UploadRule]]:
    """The file fields of our pages and operations, by the names of their addresses. How large a file of one field may
    be is its call's to say, when the file has come."""
    return {
        "calls:section": ByPrefix(),
        "calls:reference": {"file": UploadRule(megabytes=REFERENCE_MB)},
        "api:send_reference": {"file": UploadRule(megabytes=REFERENCE_MB)},
        "api:add_attachment": {"file": UploadRule(megabytes=LARGEST_MB)},
    }


def open_upload_rules(view_name: str, given: Mapping[str, Any]) -> Mapping[str, UploadRule] | None:
    """A referee has no account; the secret of a letter that waits for them stands for one."""
    if view_name not in ("calls:reference", "api:send_reference"):
        return None
    waits = Reference.objects.filter(
        token_hash=hash_of(str(given.get("token", ""))), state=Reference.State.ASKED
    )
    return {"file": UploadRule(megabytes=REFERENCE_MB)} if waits.exists() else {}


def files_named(digests: Collection[str]) -> set[str]:
    """Those of some files that a record of ours names."""
    attached = Attachment.objects.filter(sha256__in=digests).values_list("sha256", flat=True)
    referred = Reference.objects.filter(file_sha256__in=digests).values_list("file_sha256", flat=True)
    return {*attached, *referred}


def attachment_for(user: Visitor, application_id: UUID, attachment_id: UUID) -> Attachment:
    """A file for who may have it: its applicants, officers and assigned reviewers without a conflict."""
    found = (
        Attachment.objects.select_related("application__call__version", "application__version")
        .filter(pk=attachment_id, application=application_id)
        .filter(not_kept_from(user))
        .first()
    )
    if found is None or not may_have(user, found):
        raise NotFoundError("There is no such file here.")
    return found


def not_kept_from(user: Visitor) -> Q:
    """What belongs to an application that no conflict keeps from somebody, asked in the first query: a file that is
    kept away takes no longer to refuse than one that is not there."""
    clear = without_conflicts(Application.objects.all(), user)
    return Q(application__in=own_applications(user)) | Q(application__in=clear)


def may_have(user: Visitor, file: Attachment) -> bool:
    application = file.application
    if own_applications(user).filter(pk=application.pk).exists():
        return True
    if applications_for(user, application.call).filter(pk=application.pk).exists():
        return True
    return any(reviewed_with(user, application, file.field))


def reviewed_with(user: Visitor, application: Application, code: str) -> Iterator[bool]:
    """For each stage in which the application is assigned to somebody: is the field shown to them there?"""
    if not isinstance(user, User):
        return
    definition = application.version.definition
    field = definition.field(code)
    # As far as their pages go and no further: not of what was withdrawn, nor once the call is over.
    held = reviews_of(user).filter(application=application)
    for stage_code in held.values_list("stage", flat=True):
        stage = definition.stage(stage_code)
        yield field is not None and stage is not None and reviewers_see(field, stage)


def reference_file_for(user: Visitor, reference_id: UUID) -> Reference:
    """The signed letter of a referee, for officers and reviewers who may see it; never for the applicant."""
    found: Any = (
        Reference.objects.select_related("application__call__version", "application__version")
        .filter(pk=reference_id, state=Reference.State.ANSWERED)
        .filter(not_kept_from(user))
        .exclude(file_sha256="")
        .first()
    )
    if found is None or not may_read_letter(user, found):
        raise NotFoundError("There is no such file here.")
    return found  # type: ignore[no-any-return]


def may_read_letter(user: Visitor, reference: Reference) -> bool:
    application = reference.application
    if own_applications(user).filter(pk=application.pk).exists():
        return False
    if applications_for(user, application.call).filter(pk=application.pk).exists():
        return True
    return any(reviewed_with(user, application, reference.field))
