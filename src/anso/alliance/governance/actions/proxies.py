"""Verbs on proxies: letting another on the roll vote for one, and taking that back until they have."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance.governance.actions.common import refuse
from anso.alliance.governance.electorate import own_entries
from anso.alliance.governance.models import Ballot, MarkSheet, Proxy, RollEntry
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User
from anso.alliance.people.rules import require

__all__ = ["give_proxy", "take_back_proxy"]


@transaction.atomic
def give_proxy(*, actor: User, giver: RollEntry, holder: RollEntry) -> Proxy:
    """Let another seat vote for one's own, within the limit that the ballot states."""
    ballot, sheet = own_vote(actor, giver)
    most = ballot.definition.proxies_at_most
    if most == 0:
        raise refuse("holder", gettext("This ballot knows no proxies."))
    if holder.ballot_id != giver.ballot_id or holder.pk == giver.pk:
        raise refuse("holder", gettext("Choose another seat on the roll of this ballot."))
    if sheet.has_voted(giver.number):
        raise AlreadyDoneError(gettext("This vote was cast already."))
    standing = ballot.proxies.filter(ended_at__isnull=True)
    if standing.filter(holder=giver).exists():
        raise refuse("holder", gettext("You hold a proxy yourself; a proxy is not passed on."))
    if standing.filter(giver=holder).exists():
        raise refuse("holder", gettext("They have given their own vote to another."))
    if standing.filter(holder=holder).count() >= most:
        told = gettext("They hold as many proxies as this ballot allows (%(n)d).") % {"n": most}
        raise refuse("holder", told)
    try:
        with transaction.atomic():
            proxy = Proxy.objects.create(ballot=ballot, giver=giver, holder=holder)
    except IntegrityError as error:
        raise AlreadyDoneError(gettext("A proxy was given already; take it back first.")) from error
    audit.record(
        actor=actor, verb="governance.give_proxy", target=ballot, giver=giver.number, holder=holder.number
    )
    return proxy


@transaction.atomic
def take_back_proxy(*, actor: User, proxy: Proxy) -> Proxy:
    """Vote oneself again, unless the proxy has voted."""
    ballot, sheet = own_vote(actor, proxy.giver)
    if sheet.has_voted(proxy.giver.number):
        raise AlreadyDoneError(gettext("The proxy has voted; that cannot be altered."))
    held = Proxy.objects.select_for_update(of=("self",)).get(pk=proxy.pk)
    if held.ended_at is not None:
        raise AlreadyDoneError(gettext("This proxy was taken back already."))
    held.ended_at = timezone.now()
    held.save(update_fields=["ended_at"])
    audit.record(actor=actor, verb="governance.take_back_proxy", target=ballot, giver=proxy.giver.number)
    return held


def own_vote(actor: User, entry: RollEntry) -> tuple[Ballot, MarkSheet]:
    """The open ballot that an entry of one's own is on, and its sheet, locked."""
    sheet = MarkSheet.objects.select_for_update().get(pk=entry.ballot_id)
    ballot = Ballot.objects.select_related("opening", "body").get(pk=entry.ballot_id)
    require(actor, "governance.vote", ballot)
    if not own_entries(actor, ballot).filter(pk=entry.pk).exists():
        raise refuse("entry", gettext("This vote is not yours."))
    if ballot.state != Ballot.State.OPEN:
        raise refuse("", gettext("This ballot takes no votes: it is not open."))
    return ballot, sheet
