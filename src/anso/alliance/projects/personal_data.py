"""What the projects app holds of people, and what becomes of it.

What was funded is on record: who led it and worked on it stays, without the link to the account. Of a student the name
and what they wrote go; that a scholarship was given stays for the count.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anso.alliance.people.models import User
from anso.alliance.people.privacy import Fate, Holding, exempt, hold
from anso.alliance.projects.models import Progress, Report, ReportReview, Student, StudentEvent

__all__: list[str] = []


def led_reports(person: User) -> QuerySet[Report]:
    return Report.objects.filter(project__leader=person)


def own_progress(person: User) -> QuerySet[Progress]:
    return Progress.objects.filter(student__person=person)


def own_events(person: User) -> QuerySet[StudentEvent]:
    return StudentEvent.objects.filter(student__person=person)


def reviews_of(person: User) -> QuerySet[ReportReview]:
    return ReportReview.objects.filter(reviewed_by=person)


def forget_studies(person: User) -> None:
    """The name, the thesis and what was written go, with the consents; degree, country and year stay for the count."""
    own = Student.objects.filter(person=person)
    Progress.objects.filter(student__in=own).update(text="", word="")
    StudentEvent.objects.filter(student__in=own).update(note="")
    forgotten: dict[str, Any] = {
        "person": None, "name": "", "thesis_title": "", "thesis_doi": "", "end_reason": "", "may_be_named": False,
        "is_alumni": False, "supervisor_name": "", "supervisor": None,
    }  # fmt: skip
    own.update(**forgotten)


def with_the_studies(_person: User) -> None:
    """They are emptied with the record of the studies."""


hold(
    Holding(
        "projects.Project",
        ("leader",),
        Fate.FORGOTTEN,
        why=_(
            "Projects that you lead. Who led a funded project stays on record; the link to your account goes."
        ),
    ),
    Holding(
        "projects.TeamMember",
        ("person",),
        Fate.FORGOTTEN,
        also=("name",),
        why=_(
            "Your part in projects. Who worked on a funded project stays on record; the link to your account goes."
        ),
    ),
    Holding(
        "projects.Report",
        ("reviewer",),
        Fate.FORGOTTEN,
        hidden=("text",),
        why=_("Reports on projects that you were asked to review."),
    ),
    Holding(
        "projects.Report",
        ("project",),
        Fate.KEPT,
        rows=led_reports,
        also=("text",),
        why=_("Reports on projects that you lead: they are the record of what was funded."),
        title=_("Reports on projects that you lead"),
    ),
    Holding(
        "projects.ReportReview",
        ("reviewed_by",),
        Fate.FORGOTTEN,
        rows=reviews_of,
        also=("comment",),
        why=_("Your reviews of reports stay; that they were yours is forgotten."),
    ),
    Holding(
        "projects.BudgetLine", ("entered_by",), Fate.FORGOTTEN, why=_("That you entered a line of a budget.")
    ),
    Holding("projects.Payment", ("entered_by",), Fate.FORGOTTEN, why=_("That you planned a payment.")),
    Holding(
        "projects.Change", ("asked_by",), Fate.FORGOTTEN, why=_("That you asked for a change of a project.")
    ),
    Holding(
        "projects.Change",
        ("decided_by",),
        Fate.FORGOTTEN,
        why=_("That you decided on a change of a project."),
    ),
    Holding(
        "projects.Progress", ("word_by",), Fate.FORGOTTEN, why=_("Words that you gave on a student’s report.")
    ),
    Holding(
        "projects.Progress",
        ("student",),
        Fate.FORGOTTEN,
        rows=own_progress,
        also=("text",),
        erase=with_the_studies,
        why=_("Your yearly reports as a student."),
        title=_("Your yearly reports"),
    ),
    Holding(
        "projects.StudentEvent",
        ("student",),
        Fate.FORGOTTEN,
        rows=own_events,
        also=("note",),
        erase=with_the_studies,
        why=_("What happened in the course of your studies, such as leave."),
    ),
    Holding(
        "projects.Student",
        ("person",),
        Fate.FORGOTTEN,
        also=("name", "supervisor_name", "thesis_title"),
        erase=forget_studies,
        why=_(
            "Your scholarship: your name and what you wrote go; that it was given, with country, degree and year, stays "
            "for the count."
        ),
    ),
    Holding(
        "projects.Student",
        ("supervisor",),
        Fate.FORGOTTEN,
        hidden=("name", "thesis_title"),
        why=_("That you supervise a student of the alliance."),
        title=_("Students that you supervise"),
    ),
)
exempt("projects.Project", "title", "organisation_text", why="what is researched, and the organisation")
exempt("projects.Project", "leaders", why="people named in public records, as leaders of what they lead")
exempt("projects.Milestone", "title", why="what is to be reached")
exempt("projects.Output", "title", "authors", why="published works, with those who are named on them")
