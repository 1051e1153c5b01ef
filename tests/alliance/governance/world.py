"""One of everything in governance, for the walk of who may see what; its owner chairs a body of one seat."""

from datetime import UTC, date, datetime, timedelta

from django.db import models
from tests.alliance.governance.helpers import opened

from anso.alliance.governance import actions
from anso.alliance.governance.models import Attendance, Term
from anso.alliance.people.models import User

__all__ = ["make_governance"]


def make_governance(owner: User) -> tuple[dict[str, models.Model], dict[str, str]]:
    """Records by the label of their model, and what stands for them in addresses."""
    body = actions.create_body(actor=None, code="tide-board", name="Board of tides", quorum=None)
    term = actions.begin_term(
        actor=None, body=body, office=Term.Office.CHAIR, name="Owner", person=owner, begins=date(2020, 1, 1)
    )
    meeting = actions.plan_meeting(
        actor=None, body=body, code="tide-meeting", title="Meeting on tides", starts_on=date(2020, 6, 8)
    )
    item = actions.add_item(actor=None, meeting=meeting, title="Tides")
    paper = actions.add_paper(
        actor=None,
        item=item,
        title="On tides",
        text="They come and go.",
        audience="everyone",
        file_name="tides.txt",
        file=b"High at six, low at noon.",
    )
    meeting = actions.convene_meeting(actor=None, meeting=meeting)
    came = actions.record_arrival(
        actor=None,
        meeting=meeting,
        term=term,
        mode=Attendance.Mode.ONLINE,
        at=datetime(2020, 6, 8, 8, tzinfo=UTC),
    )
    minutes = actions.write_minutes(actor=None, meeting=meeting, text="They came and went.")
    ballot = opened(body, "tide-ballot")
    resolution = actions.adopt_resolution(
        actor=None, body=body, title="Tides", text="They are watched.", adopted_on=date(2020, 6, 8)
    )
    actions.publish_resolution(actor=None, resolution=resolution)
    task = actions.assign_task(
        actor=None,
        resolution=resolution,
        title="Watch them",
        responsible="Owner",
        person=owner,
        due=date(2020, 6, 8) + timedelta(days=30),
    )
    records: dict[str, models.Model] = {
        record._meta.label_lower: record
        for record in (body, term, meeting, paper, came, minutes, ballot, ballot.roll.get(), resolution, task)
    }
    names = {
        "body": body.code,
        "term": str(term.pk),
        "meeting": meeting.code,
        "item": str(item.pk),
        "paper": str(paper.pk),
        "attendance": str(came.pk),
        "ballot": ballot.code,
        "task": str(task.pk),
    }
    return records, names
