"""What lists, quotas and analytics know an application by, taken from its answers."""

from anso import places
from anso.alliance.calls.definition import Definition, facts
from anso.alliance.calls.definition.least_developed import LEAST_DEVELOPED
from anso.alliance.calls.models import Application
from anso.alliance.network.models import Institution

__all__ = ["take_facts"]

LONGEST_TITLE = 300
KNOWN_COUNTRIES = frozenset(known.code for known in places.countries())


def take_facts(application: Application, definition: Definition | None = None) -> None:
    """Set the title, the country, the institution and the facts from the answers; the caller saves.

    A draft is written under the call's present definition, which need not be that of its version yet.
    """
    found = facts(definition or application.version.definition, application.answers)
    country = str(found.get("country", ""))
    if country in KNOWN_COUNTRIES:
        found["region"] = places.country(country).un_subregion
        found["least_developed"] = "yes" if country in LEAST_DEVELOPED else "no"
    application.facts = found
    application.country = country if country in KNOWN_COUNTRIES else ""
    application.title = str(found.get("title", ""))[:LONGEST_TITLE]
    code = found.get("institution")
    application.institution = Institution.objects.filter(code=str(code)).first() if code else None
