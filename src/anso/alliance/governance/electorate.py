"""Who may vote: the roll as it is fixed at an opening, and the votes on a roll that somebody may cast."""

from dataclasses import dataclass

from django.utils import timezone

from anso.alliance.governance.models import Ballot, Body, MarkSheet, Proxy, RollEntry
from anso.alliance.governance.rules import contact_of
from anso.alliance.governance.sealing.seals import hash_of, roll_entry
from anso.alliance.network.queries import members
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
    """The roll of today: all members, or the seats with a vote; in the order of their names."""
    seats = of_members() if ballot.body.of_all_members else of_seats(ballot.body)
    return [
        RollEntry(ballot=ballot, number=number, name=name, institution=institution, person=person)
        for number, (name, institution, person) in enumerate(
            sorted(seats, key=lambda seat: (sort_key(seat[0]), seat)), start=1
        )
    ]


def of_members() -> list[tuple[str, str, str]]:
    found = {held.institution.code: held.institution.full_name for held in members(timezone.localdate())}
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


def roll_hash(entries: list[RollEntry]) -> str:
    return hash_of(
        [roll_entry(entry.number, entry.name, entry.institution, entry.person) for entry in entries]
    )


def own_entries(user: Visitor, entries: list[RollEntry]) -> list[RollEntry]:
    """The entries that somebody votes for in their own right."""
    if not isinstance(user, User):
        return []
    codes = set(contact_of(user))
    return [
        entry
        for entry in entries
        if entry.person == user.audit_id or (not entry.person and entry.institution in codes)
    ]


def rights_of(user: Visitor, ballot: Ballot) -> list[VotingRight]:
    """What somebody may cast in a ballot: their own votes, and those given to them."""
    entries = list(ballot.roll.all())
    own = {entry.pk for entry in own_entries(user, entries)}
    sheet = MarkSheet.objects.filter(pk=ballot.pk).first()
    if not own or sheet is None:
        return []
    voted = set(sheet.voted)
    proxies = {proxy.giver_id: proxy for proxy in ballot.proxies.filter(ended_at__isnull=True)}
    found = []
    for entry in entries:
        proxy = proxies.get(entry.pk)
        if entry.pk in own:
            found.append(VotingRight(entry, entry.number in voted, given=proxy))
        elif proxy is not None and proxy.holder_id in own:
            found.append(VotingRight(entry, entry.number in voted, by_proxy=True))
    return found
