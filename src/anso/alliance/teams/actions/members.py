"""Verbs on who belongs to a team: invite, accept, change, end.

An invitation is a link with a secret, of which only the hash is kept. It holds for two weeks and for the one
address it was written to, which must be confirmed as one's own: a link that was passed on opens nothing, and
neither does an account that only claims the address.
"""

import secrets
from dataclasses import dataclass
from hashlib import sha256

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError, forget_grants, grantable
from anso.alliance.people.models import RoleGrant, User, UserManager
from anso.alliance.people.rules import require
from anso.alliance.teams import mail
from anso.alliance.teams.models import Invitation, Team
from anso.alliance.teams.rules import MANAGER, TEAM_ROLES, is_in_team
from anso.config import config
from anso.errors import AnsoError, InvalidInputError, NotFoundError, Problem

__all__ = [
    "NewInvitation",
    "accept_invitation",
    "change_role",
    "end_membership",
    "give_role",
    "invitation_of",
    "invite",
    "take_back_invitation",
]

INVITATIONS_AT_MOST = 30


@dataclass(frozen=True)
class NewInvitation:
    """An invitation just made, with its link, which cannot be had again."""

    record: Invitation
    link: str


@transaction.atomic
def invite(*, actor: User | None, team: Team, email: str, role: str) -> NewInvitation:
    """Offer an address to join; an offer made to it before is replaced."""
    if actor is not None:
        require(actor, "teams.manage", team)
    address = UserManager.normalize_email(email)
    found = []
    try:
        validate_email(address)
    except ValidationError as error:
        found += [Problem("email", message) for message in error.messages]
    if role not in TEAM_ROLES:
        found.append(Problem("role", gettext("Choose manager or member.")))
    if team.invitations.exclude(email=address).count() >= INVITATIONS_AT_MOST:
        found.append(Problem("", gettext("Too many invitations are open; take some of them back.")))
    if found:
        raise InvalidInputError(found)
    token = secrets.token_urlsafe(24)
    record, _made = Invitation.objects.update_or_create(
        team=team,
        email=address,
        defaults={
            "role": role,
            "digest": digest_of(token),
            "invited_by": actor,
            "invited_at": timezone.now(),
        },
    )
    audit.record(actor=actor, verb="teams.invite", target=team, role=role)
    link = f"{config().site_url}{reverse('teams:invitation', kwargs={'token': token})}"
    mail.tell(
        [address],
        gettext("An invitation to the forecasting team %(team)s") % {"team": team.abbr},
        gettext("You are invited to join the team %(team)s (%(name)s). Open this link within two weeks:")
        % {"team": team.abbr, "name": team.name}
        + f"\n\n{link}\n",
    )
    return NewInvitation(record, link)


@transaction.atomic
def take_back_invitation(*, actor: User | None, invitation: Invitation) -> None:
    if actor is not None:
        require(actor, "teams.manage", invitation.team)
    audit.record(actor=actor, verb="teams.take_back_invitation", target=invitation.team)
    invitation.delete()


def invitation_of(token: str) -> Invitation:
    """The invitation that a link opens."""
    found = Invitation.objects.select_related("team").filter(digest=digest_of(token)).first()
    if found is None or not found.holds:
        raise NotFoundError(
            gettext("This invitation was used, was taken back or has ended; ask the team for another.")
        )
    return found


@transaction.atomic
def accept_invitation(*, actor: User, token: str) -> Team:
    """Join a team, if the invitation was written to an address that is confirmed to be one's own."""
    invitation = invitation_of(token)
    own = EmailAddress.objects.filter(user=actor, email__iexact=invitation.email)
    if not own.filter(verified=True).exists():
        if own.exists() or actor.email == invitation.email:
            raise AnsoError(
                gettext(
                    "Confirm your e-mail address first: open the link that was mailed to it, then this one."
                )
            )
        raise AnsoError(
            gettext(
                "This invitation was written to another address than those of your account. Sign in with the "
                "account of that address, or ask to be invited under yours."
            )
        )
    team = invitation.team
    if not is_in_team(actor, team.scope):
        give_role(actor, team, invitation.role, given_by=invitation.invited_by)
    audit.record(actor=actor, verb="teams.join", target=team, role=invitation.role)
    invitation.delete()
    return team


@transaction.atomic
def change_role(*, actor: User | None, team: Team, person: User, role: str) -> RoleGrant:
    """Make a member a manager, or a manager a member."""
    if actor is not None:
        require(actor, "teams.manage", team)
    if role not in TEAM_ROLES:
        raise InvalidInputError([Problem("role", gettext("Choose manager or member."))])
    grant = held_grant(team, person)
    if grant.role == role:
        raise AlreadyDoneError(gettext("This person has that role already."))
    keep_a_manager(team, grant)
    end(grant)
    audit.record(actor=actor, verb="teams.change_role", target=team, person=person.audit_id, role=role)
    return give_role(person, team, role, given_by=actor)


@transaction.atomic
def end_membership(*, actor: User | None, team: Team, person: User) -> None:
    """Leave a team, or let somebody go; that they belonged stays on record."""
    if actor is not None:
        require(actor, "teams.leave" if actor == person else "teams.manage", team)
    grant = held_grant(team, person)
    keep_a_manager(team, grant)
    end(grant)
    audit.record(actor=actor, verb="teams.end_membership", target=team, person=person.audit_id)


def held_grant(team: Team, person: User) -> RoleGrant:
    """The role a person holds over the team, its team locked so that two acts on members take turns."""
    Team.objects.select_for_update().get(pk=team.pk)
    found = (
        RoleGrant.objects.filter(
            person=person, scope_kind=team.scope.kind.value, scope_code=team.abbr, role__in=TEAM_ROLES
        )
        .holding()
        .select_related("person")
        .first()
    )
    if found is None:
        raise NotFoundError(gettext("This person does not belong to the team."))
    return found


def keep_a_manager(team: Team, grant: RoleGrant) -> None:
    """A team without a manager could never change again."""
    if grant.role != MANAGER:
        return
    others = RoleGrant.objects.filter(
        role=MANAGER, scope_kind=team.scope.kind.value, scope_code=team.abbr
    ).exclude(pk=grant.pk)
    if not others.holding().exists():
        raise AnsoError(gettext("A team needs a manager: make somebody else one first."))


def end(grant: RoleGrant) -> None:
    grant.ends_at = timezone.now()
    grant.save(update_fields=["ends_at"])
    forget_grants(grant.person)


def give_role(person: User, team: Team, role: str, *, given_by: User | None) -> RoleGrant:
    """A role over the team, as part of an act that records its own event."""
    grant = grantable(actor=None, user=person, role=role, scope=team.scope, ends_at=None)
    grant.granted_by = given_by
    try:
        with transaction.atomic():
            grant.save()
    except IntegrityError as error:  # the same link, clicked twice
        raise AlreadyDoneError(gettext("This person belongs to the team already.")) from error
    forget_grants(person)
    return grant


def digest_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()
