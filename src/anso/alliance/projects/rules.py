"""Who may do what to projects: everybody reads, the secretariat writes."""

from anso.alliance.people.rules import ADMINISTRATOR, EVERYONE, SECRETARIAT, permit_records
from anso.alliance.projects.models import Project, ProjectCountry

for record in (Project, ProjectCountry):
    permit_records(record, view=EVERYONE, change=SECRETARIAT, delete=SECRETARIAT | ADMINISTRATOR)
