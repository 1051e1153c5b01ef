"""Applications as they are compared: their answers, everybody who writes them, and where these stand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import QuerySet

from anso.alliance.calls.conflicts.plain import Case, Named, Stay
from anso.alliance.calls.conflicts.reading.forms import Said, said_in
from anso.alliance.calls.conflicts.reading.people import Standing, keys_of_institution, standings
from anso.alliance.calls.definition import Definition
from anso.alliance.calls.definition.definition import Applying
from anso.alliance.calls.models import Application, CallVersion, Participant
from anso.alliance.network.models import Institution

__all__ = ["read_cases"]


def read_cases(applications: QuerySet[Application], since: date) -> Iterator[Case]:
    rows = list(applications.values_list("pk", "version_id", "answers", "country"))
    definitions = {
        version.pk: version.definition
        for version in CallVersion.objects.order_by()
        .defer("definition_json")
        .filter(pk__in={version for _pk, version, *_rest in rows})
    }
    writers: dict[object, list[tuple[int | None, str]]] = defaultdict(list)
    parts = Participant.objects.filter(application__in=applications.values("pk"))
    for application, person, email in parts.values_list("application", "person", "email"):
        writers[application].append((person, email))
    people = {person for group in writers.values() for person, _email in group if person is not None}
    known = standings(people, since)
    said = {pk: said_in(definitions[version], answers) for pk, version, answers, _country in rows}
    institutions = institutions_called(code for one in said.values() for code, _nominates in one.institutions)
    for pk, version, _answers, country in rows:
        standing = [known[person] for person, _email in writers[pk] if person is not None]
        invited = [Named(email=email) for person, email in writers[pk] if person is None]
        accounts = frozenset(person for person, _email in writers[pk] if person is not None)
        yield case_of(pk, definitions[version], said[pk], standing, invited, accounts, country, institutions)


def case_of(
    pk: object,
    definition: Definition,
    said: Said,
    writers: list[Standing],
    invited: list[Named],
    accounts: frozenset[int],
    country: str,
    institutions: dict[str, Stay],
) -> Case:
    nominated = definition.applying == Applying.NOMINATOR
    theirs = [stay for writer in writers for stay in writer.stays]
    on_record = [
        (institutions[code], nominates) for code, nominates in said.institutions if code in institutions
    ]
    return Case(
        application=pk,  # type: ignore[arg-type]  # the key as the database gives it
        people=accounts,
        named=(*said.named, *invited, *(one for writer in writers for one in named(writer))),
        countries=frozenset({country, *(writer.country for writer in writers)}),
        stays=(
            *said.stays,
            *(stay for stay, nominates in on_record if not nominates),
            *(() if nominated else theirs),
        ),
        nominating=(
            *(stay for stay, nominates in on_record if nominates),
            *(theirs if nominated else ()),
        ),
        referees=tuple(said.referees),
        supervisors=tuple(said.supervisors),
        works=said.works,
        orcids=said.orcids,
        interests=tuple(interest for writer in writers for interest in writer.interests),
    )


def named(writer: Standing) -> Iterator[Named]:
    yield from (Named(name=name) for name in writer.names)
    yield from (Named(email=email) for email in writer.emails)


def institutions_called(codes: Iterable[str]) -> dict[str, Stay]:
    found = Institution.objects.filter(code__in=set(codes)).select_related("parent")
    return {one.code: Stay(one.name, keys_of_institution(one)) for one in found}
