"""A funded project and a student to try the projects app on: made by accepting an award, as applicants do."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from tests.alliance.calls.world import good_answers, open_call, person

from anso.alliance.calls import actions as calls
from anso.alliance.calls.models import Application, Award, Call, Participant
from anso.alliance.people.models import User
from anso.alliance.projects.models import Project, Student

ACCEPTED = datetime(2021, 6, 30, 20, tzinfo=UTC)
"""The first of July where the call is, in Shanghai."""
ANSWER_BY = datetime(2021, 7, 31, tzinfo=UTC)
PLAN = {
    "title": "Meltwater of the Tien Shan",
    "area": "environment",
    "abstract": "How much water the glaciers give, and for how long.",
    "milestones": [{"what": "Gauges stand", "month": 6}, {"what": "Balance is closed", "month": 30}],
    "partners": [
        {"organisation": "Institute of Water", "country": "KG", "person": "B. Partner", "part": "Gauges"}
    ],
    "budget": [
        {"item": "people", "why": "Two students", "amount": 60000},
        {"item": "travel", "why": "Field work", "amount": 30000.01},
    ],
}


def awarded(leader: User, call: Call, answers: dict[str, Any], **facts: Any) -> Award:
    """An award that waits for its answer."""
    given = 9001 + call.applications.count()
    application = Application.objects.create(
        call=call,
        version=call.current,
        number=f"{call.prefix}-{given:05d}",
        state=Application.State.SUBMITTED,
        submitted_at=ACCEPTED,
        outcome=Application.Outcome.AWARDED,
        title=answers.get("title") or answers.get("name", ""),
        country=facts.get("country", "KZ"),
        facts=facts,
        answers=answers,
    )
    Participant.objects.create(
        application=application, person=leader, part=Participant.Part.LEAD, accepted_at=ACCEPTED
    )
    return Award.objects.create(
        application=application,
        amount=facts.get("amount"),
        currency="CNY",
        answer_by=ANSWER_BY,
    )


def research(code: str = "res-2021") -> Call:
    return Call.objects.filter(code=code).first() or open_call(code, of="research")


def project(leader: User | None = None, *, amount: Decimal | None = None, **changed: Any) -> Project:
    leader = leader or person("leader")
    award = awarded(leader, research(), {**PLAN, **changed}, field="environment", country="KZ")
    if amount is not None:
        Award.objects.filter(pk=award.pk).update(amount=amount)
    calls.answer_award(actor=leader, application=award.application, accept=True, at=ACCEPTED)
    return Project.objects.get(award=award)


def student(holder: User | None = None, **changed: Any) -> Student:
    holder = holder or person("student")
    call = Call.objects.filter(code="sch-2021").first() or open_call()
    award = awarded(holder, call, good_answers(**changed), degree="phd", university="ustc", country="KZ")
    calls.answer_award(actor=holder, application=award.application, accept=True, at=ACCEPTED)
    return Student.objects.get(award=award)
