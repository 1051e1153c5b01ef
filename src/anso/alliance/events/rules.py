"""Who may do what to events: everybody reads, the secretariat writes."""

from anso.alliance.events.models import Event, EventCountry
from anso.alliance.people.rules import ADMINISTRATOR, EVERYONE, SECRETARIAT, permit_records

for record in (Event, EventCountry):
    permit_records(record, view=EVERYONE, change=SECRETARIAT, delete=SECRETARIAT | ADMINISTRATOR)
