"""What the walk over every address visits of projects: a project that `owner` leads, and a student who is `owner`."""

from tests.alliance.projects import world

from anso.alliance.people.models import User

__all__ = ["make_projects"]


def make_projects(owner: User) -> dict[str, str]:
    project, student = world.project(owner), world.student(owner)
    return {
        "funded": project.code,
        "funded_report": str(project.reports.get(number=1).pk),
        "instalment": str(project.payments.get(number=1).pk),
        "studies": str(student.pk),
    }
