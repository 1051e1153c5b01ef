"""Before the call opens: institutions, accounts with confirmed addresses, officers and the board, the call, its pool.

Accounts are records of the site, not acts of the call: they are written in bulk. The call and its pool go through verbs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from anso.alliance.calls import actions
from anso.alliance.calls.definition import Definition, StageKind
from anso.alliance.calls.models import Call, Programme, Reviewer
from anso.alliance.calls.rehearsing.making.nations import House
from anso.alliance.calls.rehearsing.making.people import Person
from anso.alliance.network.models import Affiliation, Institution
from anso.alliance.network.models.institutions import folded_names
from anso.alliance.people.actions import create_account, grant_role
from anso.alliance.people.models import Expertise, Profile, User
from anso.places.fold import fold

__all__ = ["Staff", "accounts_of", "call_made", "houses_made", "pool_made", "staff_made"]

CODE = "rehearsal"
OPEN_DAYS = 60
CLOSED_FOR = timedelta(hours=1)
"""How long the deadline is past when the rehearsal begins to screen."""
AT_ONCE = 1000
UNUSABLE = "!"
"""No password opens the account."""


@dataclass(frozen=True)
class Staff:
    """Who decides."""

    officer: User
    board: User


def houses_made(houses: Sequence[House]) -> dict[str, Institution]:
    made = [
        Institution(
            code=house.code, name=house.name, kind=house.kind, country=house.country, is_synthetic=True
        )
        for house in houses
    ]
    for one in made:
        one.folded = folded_names(one)
    Institution.objects.bulk_create(made, batch_size=AT_ONCE)
    return {one.code: one for one in Institution.objects.filter(code__in=[house.code for house in houses])}


@transaction.atomic
def accounts_of(people: Sequence[Person], institutions: dict[str, Institution] | None = None) -> list[User]:
    """Accounts without a password; with institutions, their place of work and what they know are on record too."""
    users = User.objects.bulk_create(
        [
            User(
                email=one.email, name=one.name, country=one.country, language=one.language, password=UNUSABLE,
                folded_name=fold(one.name), is_synthetic=True,
            )
            for one in people
        ],
        batch_size=AT_ONCE,
    )  # fmt: skip
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=user, email=user.email, primary=True, verified=True) for user in users],
        batch_size=AT_ONCE,
    )
    if institutions is not None:
        known = list(zip(users, people, strict=True))
        Affiliation.objects.bulk_create(
            [Affiliation(person=user, institution=institutions[one.house.code]) for user, one in known]
        )
        Profile.objects.bulk_create([Profile(person=user, languages=["en"]) for user, _one in known])
        Expertise.objects.bulk_create(
            [Expertise(person=user, term=term) for user, one in known for term in one.terms]
        )
    return users


def staff_made() -> Staff:
    """An officer and a member of the board who have no conflict of interest with anybody."""
    officer = create_account(
        actor=None,
        email="officer@example.org",
        name="Rehearsal Officer",
        email_verified=True,
        is_synthetic=True,
    )
    board = create_account(
        actor=None, email="board@example.org", name="Rehearsal Board", email_verified=True, is_synthetic=True
    )
    for person, role in ((officer, "secretariat"), (board, "board-member")):
        grant_role(actor=None, user=person, role=role)
    return Staff(officer, board)


def call_made(staff: Staff, definition: Definition, content: dict[str, Any]) -> Call:
    """A published call whose deadline has just passed; without any review it is a standing one, as such calls are."""
    now = timezone.now()
    programme = actions.make_programme(actor=staff.officer, code=CODE, titles=definition.title)
    call = actions.make_call(
        actor=staff.officer, programme=Programme.objects.get(pk=programme.pk), code=CODE, prefix="TRY",
        opens_at=now - timedelta(days=OPEN_DAYS),
        deadline=(now - CLOSED_FOR).replace(microsecond=0) if reviews(definition) else None,
        definition=content, is_synthetic=True,
    )  # fmt: skip
    actions.publish_call(actor=staff.officer, call=call)
    return call


def reviews(definition: Definition) -> bool:
    return any(stage.kind == StageKind.REVIEW for stage in definition.stages)


def pool_made(staff: Staff, call: Call, people: Sequence[User]) -> list[Reviewer]:
    """Everybody is invited by the officer, in one act, and accepts."""
    invited = actions.invite_reviewers(actor=staff.officer, call=call, people=people)
    accounts = {person.pk: person for person in people}
    return [
        actions.answer_invitation(actor=accounts[one.person_id], reviewer=one, accept=True) for one in invited
    ]


def moment_of(call: Call, share: float) -> datetime:
    """A moment while applications are taken."""
    version = call.current
    ends = version.deadline or timezone.now()
    return version.opens_at + (ends - version.opens_at) * share
