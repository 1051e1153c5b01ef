"""One's own work for programs: a project or a student from inside, reports, and every act that the pages offer.

Which acts there are, and what each takes, is told with the record (`acts`); an act is then posted by its name.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from ninja.params.functions import Query

from anso.alliance.people.models import User
from anso.alliance.people.rules import require
from anso.alliance.projects import actions, offered, queries
from anso.alliance.projects.api.router import router
from anso.alliance.projects.api.schemas import (
    OneReportOut,
    ProgressOut,
    StudentOut,
    TextIn,
    Value,
    ValuesIn,
    WorkOut,
)
from anso.alliance.projects.models import Progress, Project, Report, Student
from anso.errors import InvalidInputError, NotFoundError, Problem

__all__: list[str] = []


@router.get("/projects/{code}/inside", response=WorkOut, summary="A project from inside")
def read_work(request: HttpRequest, code: str) -> Any:
    """Plan, reports, money, outputs, changes and team, for those who work on it or keep it."""
    return work_out(request, queries.work_for(request.user, code))


@router.post("/projects/{code}/acts/{act}", response=WorkOut, summary="Do something to a project")
def act_on_project(
    request: HttpRequest,
    code: str,
    act: str,
    given: ValuesIn,
    of: int | None = Query(None, description="Id of the part that the act is about"),
) -> Any:
    """One of the acts that the project from inside tells of, with the values that it takes."""
    project = queries.work_for(request.user, code)
    done(request, project, act, of, given.values)
    return work_out(request, queries.work_for(request.user, code))


@router.get("/projects/{code}/reports/{number}", response=OneReportOut, summary="One report")
def read_project_report(request: HttpRequest, code: str, number: int) -> Any:
    """For those who work on the project, its officers, and who was invited to review the report."""
    return report_out(queries.report_for(request.user, code, number))


@router.put("/projects/{code}/reports/{number}", response=OneReportOut, summary="Save a draft of a report")
def save_project_report(request: HttpRequest, code: str, number: int, given: TextIn) -> Any:
    """For the leader; refused where it was saved since by another."""
    report = queries.report_for(request.user, code, number)
    return report_out(actions.save_report(actor=caller(request), report=report, **given.dict()))


@router.post("/projects/{code}/reports/{number}/submit", response=OneReportOut, summary="Hand a report in")
def submit_project_report(request: HttpRequest, code: str, number: int, given: TextIn) -> Any:
    """For the leader."""
    report = queries.report_for(request.user, code, number)
    return report_out(actions.submit_report(actor=caller(request), report=report, **given.dict()))


@router.post("/projects/{code}/reports/{number}/review", response=OneReportOut, summary="Review a report")
def review_project_report(request: HttpRequest, code: str, number: int, given: ValuesIn) -> Any:
    """Accept (`accept`: true) or return it with what is `missing`; for officers and who was invited."""
    report = queries.report_for(request.user, code, number)
    done(request, report.project, "review-report", report.pk, given.values)
    return report_out(queries.report_for(request.user, code, number))


@router.get("/students/{student}", response=StudentOut, summary="A student")
def read_student(request: HttpRequest, student: UUID) -> Any:
    """For the student, the supervisor and the officers."""
    return student_out(request, queries.student_for(request.user, student))


@router.post(
    "/students/{student}/acts/{act}", response=StudentOut, summary="Do something to a student's record"
)
def act_on_student(
    request: HttpRequest,
    student: UUID,
    act: str,
    given: ValuesIn,
    of: int | None = Query(None, description="Id of the yearly report that the act is about"),
) -> Any:
    """One of the acts that the record tells of, with the values that it takes."""
    done(request, queries.student_for(request.user, student), act, of, given.values)
    return student_out(request, queries.student_for(request.user, student))


@router.put("/students/{student}/years/{number}", response=ProgressOut, summary="Save a yearly report")
def save_student_progress(request: HttpRequest, student: UUID, number: int, given: TextIn) -> Any:
    """For the student; refused where it was saved since in another window."""
    progress = progress_for(request, student, number)
    return actions.save_progress(actor=caller(request), progress=progress, **given.dict())


@router.post(
    "/students/{student}/years/{number}/submit", response=ProgressOut, summary="Hand a yearly report in"
)
def submit_student_progress(request: HttpRequest, student: UUID, number: int, given: TextIn) -> Any:
    """For the student."""
    progress = progress_for(request, student, number)
    return actions.submit_progress(actor=caller(request), progress=progress, **given.dict())


def caller(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise TypeError("A verb of projects was reached by nobody.")
    return request.user


def progress_for(request: HttpRequest, student: UUID, number: int) -> Progress:
    owner = queries.student_for(request.user, student)
    found = owner.progress.filter(number=number).select_related("student__call_programme").first()
    if found is None:
        raise NotFoundError("There is no such report of yours.")
    return found


def done(
    request: HttpRequest, owner: Project | Student, name: str, pk: int | None, given: dict[str, Value]
) -> None:
    """The act, by the form that the pages ask with."""
    act = offered.act_called(owner, name)
    record = offered.part_called(owner, act, pk)
    require(request.user, act.permission, record)
    form = offered.form_of(
        act, record, {key: typed(form_field(act, key), value) for key, value in given.items()}
    )
    if not form.is_valid():
        raise InvalidInputError(
            [
                Problem("" if field == "__all__" else field, str(message))
                for field, messages in form.errors.items()
                for message in messages
            ]
        )
    offered.do(act, caller(request), record, form.said())


def form_field(act: offered.Act, name: str) -> forms.Field:
    field = act.form.base_fields.get(name)
    if field is None:
        raise InvalidInputError(
            [Problem(name, f"This act takes {', '.join(act.form.base_fields) or 'nothing'}.")]
        )
    return field


def typed(field: forms.Field, value: Value) -> Value:
    """As a form would send it: the two answers of a decision are words there."""
    if isinstance(field, forms.ChoiceField) and isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(field, forms.BooleanField) or value is None else str(value)


def acts_out(request: HttpRequest, owner: Project | Student, records: list[Any]) -> list[dict[str, Any]]:
    return [
        {
            "act": name,
            "title": str(act.title),
            "of": record.pk if record is not None else None,
            "fields": [
                {
                    "name": field_name,
                    "title": str(field.label),
                    "required": field.required,
                    "choices": choices_of(field),
                }
                for field_name, field in act.form.base_fields.items()
            ],
        }
        for record in [None, *records]
        for name, act in offered.offered(request.user, owner, record)
    ]


def choices_of(field: forms.Field) -> list[str]:
    """The values of a choice; records that may be chosen are told by the record they belong to."""
    if not isinstance(field, forms.ChoiceField) or isinstance(field, forms.ModelChoiceField):
        return []
    offered_ones: Any = field.choices
    return [str(value) for value, _label in offered_ones if value != ""]


def work_out(request: HttpRequest, project: Project) -> dict[str, Any]:
    account = queries.account_of(project)
    parts: dict[str, list[Any]] = {
        "milestones": list(project.milestones.all()),
        "reports": list(project.reports.all()),
        "budget": [*(line for line, _held in account.lines), *account.corrections],
        "payments": list(account.payments),
        "outputs": list(project.outputs.all()),
        "changes": list(project.changes.all()),
        "team": list(project.team.all()),
    }
    names = (
        "code",
        "title",
        "state",
        "starts_on",
        "ends_on",
        "zone",
        "currency",
        "ceiling",
        "lessons",
        "evaluation",
    )
    records = [record for part in parts.values() for record in part]
    return {
        **{name: getattr(project, name) for name in names},
        **parts,
        "acts": acts_out(request, project, records),
    }


def report_out(report: Report) -> dict[str, Any]:
    names = (
        "id", "number", "is_final", "period_from", "period_to", "due_on", "state", "revision", "submitted_at", "text",
    )  # fmt: skip
    return {**{name: getattr(report, name) for name in names}, "reviews": list(report.reviews.all())}


def student_out(request: HttpRequest, student: Student) -> dict[str, Any]:
    progress = list(student.progress.all())
    names = (name for name in StudentOut.model_fields if name not in ("progress", "events", "acts"))
    return {
        **{name: getattr(student, name) for name in names},
        "progress": progress,
        "events": list(student.events.all()),
        "acts": acts_out(request, student, [*progress]),
    }
