"""Verbs on the files of a draft: add, remove. A file is checked by its content before it is kept."""

from django.db import transaction
from django.utils.translation import gettext, ngettext

from anso.alliance import files
from anso.alliance.calls.actions.applying import locked_draft
from anso.alliance.calls.actions.common import allowed, refuse
from anso.alliance.calls.definition import Field, FieldKind
from anso.alliance.calls.models import Application, Attachment
from anso.alliance.files.kinds import kind_called
from anso.alliance.people import audit
from anso.alliance.people.models import User
from anso.errors import InvalidInputError, Problem

__all__ = ["add_attachment", "checked_file", "remove_attachment"]

MEGABYTE = 1_000_000


def checked_file(field: Field, name: str, source: files.Source) -> files.Checked:
    """The file, if the field takes one like it; else what is wrong, in a sentence, under the field's code."""
    kinds = [kind_called(code) for code in field.files]
    try:
        return files.check_file(name, source, kinds=kinds, largest=int(field.largest_mb * MEGABYTE))
    except InvalidInputError as error:
        raise InvalidInputError(
            Problem(field.code, f"{found.where}: {found.message}") for found in error.problems
        ) from error


def add_attachment(
    *, actor: User, application: Application, field: str, name: str, source: files.Source
) -> Attachment:
    """Add a file to a field; the very file once more is the one that is there."""
    allowed(actor, "calls.write_application", application)
    asked = application.call.definition.field(field)
    if asked is None or asked.kind != FieldKind.FILE:
        raise refuse(field, gettext("No file is asked for here."))
    # Reading and scanning take their time: the draft is held only while the record is written.
    checked = checked_file(asked, name, source)
    with transaction.atomic():
        return keep_attachment(actor, application, asked, checked, source)


def keep_attachment(
    actor: User, application: Application, field: Field, checked: files.Checked, source: files.Source
) -> Attachment:
    held = locked_draft(application)
    there = list(held.attachments.filter(field=field.code))
    same = next((file for file in there if file.sha256 == checked.sha256), None)
    if same is not None:
        return same
    if len(there) >= field.how_many:
        told = ngettext(
            "%(n)d file is taken here, and it is there already; remove it first.",
            "%(n)d files are taken here, and they are there already; remove one first.",
            field.how_many,
        )
        raise refuse(field.code, told % {"n": field.how_many})
    files.keep(checked, source)
    made = Attachment.objects.create(
        application=held, field=field.code, name=checked.name, media_type=checked.media_type, size=checked.size,
        sha256=checked.sha256, added_by=actor,
    )  # fmt: skip
    audit.record(
        actor=actor, verb="calls.add_attachment", target=held, field=field.code, sha256=checked.sha256
    )
    return made


@transaction.atomic
def remove_attachment(*, actor: User, attachment: Attachment) -> None:
    """Take a file out of a draft; its bytes go where no record names them any more."""
    allowed(actor, "calls.write_application", attachment.application)
    held = locked_draft(attachment.application)
    audit.record(
        actor=actor,
        verb="calls.remove_attachment",
        target=held,
        field=attachment.field,
        sha256=attachment.sha256,
    )
    attachment.delete()
    files.forget([attachment.sha256])
