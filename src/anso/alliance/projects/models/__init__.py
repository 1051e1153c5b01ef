"""Records of projects and students: what was awarded, what is planned, reported, paid, published and changed."""

from anso.alliance.projects.models.changes import Change
from anso.alliance.projects.models.money import BudgetLine, Payment
from anso.alliance.projects.models.outputs import Output
from anso.alliance.projects.models.plan import Milestone, TeamMember
from anso.alliance.projects.models.projects import Project, ProjectCountry
from anso.alliance.projects.models.reports import Report, ReportReview
from anso.alliance.projects.models.students import Progress, Student, StudentEvent

__all__ = [
    "BudgetLine",
    "Change",
    "Milestone",
    "Output",
    "Payment",
    "Progress",
    "Project",
    "ProjectCountry",
    "Report",
    "ReportReview",
    "Student",
    "StudentEvent",
    "TeamMember",
]
