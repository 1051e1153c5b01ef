"""Finding conflicts: everybody who acts is indexed by what they may share, and each application looks itself up.

In come applications, people and the call's rules; out goes each pair once a kind, with its evidence. The work grows
with what is shared, not with the number of pairs.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from anso.alliance.calls.conflicts.mail import domain_of
from anso.alliance.calls.conflicts.names import name_key
from anso.alliance.calls.conflicts.plain import Acting, Case, Interest, Named, Stay
from anso.alliance.calls.definition import ConflictRules

__all__ = ["Found", "find"]

Evidence = dict[str, str]


@dataclass(frozen=True)
class Found:
    """A conflict of one kind, with the first evidence for it."""

    application: UUID
    person: int
    kind: str
    evidence: Evidence = field(default_factory=dict)


@dataclass
class Index:
    """Who acts, by what they may share with an application."""

    people: frozenset[int]
    countries: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    domains: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    places: defaultdict[str, list[tuple[int, Stay]]] = field(default_factory=lambda: defaultdict(list))
    works: defaultdict[str, list[tuple[int, int | None]]] = field(default_factory=lambda: defaultdict(list))
    orcids: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    names: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    emails: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    interests: defaultdict[str, list[tuple[int, Interest]]] = field(default_factory=lambda: defaultdict(list))
    """By the key of the person or institution that they are declared with."""


def find(
    cases: Iterable[Case], acting: Sequence[Acting], rules: ConflictRules, today: date
) -> Iterator[Found]:
    """Every conflict between these applications and these people."""
    index = indexed(acting)
    for case in cases:
        seen: set[tuple[int, str]] = set()
        for person, kind, evidence in conflicts_of(case, index, rules, today):
            if (person, kind) not in seen:
                seen.add((person, kind))
                yield Found(case.application, person, kind, evidence)


def indexed(acting: Sequence[Acting]) -> Index:
    index = Index(frozenset(one.person for one in acting))
    for one in acting:
        index.countries[one.country].append(one.person)
        for domain in {domain_of(email) for email in one.emails} - {""}:
            index.domains[domain].append(one.person)
        for stay in one.stays:
            for key in stay.keys:
                index.places[key].append((one.person, stay))
        for doi, year in one.works.items():
            index.works[doi].append((one.person, year))
        index.orcids[one.orcid].append(one.person)
        for name in {name_key(name) for name in one.names} - {""}:
            index.names[name].append(one.person)
        for email in {email.lower() for email in one.emails}:
            index.emails[email].append(one.person)
        for interest in one.interests:
            for key in keys_of(interest):
                index.interests[key].append((one.person, interest))
    return index


def keys_of(interest: Interest) -> frozenset[str]:
    person = name_key(interest.person.name)
    places = interest.institution.keys if interest.institution else frozenset()
    return places | ({f"person:{person}"} if person else frozenset())


def conflicts_of(
    case: Case, index: Index, rules: ConflictRules, today: date
) -> Iterator[tuple[int, str, Evidence]]:
    yield from own(case, index)
    yield from ((person, "referee", {}) for person in known_as(case.referees, index))
    if rules.same_institution:
        yield from shared_places(case.stays, index, "institution", rules.institution_years, today)
    if rules.nominating:
        yield from shared_places(case.nominating, index, "nominating", rules.institution_years, today)
    if rules.mail_domain:
        for domain in sorted({domain_of(named.email) for named in case.named} - {""}):
            yield from (
                (person, "mail_domain", {"domain": domain}) for person in index.domains.get(domain, ())
            )
    if rules.coauthors:
        yield from coauthors(case, index, today.year - rules.coauthor_years)
    if rules.supervision:
        yield from ((person, "supervision", {}) for person in known_as(case.supervisors, index))
    if rules.same_country:
        for country in sorted(case.countries - {""}):
            yield from (
                (person, "country", {"country": country}) for person in index.countries.get(country, ())
            )
    yield from declared(case, index, rules)


def own(case: Case, index: Index) -> Iterator[tuple[int, str, Evidence]]:
    for person in case.people & index.people:
        yield person, "own", {}
    for person in known_as(case.named, index):
        yield person, "own", {"named": "yes"}


def known_as(named: Iterable[Named], index: Index) -> Iterator[int]:
    """Who acts under one of these names or addresses."""
    for one in named:
        yield from index.names.get(name_key(one.name) or "-", ())
        yield from index.emails.get(one.email.lower() or "-", ())


def shared_places(
    stays: Iterable[Stay], index: Index, kind: str, years: float, today: date
) -> Iterator[tuple[int, str, Evidence]]:
    """A common institution, unless either left it longer ago than the call looks back."""
    since = date.fromordinal(max(1, today.toordinal() - round(years * 365.25)))
    for stay in stays:
        if stay.until is not None and stay.until < since:
            continue
        for key in sorted(stay.keys):
            for person, theirs in index.places.get(key, ()):
                if theirs.until is None or theirs.until >= since:
                    ended = [day for day in (stay.until, theirs.until) if day is not None and day < today]
                    told = {"until": min(ended).isoformat()} if ended else {}
                    yield person, kind, {"institution": theirs.name, **told}


def coauthors(case: Case, index: Index, since: float) -> Iterator[tuple[int, str, Evidence]]:
    for doi, year in case.works.items():
        for person, theirs in index.works.get(doi, ()):
            dated = year or theirs
            if dated is None or dated >= since:
                yield person, "coauthors", {"doi": doi}
    for orcid in sorted(case.orcids):
        for person in index.orcids.get(orcid, ()):
            yield person, "coauthors", {"orcid": orcid}


def declared(case: Case, index: Index, rules: ConflictRules) -> Iterator[tuple[int, str, Evidence]]:
    """What either side declared on their profile touches the other."""
    left_out = {kind for kind in ("family", "supervision", "coauthors") if not getattr(rules, kind)}
    for stay in (*case.stays, *case.nominating):
        for key in sorted(stay.keys):
            for person, interest in index.interests.get(key, ()):
                yield person, interest.kind, {"declared": "yes", "institution": stay.name}
    for named in case.named:
        for person, interest in index.interests.get(f"person:{name_key(named.name)}", ()):
            if interest.kind not in left_out:
                yield person, interest.kind, {"declared": "yes"}
    for interest in case.interests:
        if interest.kind in left_out:
            continue
        yield from (
            (person, interest.kind, {"declared": "yes"}) for person in known_as([interest.person], index)
        )
        if interest.institution is not None:
            for key in sorted(interest.institution.keys):
                for person, stay in index.places.get(key, ()):
                    yield person, interest.kind, {"declared": "yes", "institution": stay.name}
