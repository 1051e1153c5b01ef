"""Verbs on the pool of a call: invite, answer, change the load, leave.

People of whom an account is known by a confirmed address are invited by it; anybody else by a secret address, which
opens for whoever has confirmed that the mail address is theirs.
"""

from collections.abc import Collection
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext

from anso.alliance.calls import reviewer_letters
from anso.alliance.calls.actions.common import allowed, refuse
from anso.alliance.calls.actions.conflicts import find_conflicts
from anso.alliance.calls.models import Call, PoolInvitation, Review, Reviewer
from anso.alliance.calls.secret_addresses import hash_of, secret_of
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User, UserManager
from anso.errors import AnsoError, NotFoundError

__all__ = [
    "accept_pool_invitation",
    "answer_invitation",
    "change_load",
    "invite_reviewer",
    "invite_reviewers",
    "leave_pool",
    "pool_invitation_of",
]

State = Reviewer.State
INVITATION_HOLDS = timedelta(days=60)
LARGEST_LOAD = 500
AT_ONCE = 1000


@transaction.atomic
def invite_reviewer(
    *, actor: User | None, call: Call, person: User | None = None, email: str = "", load: int | None = None
) -> Reviewer | PoolInvitation:
    """Ask somebody into the pool: an account, or an address."""
    allowed(actor, "calls.keep_call", call)
    fitting(load)
    whom = person or account_of(email)
    if whom is None:
        return invited_by_mail(actor, call, UserManager.normalize_email(email), load)
    if not whom.is_active or whom.deleted_at:
        raise refuse("person", gettext("This account is closed."))
    made, is_new = Reviewer.objects.select_for_update().get_or_create(
        call=call, person=whom, defaults={"load": load}
    )
    if not is_new and made.state in (State.INVITED, State.READY):
        raise AlreadyDoneError(gettext("This person is in the pool already."))
    if not is_new:
        made.state, made.load, made.invited_at, made.answered_at = State.INVITED, load, timezone.now(), None
        made.save()
    made.refresh_from_db()
    audit.record(actor=actor, verb="calls.invite_reviewer", target=made, call=call.code, person=whom.audit_id)
    if not whom.is_synthetic:
        reviewer_letters.invite_reviewer.enqueue(made.pk)
    return made


@transaction.atomic
def invite_reviewers(
    *, actor: User | None, call: Call, people: Collection[User], load: int | None = None
) -> list[Reviewer]:
    """Ask many accounts at once, as one act; whoever is in the pool already, or has a closed account, is passed over."""
    allowed(actor, "calls.keep_call", call)
    fitting(load)
    there = set(Reviewer.objects.filter(call=call, person__in=people).values_list("person", flat=True))
    asked = [one for one in people if one.pk not in there and one.is_active and not one.deleted_at]
    Reviewer.objects.bulk_create(
        [Reviewer(call=call, person=one, load=load) for one in asked], batch_size=AT_ONCE
    )
    keys = [one.pk for one in asked]
    # A bulk insert sends no signals: what signals do for one is done here for all.
    find_conflicts(call=call, people=keys)
    made = list(Reviewer.objects.filter(call=call, person__in=keys).select_related("person").order_by("pk"))
    audit.record(
        actor=actor,
        verb="calls.invite_reviewers",
        target=call,
        people=[one.audit_id for one in asked],
        load=load,
    )
    for one in made:
        if not one.person.is_synthetic:
            reviewer_letters.invite_reviewer.enqueue(one.pk)
    return made


def account_of(email: str) -> User | None:
    """The account of somebody who has shown that the address is theirs."""
    address = UserManager.normalize_email(email)
    try:
        validate_email(address)
    except ValidationError as error:
        raise refuse("email", error.messages[0]) from error
    found = EmailAddress.objects.filter(email__iexact=address, verified=True, user__is_active=True)
    proven = found.select_related("user").first()
    return proven.user if proven else None


def invited_by_mail(actor: User | None, call: Call, email: str, load: int | None) -> PoolInvitation:
    """One that was invited before is written to anew, under another secret."""
    PoolInvitation.objects.filter(call=call, email=email).delete()
    made = PoolInvitation(call=call, email=email, load=load)
    made.token_hash = hash_of(str(made.invited_at))  # stands in until the record has its number
    made.save()
    made.token_hash = hash_of(secret_of(made, made.invited_at.isoformat()))
    made.save(update_fields=["token_hash"])
    audit.record(actor=actor, verb="calls.invite_reviewer", target=made, call=call.code)
    reviewer_letters.invite_by_mail.enqueue(made.pk, get_language() or "en")
    return made


def pool_invitation_of(token: str) -> PoolInvitation:
    """The invitation that a secret address opens."""
    found = PoolInvitation.objects.select_related("call__version").filter(token_hash=hash_of(token)).first()
    if found is None or timezone.now() > found.invited_at + INVITATION_HOLDS:
        raise NotFoundError(gettext("This invitation was answered, was taken back or has ended."))
    return found


@transaction.atomic
def accept_pool_invitation(*, actor: User, token: str, accept: bool = True) -> Reviewer | None:
    """Answer an invitation by mail; whoever accepts it is in the pool."""
    allowed(actor, "calls.be_reviewer")
    found = pool_invitation_of(token)
    if not EmailAddress.objects.filter(user=actor, email__iexact=found.email, verified=True).exists():
        raise AnsoError(
            gettext(
                "This invitation was written to an address that is not a confirmed one of your account. Sign in with the "
                "account of that address, or add and confirm the address in your account."
            )
        )
    reviewer, _is_new = Reviewer.objects.get_or_create(
        call=found.call, person=actor, defaults={"load": found.load, "invited_at": found.invited_at}
    )
    found.delete()
    return answer_invitation(actor=actor, reviewer=reviewer, accept=accept)


@transaction.atomic
def answer_invitation(*, actor: User, reviewer: Reviewer, accept: bool, load: int | None = None) -> Reviewer:
    """Accept or decline, with the most one would read."""
    themself(actor, reviewer)
    fitting(load)
    held = Reviewer.objects.select_for_update().get(pk=reviewer.pk)
    to = State.READY if accept else State.DECLINED
    if held.state == to:
        raise AlreadyDoneError(gettext("This was answered already."))
    if held.state != State.INVITED:
        raise refuse("", gettext("This invitation does not stand any more."))
    held.state, held.answered_at = to, timezone.now()
    held.load = load or held.load
    held.save()
    audit.record(actor=actor, verb="calls.answer_invitation", target=held, answer=to.value)
    held.refresh_from_db()
    return held


@transaction.atomic
def change_load(*, actor: User, reviewer: Reviewer, load: int | None) -> Reviewer:
    """The most that somebody reads in a stage, by their own word or an officer's; none: the stage's limit."""
    if actor.pk != reviewer.person_id:
        allowed(actor, "calls.keep_call", reviewer.call)
    fitting(load)
    held = Reviewer.objects.select_for_update().get(pk=reviewer.pk)
    held.load = load
    held.save(update_fields=["load"])
    audit.record(actor=actor, verb="calls.change_load", target=held, load=load)
    return held


@transaction.atomic
def leave_pool(*, actor: User, reviewer: Reviewer) -> None:
    """Leave, or be taken out by an officer: what was submitted stays, what was not goes to others."""
    if actor.pk != reviewer.person_id:
        allowed(actor, "calls.keep_call", reviewer.call)
    held = Reviewer.objects.select_for_update().get(pk=reviewer.pk)
    if held.state not in (State.INVITED, State.READY):
        raise AlreadyDoneError(gettext("This person is not in the pool any more."))
    held.state = State.LEFT
    held.save()
    freed = held.reviews.filter(state__in=Review.AT_WORK).update(state=Review.State.REMOVED, note="left")
    audit.record(actor=actor, verb="calls.leave_pool", target=held, reviews_freed=freed)


def themself(actor: User, reviewer: Reviewer) -> None:
    allowed(actor, "calls.be_reviewer")
    if actor.pk != reviewer.person_id:
        raise PermissionDenied(gettext("Only the person who was invited answers."))


def fitting(load: int | None) -> None:
    if load is not None and not 1 <= load <= LARGEST_LOAD:
        raise refuse("load", gettext("Give a number from 1 to %(most)d.") % {"most": LARGEST_LOAD})
