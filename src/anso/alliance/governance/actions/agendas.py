"""Verbs on a meeting's agenda: its items in their order, and the papers for them with their files."""

from django.db import models, transaction
from django.utils.translation import gettext

from anso.alliance import files
from anso.alliance.governance.actions.common import allowed, checked, refuse
from anso.alliance.governance.actions.meetings import still_open
from anso.alliance.governance.models import AgendaItem, Meeting, Paper
from anso.alliance.governance.paper_files import KINDS, LARGEST_BYTES
from anso.alliance.people import audit
from anso.alliance.people.models import User

__all__ = ["add_item", "add_paper", "move_item", "remove_item", "remove_paper"]


@transaction.atomic
def add_item(
    *,
    actor: User | None,
    meeting: Meeting,
    title: str,
    kind: str = AgendaItem.Kind.DISCUSSION,
    minutes: int | None = None,
    note: str = "",
) -> AgendaItem:
    """Put an item at the end of the agenda."""
    allowed(actor, "governance.keep", meeting)
    still_open(meeting)
    last = meeting.items.aggregate(last=models.Max("position"))["last"] or 0
    item = checked(
        AgendaItem(meeting=meeting, position=last + 1, title=title, kind=kind, minutes=minutes, note=note)
    )
    item.save()
    audit.record(actor=actor, verb="governance.add_item", target=meeting, position=item.position)
    return item


@transaction.atomic
def move_item(*, actor: User | None, item: AgendaItem, to: int) -> AgendaItem:
    """Give an item another place; those between move up or down."""
    allowed(actor, "governance.keep", item)
    still_open(item.meeting)
    items = list(item.meeting.items.select_for_update())
    others = [other for other in items if other.pk != item.pk]
    place = min(max(to, 1), len(items)) - 1
    ordered = [*others[:place], item, *others[place:]]
    for position, other in enumerate(ordered, start=1):
        other.position = position
    AgendaItem.objects.bulk_update(ordered, ["position"])
    audit.record(actor=actor, verb="governance.move_item", target=item.meeting, item=item.pk, to=place + 1)
    return item


@transaction.atomic
def remove_item(*, actor: User | None, item: AgendaItem) -> None:
    """Take an item off the agenda, with its papers, before the meeting is convened."""
    allowed(actor, "governance.keep", item)
    meeting = item.meeting
    if meeting.state != Meeting.State.PLANNED:
        raise refuse("", gettext("The agenda went out with the invitation; an item stays on it."))
    files.forget(item.papers.values_list("sha256", flat=True))
    item.delete()
    for position, other in enumerate(meeting.items.all(), start=1):
        if other.position != position:
            other.position = position
            other.save(update_fields=["position"])
    audit.record(actor=actor, verb="governance.remove_item", target=meeting)


def add_paper(
    *,
    actor: User | None,
    item: AgendaItem,
    title: str,
    text: str = "",
    link: str = "",
    audience: str = Paper.Audience.BODY,
    file_name: str = "",
    file: files.Source | None = None,
) -> Paper:
    """Lay a paper before the meeting; who may read it is said with it."""
    allowed(actor, "governance.keep", item)
    if not text.strip() and not link and file is None:
        raise refuse("text", gettext("Give the paper’s text, a link to where it lies, or a file."))
    given = None
    if file is not None:  # looked at before the transaction: a virus scanner takes its time, and others write
        given = files.check_file(file_name, file, kinds=KINDS, largest=LARGEST_BYTES)
    with transaction.atomic():
        still_open(item.meeting)
        paper = Paper(item=item, title=title, text=text, link=link, audience=audience)
        if given is not None and file is not None:
            paper.file_name, paper.media_type, paper.bytes = given.name, given.media_type, given.size
            paper.sha256 = given.sha256
        checked(paper)
        if given is not None and file is not None:
            files.keep(given, file)
        paper.save()
        audit.record(
            actor=actor,
            verb="governance.add_paper",
            target=paper,
            audience=audience,
            sha256=paper.sha256,
            bytes=paper.bytes,
        )
    return paper


@transaction.atomic
def remove_paper(*, actor: User | None, paper: Paper) -> None:
    """Take a paper back while the meeting is prepared or held; that it was there stays in the trail."""
    allowed(actor, "governance.keep", paper)
    still_open(paper.item.meeting)
    audit.record(
        actor=actor,
        verb="governance.remove_paper",
        target=paper,
        audience=paper.audience,
        sha256=paper.sha256,
    )
    files.forget([paper.sha256])
    paper.delete()
