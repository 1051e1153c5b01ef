"""Verbs about students: arrival, leave, another supervisor, graduation or end, and what may be shown of them."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from anso.alliance.people import audit
from anso.alliance.people.models import User
from anso.alliance.projects.actions.beginning import make_progress
from anso.alliance.projects.actions.common import (
    allowed,
    checked,
    held_student,
    not_after,
    refuse,
    today_of,
    written,
)
from anso.alliance.projects.dois import normal_doi
from anso.alliance.projects.models import Progress, Student, StudentEvent
from anso.alliance.projects.planning import USUAL_MONTHS, USUAL_STUDIES, after_months

__all__ = [
    "change_supervisor",
    "come_back",
    "end_studies",
    "give_consents",
    "graduate",
    "plan_arrival",
    "record_arrival",
    "take_leave",
]

State = Student.State
Kind = StudentEvent.Kind


@transaction.atomic
def plan_arrival(
    *, actor: User | None, student: Student, arrives_on: date | None, has_visa: bool, is_insured: bool
) -> Student:
    allowed(actor, "projects.prepare_arrival", student)
    found = in_state(student, State.EXPECTED)
    found.arrives_on, found.has_visa, found.is_insured = arrives_on, has_visa, is_insured
    checked(found)
    audit.record(actor=actor, verb="projects.plan_arrival", target=found, arrives_on=arrives_on)
    return found


@transaction.atomic
def record_arrival(
    *, actor: User | None, student: Student, arrived_on: date, starts_on: date, ends_on: date | None = None
) -> Student:
    """The student is there: studies begin, and a report is due for every year of them."""
    allowed(actor, "projects.keep_student", student)
    found = in_state(student, State.EXPECTED)
    not_after(arrived_on, today_of(found), "arrived_on")
    found.arrived_on, found.starts_on, found.state = arrived_on, starts_on, State.STUDYING
    found.ends_on = ends_on or after_months(starts_on, USUAL_STUDIES.get(found.degree, USUAL_MONTHS))
    if found.ends_on <= starts_on:
        raise refuse("ends_on", gettext("The studies end before they start."))
    checked(found)
    make_progress(found)
    noted(found, Kind.ARRIVAL, arrived_on)
    audit.record(actor=actor, verb="projects.record_arrival", target=found, on=arrived_on)
    return found


@transaction.atomic
def take_leave(
    *, actor: User | None, student: Student, on: date, until: date | None = None, reason: str
) -> Student:
    allowed(actor, "projects.keep_student", student)
    found = in_state(student, State.STUDYING)
    if until is not None and until <= on:
        raise refuse("until", gettext("The leave ends before it begins."))
    return moved(actor, found, State.ON_LEAVE, Kind.LEAVE, on, written(reason, "reason"), until)


@transaction.atomic
def come_back(*, actor: User | None, student: Student, on: date) -> Student:
    """After leave; reports still to be written and the planned end move by the days that were missed."""
    allowed(actor, "projects.keep_student", student)
    found = in_state(student, State.ON_LEAVE)
    left = found.events.filter(kind=Kind.LEAVE).order_by("-on", "-pk").first()
    if left is not None:
        away = on - left.on
        if away.days < 0:
            raise refuse("on", gettext("This day lies before the leave."))
        coming = list(found.progress.filter(state__in=Progress.WRITABLE, due_on__gte=left.on))
        for report in coming:
            report.due_on += away
            report.reminded_on = None
        Progress.objects.bulk_update(coming, ["due_on", "reminded_on"])
        if found.ends_on:
            found.ends_on += away
            found.save(update_fields=["ends_on"])
    return moved(actor, found, State.STUDYING, Kind.RETURN, on)


@transaction.atomic
def change_supervisor(
    *, actor: User | None, student: Student, name: str, on: date, account: User | None = None
) -> Student:
    """Another supervisor from a day on; with an account they give their word on the student's reports."""
    allowed(actor, "projects.keep_student", student)
    found = held_student(student)
    if account is not None and account.pk == found.person_id:
        raise refuse("account", gettext("Nobody supervises themselves."))
    found.supervisor_name, found.supervisor = written(name, "name"), account
    checked(found)
    noted(found, Kind.SUPERVISOR, on)
    audit.record(actor=actor, verb="projects.change_supervisor", target=found, on=on)
    return found


@transaction.atomic
def graduate(
    *, actor: User | None, student: Student, on: date, thesis_title: str, thesis_doi: str = ""
) -> Student:
    allowed(actor, "projects.keep_student", student)
    found = in_state(student, State.STUDYING)
    found.thesis_title = written(thesis_title, "thesis_title")
    found.thesis_doi = normal_doi(thesis_doi, "thesis_doi")
    return ended(actor, found, State.GRADUATED, Kind.GRADUATION, on)


@transaction.atomic
def end_studies(*, actor: User | None, student: Student, on: date, reason: str) -> Student:
    """The scholarship ends without the degree."""
    allowed(actor, "projects.keep_student", student)
    found = held_student(student)
    found.end_reason = written(reason, "reason")
    return ended(actor, found, State.ENDED, Kind.END, on)


@transaction.atomic
def give_consents(*, actor: User | None, student: Student, may_be_named: bool, is_alumni: bool) -> Student:
    """The student says what may be shown, and whether they wish to hear from the alliance; both may be taken back."""
    allowed(actor, "projects.study", student)
    found = held_student(student, ended=True)
    found.may_be_named, found.is_alumni = may_be_named, is_alumni
    found.save(update_fields=["may_be_named", "is_alumni"])
    audit.record(
        actor=actor,
        verb="projects.give_consents",
        target=found,
        may_be_named=may_be_named,
        is_alumni=is_alumni,
    )
    return found


def in_state(student: Student, state: Student.State) -> Student:
    found = held_student(student)
    if found.state != state:
        told = gettext("This is not possible now; the state of the studies is: %(state)s.")
        raise refuse("", told % {"state": found.get_state_display()})
    return found


def ended(
    actor: User | None, student: Student, state: Student.State, kind: StudentEvent.Kind, on: date
) -> Student:
    not_after(on, today_of(student), "on")
    if student.starts_on and on < student.starts_on:
        raise refuse("on", gettext("This day lies before the start of the studies."))
    student.ended_on = on
    student.progress.filter(state__in=Progress.WRITABLE).update(state=Progress.State.DROPPED)
    return moved(actor, student, state, kind, on)


def moved(
    actor: User | None,
    student: Student,
    state: Student.State,
    kind: StudentEvent.Kind,
    on: date,
    note: str = "",
    until: date | None = None,
) -> Student:
    student.state = state
    checked(student)
    noted(student, kind, on, note, until)
    audit.record(actor=actor, verb=f"projects.student_{kind.value}", target=student, on=on)
    return student


def noted(
    student: Student, kind: StudentEvent.Kind, on: date, note: str = "", until: date | None = None
) -> None:
    checked(StudentEvent(student=student, kind=kind, on=on, note=note, until=until))
