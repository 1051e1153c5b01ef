"""An accepted award becomes a project or a student: what the application says is the plan to begin with.

Called in the transaction of the acceptance (`calls.awards`), which writes the event of it; this adds the event of what
began.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from anso.alliance.calls.definition import Definition, FieldKind
from anso.alliance.calls.definition.definition import Effect
from anso.alliance.calls.models import Application, Award, Participant, Programme
from anso.alliance.people import audit
from anso.alliance.people.models import User
from anso.alliance.projects.actions.schedule import make_schedule
from anso.alliance.projects.models import (
    BudgetLine,
    Milestone,
    Progress,
    Project,
    ProjectCountry,
    Student,
    TeamMember,
)
from anso.alliance.projects.planning import USUAL_MONTHS, USUAL_STUDIES, after_months, day_in
from anso.places import countries

__all__ = ["begin"]

SUMMARY = "abstract"
"""Code of the field that a form asks the summary for the public with."""
LONGEST_MONTHS = 120
Row = Mapping[str, Any]


@transaction.atomic
def begin(award: Award) -> Project | Student | None:
    """What the call says an award brings about; nothing where it is neither a project nor a student."""
    match award.application.version.definition.effect:
        case Effect.PROJECT:
            return begin_project(award)
        case Effect.STUDENT:
            return begin_student(award)
        case _:
            return None


def begin_project(award: Award) -> Project:
    application = award.application
    definition, zone = application.version.definition, application.version.zone
    # Numbers within a year are given out in a queue: of those who accept at once, each waits for the one before.
    programme = Programme.objects.select_for_update().get(pk=application.call.programme_id)
    first = day_in(zone, award.answered_at or timezone.now())
    milestones = list(milestones_of(definition, application.answers))
    months = max((month for _title, month in milestones), default=USUAL_MONTHS)
    lines, currency = budget_of(definition, application.answers)
    ceiling = award.amount if award.amount is not None else sum((n for _item, n in lines), Decimal(0))
    leader = lead_of(application)
    project = Project.objects.create(
        code=application.number.lower(),
        programme=Project.Programme.AWARDED,
        number=next_number(first.year),
        title=application.title or application.number,
        summary=str(application.answers.get(SUMMARY) or ""),
        leaders=leader.name if leader else "",
        organisation=application.institution,
        year=first.year,
        is_synthetic=application.is_synthetic,
        award=award,
        call_programme=programme,
        leader=leader,
        field=str(application.facts.get("field") or "")[:60],
        starts_on=first,
        ends_on=after_months(first, months),
        zone=zone,
        currency=award.currency or currency,
        ceiling=ceiling,
    )
    Milestone.objects.bulk_create(
        Milestone(project=project, title=title[:300], due_on=after_months(first, month))
        for title, month in milestones
    )
    if sum((n for _item, n in lines), Decimal(0)) > ceiling or not lines:
        # Less was awarded than asked for: how it is divided is for the officers to enter.
        lines = [(application.call.title, ceiling)] if ceiling else []
    BudgetLine.objects.bulk_create(
        BudgetLine(project=project, item=item[:200], amount=n) for item, n in lines
    )
    make_team(project, application, definition)
    make_schedule(project)
    audit.record(
        actor=None, verb="projects.begin", target=project, application=application.number, amount=ceiling
    )
    return project


def begin_student(award: Award) -> Student:
    application = award.application
    definition, zone = application.version.definition, application.version.zone
    first = day_in(zone, award.answered_at or timezone.now())
    person = lead_of(application)
    student = Student.objects.create(
        award=award,
        call_programme=application.call.programme,
        person=person,
        name=application.title or (person.name if person else application.number),
        country=application.country,
        degree=str(application.facts.get("degree") or "")[:60],
        university=choice_said(definition, "university", application.facts.get("university")),
        year=first.year,
        zone=zone,
        is_synthetic=application.is_synthetic,
    )
    audit.record(actor=None, verb="projects.begin_studies", target=student)
    return student


def next_number(year: int) -> int:
    taken = Project.objects.filter(programme=Project.Programme.AWARDED, year=year)
    return (taken.aggregate(last=Max("number"))["last"] or 0) + 1


def lead_of(application: Application) -> User | None:
    lead = application.participants.filter(part=Participant.Part.LEAD).select_related("person").first()
    return lead.person if lead else None


def rows_of(answers: Row, code: str) -> Iterator[Row]:
    given = answers.get(code)
    yield from (row for row in given if isinstance(row, Mapping)) if isinstance(given, list) else ()


def milestones_of(definition: Definition, answers: Row) -> Iterator[tuple[str, int]]:
    """Rows of the tables that ask for a month by its number, with their first text."""
    for field in definition.fields:
        columns = {column.code: column.kind for column in field.columns}
        if field.kind != FieldKind.TABLE or columns.get("month") != FieldKind.WHOLE:
            continue
        texts = [code for code, kind in columns.items() if kind == FieldKind.TEXT]
        for row in rows_of(answers, field.code):
            title = next((str(row[code]) for code in texts if row.get(code)), "")
            month = row.get("month")
            if title and isinstance(month, int) and 0 < month <= LONGEST_MONTHS:
                yield title, month


def budget_of(definition: Definition, answers: Row) -> tuple[list[tuple[str, Decimal]], str]:
    """Lines of what was asked for, by purpose, and its currency."""
    lines, currency = [], ""
    for field in definition.fields:
        if field.kind != FieldKind.BUDGET:
            continue
        currency = field.currency or currency
        for row in rows_of(answers, field.code):
            amount = money(row.get("amount"))
            if amount > 0:
                said = [
                    str(row[code.code])
                    for code in field.columns
                    if code.code != "amount" and row.get(code.code)
                ]
                lines.append((" – ".join(said) or field.code, amount))
    return lines, currency


def money(given: object) -> Decimal:
    try:
        return Decimal(str(given)).quantize(Decimal("0.01"))
    except InvalidOperation:
        return Decimal(0)


def make_team(project: Project, application: Application, definition: Definition) -> None:
    """The lead and those who wrote with them by their accounts; partners by the rows that name them."""
    people = application.participants.filter(person__isnull=False).select_related("person")
    members, seats = [], {application.country} - {""}
    for one in people:
        is_lead = one.part == Participant.Part.LEAD
        part = TeamMember.Part.LEADER if is_lead else TeamMember.Part.RESEARCHER
        members.append(
            TeamMember(person=one.person, name=str(one.person), part=part, since=project.starts_on)
        )
    known = {one.code for one in countries()}
    for field in definition.fields:
        kinds = {column.code: column.kind for column in field.columns}
        if field.kind != FieldKind.TABLE or kinds.get("country") != FieldKind.COUNTRY:
            continue
        for row in rows_of(application.answers, field.code):
            country = str(row.get("country") or "")
            seats |= {country} & known
            if row.get("person"):
                members.append(
                    TeamMember(
                        name=str(row["person"])[:200],
                        part=TeamMember.Part.PARTNER,
                        organisation=str(row.get("organisation") or "")[:300],
                        country=country if country in known else "",
                        since=project.starts_on,
                    )
                )
    for member in members:
        member.project = project
    TeamMember.objects.bulk_create(members)
    ProjectCountry.objects.bulk_create(
        ProjectCountry(project=project, country=code) for code in sorted(seats)
    )


def choice_said(definition: Definition, fact: str, code: object) -> str:
    """The English words of a choice: it stands on record beyond the form."""
    for field in definition.fields:
        if field.fact == fact:
            for choice in field.choices:
                if choice.code == code:
                    return choice.label["en"][:300]
    return str(code or "")[:300]


def make_progress(student: Student) -> None:
    """A report for each year of studies, due at its end."""
    if student.starts_on is None:
        return
    months = USUAL_STUDIES.get(student.degree, USUAL_MONTHS)
    end = student.ends_on or after_months(student.starts_on, months)
    number = 1
    while (due := after_months(student.starts_on, 12 * number) - timedelta(days=1)) < end:
        Progress.objects.get_or_create(student=student, number=number, defaults={"due_on": due})
        number += 1
