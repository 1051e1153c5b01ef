"""The verb of reviewers before the assignment: how gladly they would read which application."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from anso.alliance.calls.actions.common import refuse
from anso.alliance.calls.actions.reviewers import themself
from anso.alliance.calls.models import Bid, Reviewer
from anso.alliance.calls.queries.reviewing import biddable
from anso.alliance.people import audit
from anso.alliance.people.models import User
from anso.errors import NotFoundError

__all__ = ["bid"]


@transaction.atomic
def bid(*, actor: User, reviewer: Reviewer, bids: Mapping[UUID, int | None]) -> int:
    """Set bids by application; none takes one back. Gives how many stand."""
    themself(actor, reviewer)
    if reviewer.state != Reviewer.State.READY:
        raise refuse("", gettext("Accept the invitation first; then say what you would read."))
    unknown = {value for value in bids.values() if value is not None} - set(Bid.Value.values)
    if unknown:
        raise refuse("bids", gettext("A bid is 2 (gladly), 1 (if needed) or -1 (rather not)."))
    seen = set(biddable(reviewer).filter(pk__in=bids).values_list("pk", flat=True))
    if seen != set(bids):
        raise NotFoundError(gettext("There is no such application to bid for."))
    Bid.objects.filter(reviewer=reviewer, application__in=bids).delete()
    Bid.objects.bulk_create(
        Bid(reviewer=reviewer, application_id=application, value=value)
        for application, value in bids.items()
        if value is not None
    )
    audit.record(actor=actor, verb="calls.bid", target=reviewer, bids=len(bids))
    return reviewer.bids.count()
