"""What calls hold of a person, and what becomes of it.

What was awarded is on record; what was not goes, on request and after its call's own time. An unreleased decision, a
letter of reference and whatever a conflict of interest keeps from somebody are given to nobody, not even in an export.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anso.alliance import files
from anso.alliance.calls.forgetting import empty, pass_on_or_empty
from anso.alliance.calls.models import (
    Application,
    Attachment,
    Call,
    Conflict,
    Letter,
    Participant,
    PoolInvitation,
    Reference,
    Remark,
    Review,
    Submission,
)
from anso.alliance.people.models import User, UserManager
from anso.alliance.people.privacy import Fate, Holding, Retention, exempt, hold, retain

__all__: list[str] = []

Outcome = Application.Outcome
DRAFTS_KEPT_FOR = timedelta(days=180)
INVITATIONS_KEPT_FOR = timedelta(days=60)


def led_by(person: User) -> QuerySet[Application]:
    lead = Participant.objects.filter(application=OuterRef("pk"), person=person, part=Participant.Part.LEAD)
    return Application.objects.filter(Exists(lead))


def not_awarded(person: User) -> QuerySet[Application]:
    return led_by(person).exclude(outcome=Outcome.AWARDED)


def awarded(person: User) -> QuerySet[Application]:
    return led_by(person).filter(outcome=Outcome.AWARDED)


def parts_of(person: User) -> QuerySet[Participant]:
    return Participant.objects.filter(person=person).exclude(
        part=Participant.Part.LEAD, application__outcome=Outcome.AWARDED
    )


def parts_kept(person: User) -> QuerySet[Participant]:
    return Participant.objects.filter(
        person=person, part=Participant.Part.LEAD, application__outcome=Outcome.AWARDED
    )


def own_addresses(person: User) -> list[str]:
    """Those that the person has shown to be theirs."""
    confirmed = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return [UserManager.normalize_email(one) for one in confirmed]


def invited(person: User) -> QuerySet[Participant]:
    return Participant.objects.filter(person=None, email__in=own_addresses(person))


def letters_by(person: User) -> QuerySet[Reference]:
    return Reference.objects.filter(email__in=own_addresses(person))


def pool_invitations(person: User) -> QuerySet[PoolInvitation]:
    return PoolInvitation.objects.filter(email__in=own_addresses(person))


def files_of(person: User) -> QuerySet[Attachment]:
    return Attachment.objects.filter(application__in=led_by(person))


def submissions_of(person: User) -> QuerySet[Submission]:
    return Submission.objects.filter(application__in=led_by(person))


def letters_to(person: User) -> QuerySet[Letter]:
    return Letter.objects.filter(application__in=led_by(person), mailed_at__isnull=False)


def without_conflict(rows: Any, person: User) -> Any:
    conflict = Conflict.objects.filter(person=person, application=OuterRef("application"))
    return rows.filter(~Exists(conflict))


def reviews_by(person: User) -> QuerySet[Review]:
    return without_conflict(Review.objects.filter(reviewer__person=person), person)  # type: ignore[no-any-return]


def remarks_by(person: User) -> QuerySet[Remark]:
    return Remark.objects.filter(author=person)


def content_of(file: Attachment) -> Iterator[tuple[str, bytes]]:
    with files.open_kept(file.sha256) as content:
        yield f"applications/{file.application_id}/{file.pk}-{file.name}", content.read()


def nothing(_person: User) -> None:
    """It went with the application that it belongs to."""


def unawarded_due() -> int:
    """Emptied: what was not awarded, once its call is closed and its time is over."""
    due = []
    for call in Call.objects.filter(state__in=(Call.State.CLOSED, Call.State.CANCELLED)).select_related(
        "version"
    ):
        if call.version is None:
            continue
        kept = timedelta(days=365.25 * call.definition.retention_years)
        ended = call.version.deadline or call.made_at
        if ended + kept < timezone.now():
            due += list(call.applications.exclude(outcome=Outcome.AWARDED).exclude(answers={}))
    return empty(due)


def drafts_due() -> int:
    """Deleted: drafts that were never submitted."""
    over = timezone.now() - DRAFTS_KEPT_FOR
    drafts = Application.objects.filter(
        state=Application.State.DRAFT, number="", call__version__deadline__lt=over, saved_at__lt=over
    )
    found = list(drafts)
    empty(found)
    for draft in found:
        draft.delete()
    return len(found)


def invitations_due() -> int:
    over = timezone.now() - INVITATIONS_KEPT_FOR
    return Participant.objects.filter(person=None, invited_at__lt=over).delete()[0]


hold(
    Holding(
        "calls.Attachment",
        ("application",),
        Fate.DELETED,
        rows=files_of,
        also=("name",),
        files=content_of,
        erase=nothing,
        why=_("The files of your applications. They go with an application that is not awarded."),
    ),
    Holding(
        "calls.Submission",
        ("application",),
        Fate.FORGOTTEN,
        rows=submissions_of,
        also=("content_json",),
        erase=nothing,
        why=_(
            "What you submitted. Its content goes with an application that is not awarded; its hash stays."
        ),
    ),
    Holding(
        "calls.Letter",
        ("application",),
        Fate.FORGOTTEN,
        rows=letters_to,
        also=("addressee", "subject", "body"),
        erase=nothing,
        why=_("Letters about decisions on your applications."),
    ),
    Holding(
        "calls.Application",
        ("title",),
        Fate.FORGOTTEN,
        rows=not_awarded,
        hidden=("state", "stage"),
        also=("answers", "facts"),
        erase=lambda person: pass_on_or_empty(not_awarded(person)),
        why=_(
            "Your applications: drafts are deleted; of what was submitted and not awarded the content goes, and that "
            "there was an application stays for the count. Where others write it with you, one of them leads it then."
        ),
    ),
    Holding(
        "calls.Application",
        ("title",),
        Fate.KEPT,
        rows=awarded,
        hidden=("state", "stage"),
        also=("answers", "facts"),
        why=_("What was awarded to you is on record, with the application that it was awarded for."),
        title=_("Applications that were awarded"),
    ),
    Holding(
        "calls.Participant",
        ("person",),
        Fate.DELETED,
        rows=parts_of,
        hidden=("token_hash",),
        why=_("That you write or read an application with others."),
    ),
    Holding(
        "calls.Participant",
        ("person",),
        Fate.KEPT,
        rows=parts_kept,
        hidden=("token_hash",),
        why=_("That you led an application that was awarded."),
        title=_("Parts in applications that were awarded"),
    ),
    Holding(
        "calls.Participant",
        ("email",),
        Fate.DELETED,
        rows=invited,
        hidden=("token_hash",),
        why=_("Invitations to take part in an application that were written to your address."),
    ),
    Holding(
        "calls.Attachment",
        ("added_by",),
        Fate.FORGOTTEN,
        why=_("That it was you who added a file to an application."),
    ),
    Holding(
        "calls.Submission",
        ("submitted_by",),
        Fate.FORGOTTEN,
        hidden=("content_json",),
        why=_("That it was you who submitted an application."),
    ),
    Holding(
        "calls.Reference",
        ("email",),
        Fate.KEPT,
        rows=letters_by,
        hidden=("token_hash",),
        also=("name", "text", "file_name"),
        why=_("A letter of reference that you wrote is part of the application it is for, and goes with it."),
    ),
    Holding("calls.CallVersion", ("made_by",), Fate.FORGOTTEN, why=_("That you changed a call.")),
    Holding("calls.Selection", ("made_by",), Fate.FORGOTTEN, why=_("That you ran a selection.")),
    Holding(
        "calls.Decision",
        ("decided_by",),
        Fate.FORGOTTEN,
        hidden=("application", "selection", "outcome", "waiting", "reason"),
        why=_("That you recorded a decision."),
    ),
    Holding(
        "calls.Reviewer",
        ("person",),
        Fate.KEPT,
        why=_("That you were asked to review: the result of a call rests on its reviews."),
    ),
    Holding(
        "calls.PoolInvitation",
        ("email",),
        Fate.DELETED,
        rows=pool_invitations,
        hidden=("token_hash",),
        why=_("Invitations to review that were written to your address."),
    ),
    Holding(
        "calls.Review",
        ("reviewer",),
        Fate.KEPT,
        rows=reviews_by,
        also=("to_applicant", "to_panel", "note"),
        why=_("Reviews that you wrote: the result of a call rests on them. They stay without your name."),
    ),
    Holding(
        "calls.Conflict",
        ("person",),
        Fate.DELETED,
        hidden=("application", "evidence"),
        also=("note",),
        why=_("Conflicts of interest that keep you away from an application, which they do not name to you."),
    ),
    Holding(
        "calls.Remark",
        ("author",),
        Fate.FORGOTTEN,
        rows=remarks_by,
        hidden=("application",),
        also=("text",),
        why=_("What you said in the discussion of an application stays; that it was you is forgotten."),
    ),
)
retain(
    Retention(
        "applications not awarded",
        _(
            "The content of applications that were not awarded goes some years after their call; the call says how many."
        ),
        unawarded_due,
    )
)
retain(
    Retention(
        "drafts never submitted",
        _("A draft that was never submitted goes half a year after the deadline of its call."),
        drafts_due,
    )
)
retain(
    Retention(
        "invitations to applications",
        _("An invitation to take part in an application that nobody accepted goes after two months."),
        invitations_due,
    )
)
exempt("calls.CallVersion", "note", why="what changed in a call, by its officers")
exempt("calls.Selection", "note", why="what a selection was tried for, by its officers")
