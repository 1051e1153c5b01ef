"""What is taken out of an application when it is to be forgotten, and what stays: that there was one, and its counts.

Reviews, scores and decisions stay, for a call's result rests on them; they say nothing of who applied.
"""

from collections.abc import Iterable

from anso.alliance import files
from anso.alliance.calls.models import Application, Attachment, Letter, Participant, Reference, Submission

__all__ = ["FACTS_KEPT", "empty", "pass_on_or_empty"]

State = Application.State
FACTS_KEPT = frozenset({"region", "least_developed", "degree", "university", "gender", "field"})
"""What analytics count by; with the country, none of them tells who it was."""


def empty(applications: Iterable[Application]) -> int:
    """Take out everything that was written, its files, letters and people; gives how many were emptied."""
    found = list(applications)
    for application in found:
        keys = [application.pk]
        digests = set(Attachment.objects.filter(application__in=keys).values_list("sha256", flat=True))
        digests |= set(Reference.objects.filter(application__in=keys).values_list("file_sha256", flat=True))
        Attachment.objects.filter(application__in=keys).delete()
        Reference.objects.filter(application__in=keys).delete()
        Letter.objects.filter(application__in=keys).update(addressee="", subject="", body="")
        Submission.objects.filter(application__in=keys).update(content_json="", submitted_by=None)
        Participant.objects.filter(application__in=keys).delete()
        files.forget(digests)
        application.answers, application.title = {}, ""
        application.facts = {name: value for name, value in application.facts.items() if name in FACTS_KEPT}
        if application.state == State.SUBMITTED and not application.outcome:
            application.state = State.WITHDRAWN
        application.save()
    return len(found)


def pass_on_or_empty(applications: Iterable[Application]) -> None:
    """Applications whose lead goes: another who writes leads them from now on; where nobody is left they are emptied."""
    alone = []
    for application in applications:
        others = application.participants.filter(person__isnull=False).exclude(part=Participant.Part.LEAD)
        heir = others.order_by("part", "accepted_at").last()  # a writer before a reader
        if heir is None:
            alone.append(application)
            continue
        application.participants.filter(part=Participant.Part.LEAD).delete()
        Participant.objects.filter(pk=heir.pk).update(part=Participant.Part.LEAD)
    drafts = [
        application for application in alone if application.state == State.DRAFT and not application.number
    ]
    empty(alone)
    for draft in drafts:
        draft.delete()
