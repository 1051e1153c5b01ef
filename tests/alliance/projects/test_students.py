"""Students: from the arrival to the thesis, with whose word counts, and what becomes of their data."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from tests.alliance.calls.world import person
from tests.alliance.projects import world

from anso.alliance.people.models import User
from anso.alliance.people.privacy import holdings
from anso.alliance.projects import actions
from anso.alliance.projects.models import Progress, Student
from anso.errors import InvalidInputError

pytestmark = pytest.mark.django_db
ARRIVED = date(2021, 9, 1)


@pytest.fixture
def holder() -> User:
    return person("holder")


@pytest.fixture
def student(holder: User) -> Student:
    made = world.student(holder)
    return actions.record_arrival(actor=None, student=made, arrived_on=ARRIVED, starts_on=ARRIVED)


def test_report_is_due_for_every_year_of_the_degree(student: Student) -> None:
    assert [one.due_on for one in student.progress.all()] == [
        date(year, 8, 31) for year in (2022, 2023, 2024, 2025)
    ]
    assert student.ends_on == date(2025, 9, 1)


def test_supervisor_gives_the_word_and_the_student_does_not(student: Student, holder: User) -> None:
    supervisor = person("supervisor")
    student = actions.change_supervisor(
        actor=None, student=student, name="Prof. Ice", on=ARRIVED, account=supervisor
    )
    year = actions.submit_progress(
        actor=holder, progress=student.progress.get(number=1), text="Courses and a paper.", revision=0
    )
    with pytest.raises(PermissionDenied):
        actions.give_word(actor=holder, progress=year, accept=True, word="Excellent!")
    year = actions.give_word(actor=supervisor, progress=year, accept=True, word="On the way.")
    assert (year.state, year.word) == ("accepted", "On the way.")


def test_leave_moves_the_end_and_what_is_still_to_be_written(student: Student) -> None:
    actions.take_leave(actor=None, student=student, on=date(2022, 3, 1), reason="A child is born.")
    back = actions.come_back(actor=None, student=student, on=date(2022, 9, 1))
    missed = timedelta(days=184)
    assert (back.state, back.ends_on) == ("studying", date(2025, 9, 1) + missed)
    assert student.progress.get(number=1).due_on == date(2022, 8, 31) + missed


def test_graduation_keeps_the_thesis_and_drops_what_is_not_needed(student: Student) -> None:
    done = actions.graduate(
        actor=None, student=student, on=date(2025, 6, 30), thesis_title="Ice", thesis_doi="doi:10.1000/THESIS"
    )
    assert (done.state, done.thesis_doi) == ("graduated", "10.1000/thesis")
    assert set(done.progress.values_list("state", flat=True)) == {"dropped"}
    assert list(done.events.values_list("kind", flat=True)) == ["arrival", "graduation"]
    with pytest.raises(InvalidInputError, match="over"):
        actions.end_studies(actor=None, student=student, on=date(2025, 7, 1), reason="Again")


def test_end_before_the_start_is_refused(student: Student) -> None:
    with pytest.raises(InvalidInputError, match="before the start"):
        actions.end_studies(actor=None, student=student, on=date(2021, 8, 1), reason="Left")


def test_officers_give_no_consent_for_a_student(student: Student) -> None:
    officer = person("officer", "secretariat")
    with pytest.raises(PermissionDenied):
        actions.give_consents(actor=officer, student=student, may_be_named=True, is_alumni=True)


def test_deleted_account_leaves_a_scholarship_to_count_and_nothing_of_the_person(
    student: Student, holder: User
) -> None:
    actions.give_consents(actor=holder, student=student, may_be_named=True, is_alumni=True)
    actions.save_progress(actor=holder, progress=student.progress.get(number=1), text="Me", revision=0)
    for one in holdings():
        if one.model in ("projects.Student", "projects.Progress", "projects.StudentEvent") and one.erase:
            one.erase(holder)
    kept = Student.objects.get(pk=student.pk)
    assert (kept.name, kept.person, kept.may_be_named, kept.country, kept.degree) == (
        "",
        None,
        False,
        "KZ",
        "phd",
    )
    assert set(Progress.objects.values_list("text", flat=True)) == {""}
