"""The sample's bodies, meetings and resolutions, as published; and a made-up committee to try ballots with.

The committee votes through the same verbs as everybody, so that its ballots are sealed and can be verified.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from anso.alliance.governance import actions
from anso.alliance.governance.actions.ballots import definition_of
from anso.alliance.governance.models import Ballot, Body, Meeting, Resolution, Term
from anso.alliance.network.models import Institution
from anso.alliance.people.models import User
from anso.alliance.sample.giving import Row, checked, data, give, not_given, rows, without

__all__ = ["load_bodies", "load_committee"]

SEATED_ON = date(2020, 11, 9)
"""The third meeting of the board, the day on which its seats are known to have been held."""
SEATED = "Annual report 2020: named as a member or board member in 2020; nine organisations took part in the third meeting"
BEIJING = ZoneInfo("Asia/Shanghai")
OPEN_FOR = timedelta(days=90)


def load_bodies() -> int:
    """The bodies with their seats, meetings and resolutions; gives how many bodies were made."""
    made = give("body", "code", rows("governance", "body"), lambda row: Body(**row, quorum=None))
    ours = {body.code: body for body, _row in made}
    institutions = {institution.code: institution for institution in Institution.objects.all()}
    Term.objects.bulk_create(
        checked(
            Term(
                body=ours[row["body"]],
                institution=institutions[row["institution"]],
                evidence=SEATED,
                evidence_date=SEATED_ON,
            )
        )
        for row in rows("governance", "term")
        if row["body"] in ours and row["institution"] in institutions
    )
    meetings = give(
        "meeting",
        "code",
        [row for row in rows("governance", "meeting") if row["body"] in ours],
        lambda row: Meeting(**without(row, "body"), body=ours[row["body"]], state=Meeting.State.CLOSED),
    )
    held = {meeting.code: meeting for meeting, _row in meetings}
    for row in rows("governance", "resolution"):
        if row["meeting"] in held:
            load_resolution(row, held[row["meeting"]], institutions)
    return len(made)


def load_resolution(row: Row, meeting: Meeting, institutions: dict[str, Institution]) -> None:
    """As it was reported: what it decided took effect then, and is on record already."""
    resolution = checked(
        Resolution(
            **without(row, "body", "meeting", "institutions"),
            body=meeting.body,
            meeting=meeting,
            year=meeting.starts_on.year,
            how=Resolution.How.REPORTED,
            adopted_on=meeting.starts_on,
            published_at=datetime.combine(meeting.starts_on, time(), BEIJING),
            evidence="Annual report 2020",
        )
    )
    resolution.save()
    resolution.institutions.set(institutions[code] for code in row["institutions"] if code in institutions)


def load_committee(actor: User | None) -> None:
    """A committee of the sample's accounts, with a ballot that is decided and one that waits for votes."""
    said = data("governance")["committee"]
    emails = [said["chair"], *said["members"]]
    people = {user.email: user for user in User.objects.filter(email__in=emails, is_synthetic=True)}
    if len(people) < len(emails) or not not_given("committee", "code", [said]):
        return
    body = actions.create_body(
        actor=actor,
        is_synthetic=True,
        **without(said, "chair", "members", "decided", "open", "resolution"),
    )
    for email in emails:
        actions.begin_term(
            actor=actor,
            body=body,
            office=Term.Office.CHAIR if email == said["chair"] else Term.Office.MEMBER,
            name=people[email].name,
            person=people[email],
            begins=timezone.localdate(),
            is_synthetic=True,
        )
    decided = opened(actor, body, without(said["decided"], "votes"))
    for email, vote in zip(emails, said["decided"]["votes"], strict=True):
        voter = people[email]
        entry = decided.roll.get(person=voter.audit_id)
        actions.cast_vote(actor=voter, ballot=decided, entry=entry, choice=vote)
    actions.publish_result(actor=actor, ballot=actions.close_ballot(actor=actor, ballot=decided))
    opened(actor, body, said["open"])
    load_follow_up(actor, body, decided, said["resolution"])


def opened(actor: User | None, body: Body, said: Row) -> Ballot:
    now = timezone.now()
    definition = definition_of(without(said, "code") | {"opens": now, "closes": now + OPEN_FOR})
    ballot = actions.draft_ballot(
        actor=actor, body=body, code=said["code"], definition=definition, is_synthetic=True
    )
    return actions.open_ballot(actor=actor, ballot=ballot)


def load_follow_up(actor: User | None, body: Body, ballot: Ballot, said: Row) -> None:
    resolution = actions.adopt_resolution(
        actor=actor,
        body=body,
        title=said["title"],
        text=said["text"],
        adopted_on=timezone.localdate(),
        ballot=Ballot.objects.select_related("record").get(pk=ballot.pk),
        is_synthetic=True,
    )
    actions.publish_resolution(actor=actor, resolution=resolution)
    actions.assign_task(
        actor=actor,
        resolution=resolution,
        title=said["task"],
        responsible=said["responsible"],
        due=timezone.localdate() + OPEN_FOR,
    )
