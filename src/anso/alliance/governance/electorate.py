"""Who may vote: the roll as it is fixed at an opening, and the votes on a roll that somebody may cast."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from anso.alliance.governance.models import Ballot, Body, MarkSheet, Proxy, RollEntry
from anso.alliance.governance.rules import contact_of
from anso.alliance.governance.sealing.seals import hash_of, roll_entry
from anso.alliance.network.queries import members_with_a_voice
from anso.alliance.people.models import User
from anso.alliance.people.rules import Visitor
from anso.language import sort_key

__all__ = ["VotingRight", "make_roll", "own_entries", "rights_of", "roll_hash"]


@dataclass(frozen=True)
class VotingRight:
    """A vote that somebody may cast, or may not cast any more."""

    entry: RollEntry
    voted: bool
    by_proxy: bool = False
    """For another, who asked for it."""
    given: Proxy | None = None
    """Given to another, who votes instead."""

    @property
    def is_free(self) -> bool:
        return not self.voted and self.given is None


def make_roll(ballot: Ballot) -> list[RollEntry]:
    """The roll of today: all members that are not suspended, or the seats with a vote; in the order of their names."""
    seats = of_members() if ballot.body.of_all_members else of_seats(ballot.body)
    return [
        RollEntry(ballot=ballot, number=number, name=name, institution=institution, person=person)
        for number, (name, institution, person) in enumerate(
            sorted(seats, key=lambda seat: (sort_key(seat[0]), seat)), start=1
        )
    ]


def of_members() -> list[tuple[str, str, str]]:
    found = {held.institution.code: held.institution.full_name for held in members_with_a_voice()}
    return [(name, code, "") for code, name in found.items()]


def of_seats(body: Body) -> list[tuple[str, str, str]]:
    terms = body.terms.holding().select_related("institution", "person")
    return [
        (
            term.holder,
            term.institution.code if term.institution else "",
            term.person.audit_id if term.person else "",
        )
        for term in terms
        if term.votes
    ]


def roll_hash(ballot_id: UUID) -> str:
    """The hash of a roll as the database holds it."""
    entries = RollEntry.objects.filter(ballot=ballot_id).order_by("number")
    rows = entries.values_list("number", "name", "institution", "person")
    return hash_of([roll_entry(*row) for row in rows.iterator(chunk_size=2000)])


def own_entries(user: Visitor, ballot: Ballot) -> QuerySet[RollEntry]:
    """The entries of a roll that somebody votes for in their own right."""
    if not isinstance(user, User):
        return RollEntry.objects.none()
    codes = contact_of(user)
    own = Q(person=user.audit_id)
    # Unordered, so that the database goes by the index of voters and not through the whole roll.
    return ballot.roll.filter(own | Q(person="", institution__in=codes) if codes else own).order_by()


def rights_of(user: Visitor, ballot: Ballot) -> list[VotingRight]:
    """What somebody may cast in a ballot: their own votes, and those given to them."""
    own = {entry.pk: entry for entry in own_entries(user, ballot)}
    sheet = MarkSheet.objects.filter(pk=ballot.pk).first() if own else None
    if sheet is None:
        return []
    standing = ballot.proxies.filter(Q(giver__in=own) | Q(holder__in=own), ended_at__isnull=True)
    proxies = {proxy.giver_id: proxy for proxy in standing.select_related("giver", "holder")}
    found = [
        VotingRight(entry, sheet.has_voted(entry.number), given=proxies.get(entry.pk))
        for entry in own.values()
    ]
    found += [
        VotingRight(proxy.giver, sheet.has_voted(proxy.giver.number), by_proxy=True)
        for giver, proxy in proxies.items()
        if giver not in own
    ]
    return sorted(found, key=lambda right: right.entry.number)
