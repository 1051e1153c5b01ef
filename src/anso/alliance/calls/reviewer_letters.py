"""Letters to reviewers, and to officers about reviews: composed and sent by the worker, in the reader's language.

As with the applicants' letters (`mail`), the queue holds only which record a letter is about; whom a conflict keeps
from an application is asked when the letter is written. Made-up people get none.
"""

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from anso.alliance.calls.mail import link, send, times
from anso.alliance.calls.models import Application, Call, PoolInvitation, Review, Reviewer
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.queries.sight import without_conflicts
from anso.alliance.calls.secret_addresses import secret_of
from anso.alliance.calls.stages import run_of, stage_called
from anso.alliance.people.models import RoleGrant, User
from anso.alliance.people.roles import Scope, ScopeKind

__all__ = [
    "invitation_link",
    "invite_by_mail",
    "invite_reviewer",
    "officers_of",
    "tell_assigned",
    "tell_of_work",
    "tell_taken_away",
]


def invitation_link(invitation: PoolInvitation) -> str:
    return link("calls:pool_invitation", token=secret_of(invitation, invitation.invited_at.isoformat()))


def reviewer_of(pk: int) -> Reviewer | None:
    """Who is still there to be written to."""
    found = Reviewer.objects.select_related("person", "call__version").filter(pk=pk).first()
    return found if found and found.person.is_active and not found.person.is_synthetic else None


@task()
def invite_reviewer(reviewer_id: int) -> bool:
    found = reviewer_of(reviewer_id)
    if found is None or found.state != Reviewer.State.INVITED:
        return False
    with translation.override(found.person.language or None):
        values = {"call": found.call.title}
        return send(
            found.person.email,
            _("Will you review for %(call)s?") % values,
            "\n".join(
                (
                    _("You are asked to be a reviewer of “%(call)s”.") % values,
                    _("Please accept or decline here:"),
                    link("calls:reviews"),
                    "",
                )
            ),
        )


@task()
def invite_by_mail(invitation_id: int, language: str) -> bool:
    """To an address of which no account is known."""
    found = PoolInvitation.objects.select_related("call__version").filter(pk=invitation_id).first()
    if found is None or found.call.is_synthetic:
        return False
    with translation.override(language):
        values = {"call": found.call.title}
        return send(
            found.email,
            _("Will you review for %(call)s?") % values,
            "\n".join(
                (
                    _("You are asked to be a reviewer of “%(call)s”.") % values,
                    _(
                        "Open this address and sign in with an account of the address that this letter was sent to, or "
                        "open one; then accept or decline:"
                    ),
                    invitation_link(found),
                    "",
                )
            ),
        )


def tell_assigned(reviewers: Iterable[Reviewer], stage: str) -> None:
    """Write to those who have something to review since just now."""
    for reviewer in reviewers:
        if not reviewer.person.is_synthetic:
            tell_of_work.enqueue(reviewer.pk, stage, False)


@task()
def tell_of_work(reviewer_id: int, stage_code: str, reminder: bool) -> bool:  # plain values, as a task takes
    """What somebody has to review in a stage, and until when."""
    found = reviewer_of(reviewer_id)
    run = run_of(found.call, stage_code) if found else None
    if found is None or run is None or run.closed_at is not None:
        return False
    waiting = found.reviews.filter(stage=stage_code, state__in=Review.AT_WORK).count()
    if not waiting:
        return False
    with translation.override(found.person.language or None):
        values = {
            "n": waiting,
            "call": found.call.title,
            "stage": said_now(stage_called(found.call, stage_code).title),
        }
        subject = ngettext(
            "%(n)d application to review: %(call)s", "%(n)d applications to review: %(call)s", waiting
        )
        if reminder:
            subject = ngettext(
                "Reminder: %(n)d review is waiting for you: %(call)s",
                "Reminder: %(n)d reviews are waiting for you: %(call)s",
                waiting,
            )
        return send(
            found.person.email,
            subject % values,
            "\n".join(
                (
                    _("The stage “%(stage)s” ends on:") % values,
                    times(run.deadline, found.call.current.zone, found.person.time_zone),
                    "",
                    link("calls:reviews"),
                    "",
                )
            ),
        )


@task()
def tell_taken_away(officer_id: int, call_id: int, applications: list[str]) -> bool:
    """Tell an officer which applications lost a reviewer to a conflict, of those that they see."""
    officer = User.objects.filter(pk=officer_id, is_active=True, is_synthetic=False).first()
    call = Call.objects.select_related("version").filter(pk=call_id).first()
    if officer is None or call is None:
        return False
    seen = without_conflicts(Application.objects.filter(pk__in=applications), officer)
    numbers = list(seen.order_by("number").values_list("number", flat=True))
    if not numbers:
        return False
    with translation.override(officer.language or None):
        return send(
            officer.email,
            _("Reviews were taken away because of a conflict of interest: %(call)s") % {"call": call.title},
            "\n".join(
                (
                    _("These applications may lack a reviewer now:"),
                    ", ".join(numbers),
                    "",
                    link("calls:pool", code=call.code),
                    "",
                )
            ),
        )


def officers_of(call: Call) -> list[User]:
    """Who keeps the call's programme."""
    scopes = (Scope(), Scope(ScopeKind.PROGRAMME, call.programme.code))
    grants = RoleGrant.objects.holding().filter(role="secretariat").select_related("person")
    return list({grant.person for grant in grants if grant.scope in scopes})
