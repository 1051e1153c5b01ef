"""The verb by which officers try a call before it opens; its report waits at the desk."""

from django.db import transaction
from django.utils.translation import gettext

from anso.alliance.calls.actions.common import allowed, refuse
from anso.alliance.calls.models import Call
from anso.alliance.calls.rehearsing import apart
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.alliance.people.models import User

__all__ = ["MOST_REHEARSED", "rehearse_call"]

MOST_REHEARSED = 4000


@transaction.atomic
def rehearse_call(*, actor: User | None, call: Call, applications: int, seed: int = 1) -> None:
    """Have the worker carry the call's current version through with made-up people, apart from all records."""
    allowed(actor, "calls.keep_call", call)
    if not 1 <= applications <= MOST_REHEARSED:
        told = gettext("Give a number from 1 to %(most)d.") % {"most": MOST_REHEARSED}
        raise refuse("applications", told)
    if apart.is_at_work(call):
        raise AlreadyDoneError(gettext("A rehearsal of this call is at work; its report appears here."))
    audit.record(
        actor=actor,
        verb="calls.rehearse",
        target=call,
        version=call.current.number,
        applications=applications,
        seed=seed,
    )
    transaction.on_commit(lambda: apart.begin(call))
    apart.run_apart.enqueue(call.current.pk, applications, seed)
