"""What the walk over every address visits of applying: a draft of `owner`, one that they submitted, and what belongs to them."""

from datetime import timedelta

from django.utils import timezone
from tests.alliance.calls.world import definition, drafted, open_call

from anso.alliance import files
from anso.alliance.calls import actions, mail
from anso.alliance.calls.models import Attachment, Participant, Reference
from anso.alliance.people.models import User

__all__ = ["make_applying"]

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def make_applying(owner: User, other: User) -> dict[str, str]:
    """`other` is invited to the draft."""
    now = timezone.now()
    dates = {"opens_at": now - timedelta(days=60), "deadline": now + timedelta(days=30)}
    given = definition(applying="team", co_applicants=2, per_person=9)
    call = open_call("walked", given=given, **dates)
    sent = drafted(owner, call, at=now)
    actions.submit_application(actor=owner, application=sent, received_at=now)
    kept = files.keep(files.check_file("passport.pdf", PDF, kinds=[files.PDF], largest=1000), PDF)
    Attachment.objects.filter(application=sent).update(sha256=kept)
    draft = drafted(owner, call, at=now)
    invited = actions.invite_participant(
        actor=owner, application=draft, email=other.email, part=Participant.Part.READER
    )
    answered, asked = sent.references.order_by("email")
    Reference.objects.filter(pk=answered.pk).update(
        state="answered", answered_at=now, file_sha256=kept, file_name="letter.pdf"
    )
    return {
        "call": call.code,
        "draft": str(draft.pk),
        "draft_file": str(draft.attachments.filter(field="passport").get().pk),
        "sent": str(sent.pk),
        "sent_file": str(sent.attachments.filter(field="passport").get().pk),
        "invited": str(invited.pk),
        "part_token": mail.invitation_link(invited).rstrip("/").rpartition("/")[2],
        "letter": str(answered.pk),
        "letter_token": mail.reference_link(asked).rstrip("/").rpartition("/")[2],
    }
