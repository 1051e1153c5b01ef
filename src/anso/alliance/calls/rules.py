"""Who may do what in calls.

A programme's officers are the secretariat, over the whole site or over that programme alone. Applicants reach their
own applications, reviewers what is assigned to them. Whoever stands in conflict with an application reaches nothing
of it, whatever their role: that is asked here again, though queries do not show it to them in the first place.
"""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from rules.predicates import Predicate

from anso.alliance.calls.models import (
    Application,
    Attachment,
    Award,
    Bid,
    Call,
    CallVersion,
    Conflict,
    Decision,
    Letter,
    Participant,
    PoolInvitation,
    Programme,
    Reference,
    Remark,
    Review,
    Reviewer,
    Score,
    Selection,
    StageRun,
    Submission,
)
from anso.alliance.people.models import User
from anso.alliance.people.roles import Scope, ScopeKind
from anso.alliance.people.rules import (
    EVERYONE,
    NOBODY,
    SECRETARIAT,
    SIGNED_IN,
    Visitor,
    Who,
    anywhere,
    permit,
    permit_records,
    within,
)

__all__ = ["call_of", "in_conflict", "in_conflict_within", "is_officer", "takes_part"]


def call_of(target: Any) -> Call | None:
    """The call that a record belongs to."""
    match target:
        case Call():
            return target
        case CallVersion() | Application() | Reviewer() | PoolInvitation() | StageRun() | Selection():
            return target.call
        case Participant() | Attachment() | Submission() | Reference() | Conflict() | Remark() | Review():
            return target.application.call
        case Score() | Decision() | Award() | Letter():
            return target.application.call
        case Bid():
            return target.reviewer.call
        case _:
            return None


def application_of(target: Any) -> Application | None:
    found = target if isinstance(target, Application) else getattr(target, "application", None)
    return found if isinstance(found, Application) else None


def programme_scope(target: Any) -> Scope | None:
    programme = target if isinstance(target, Programme) else getattr(call_of(target), "programme", None)
    return Scope(ScopeKind.PROGRAMME, programme.code) if programme else None


def in_conflict(user: Visitor, target: Any) -> bool:
    """Does a standing conflict keep the user away from the application that a record belongs to?"""
    application = application_of(target)
    return (
        isinstance(user, User)
        and application is not None
        and Conflict.objects.filter(person=user, application=application).exists()
    )


def in_conflict_within(user: Visitor, target: Any) -> bool:
    """Does a standing conflict keep the user away from any application of the call?

    Totals, places and probabilities are of all applications together: who knows all but one of them knows that one.
    """
    call = call_of(target)
    return (
        isinstance(user, User)
        and call is not None
        and Conflict.objects.filter(person=user, application__call=call)
        .exclude(application__state=Application.State.DRAFT)
        .exists()
    )


def is_officer(user: Visitor, target: Any) -> bool:
    """Does the user keep the programme that a record belongs to?"""
    return bool(OFFICER.predicate.test(user, target))


def takes_part(user: Visitor, target: Any, *parts: str) -> bool:
    """Is the user among those who write an application (in one of these parts)?"""
    application = application_of(target)
    if application is None or not isinstance(user, User):
        return False
    held = Participant.objects.filter(application=application, person=user, accepted_at__isnull=False)
    return (held.filter(part__in=parts) if parts else held).exists()


def reviews_it(user: Visitor, target: Any) -> bool:
    """Is an application assigned to the user, in the stage it is in?"""
    application = application_of(target)
    return (
        application is not None
        and isinstance(user, User)
        and not in_conflict(user, application)
        and Review.objects.filter(
            application=application,
            reviewer__person=user,
            reviewer__is_confirmed=True,
            state__in=Review.STANDING,
        ).exists()
    )


def their_review(user: Visitor, target: Any) -> bool:
    return (
        isinstance(target, Review)
        and target.reviewer.is_confirmed
        and target.reviewer.person_id == getattr(user, "pk", None)
    )


def said_of(words: Any, name: str, test: Any) -> Who:
    return Who(words, Predicate(test, name=name))


Part = Participant.Part
CONFLICTED: Predicate = Predicate(in_conflict, name="conflicted")
CONFLICTED_WITHIN: Predicate = Predicate(in_conflict_within, name="conflicted_within")
"""Asked of who runs the site, whom no other rule stops."""
BOARD = anywhere("board-member")
NOT_THE_BOARD: Predicate = Predicate(
    lambda user, target: target is not None and not BOARD.predicate.test(user, target), name="not_the_board"
)
"""Running the site does not make one the board."""
OFFICER = SECRETARIAT | within("secretariat", programme_scope, _("the officers of the programme"))
CLEAR_OFFICER = said_of(
    _("the officers of the programme who have no conflict of interest"),
    "clear_officer",
    lambda user, target: is_officer(user, target) and not in_conflict(user, target),
)
UNBIASED_OFFICER = said_of(
    _("the officers of the programme who have no conflict of interest with any application of the call"),
    "unbiased_officer",
    lambda user, target: is_officer(user, target) and not in_conflict_within(user, target),
)
UNBIASED_BOARD = said_of(
    _("members of the board who have no conflict of interest with any application of the call"),
    "unbiased_board",
    lambda user, target: bool(BOARD.predicate.test(user, target)) and not in_conflict_within(user, target),
)
APPLICANT = said_of(_("those who write the application"), "applicant", takes_part)
WRITER = said_of(
    _("the applicants who may write"),
    "writer",
    lambda user, target: takes_part(user, target, Part.LEAD, Part.WRITER),
)
LEAD = said_of(_("the lead applicant"), "lead", lambda user, target: takes_part(user, target, Part.LEAD))
ITS_REVIEWER = said_of(_("the reviewers it is assigned to"), "its_reviewer", reviews_it)
THE_REVIEWER = said_of(
    _("the reviewer"),
    "the_reviewer",
    lambda user, target: their_review(user, target) and not in_conflict(user, target),
)

permit("calls.see", _("see the calls"), EVERYONE)
permit("calls.keep_programme", _("keep programmes and make calls"), OFFICER)
permit("calls.keep_call", _("keep a call: its versions, stages and reviewers"), OFFICER)
permit("calls.apply", _("apply to a call"), SIGNED_IN)
permit("calls.read_own", _("read one’s own application"), APPLICANT)
permit("calls.write_application", _("write an application"), WRITER)
permit("calls.submit_application", _("submit or withdraw an application"), LEAD)
permit("calls.read_application", _("read an application as an officer"), CLEAR_OFFICER, never=CONFLICTED)
permit("calls.screen_application", _("screen an application"), CLEAR_OFFICER, never=CONFLICTED)
permit("calls.assign_reviews", _("assign and take away reviews"), CLEAR_OFFICER, never=CONFLICTED)
permit("calls.declare_conflict", _("declare one’s own conflict of interest"), SIGNED_IN)
permit("calls.be_reviewer", _("answer an invitation to review, and bid"), SIGNED_IN)
permit("calls.read_for_review", _("read an application for review"), ITS_REVIEWER, never=CONFLICTED)
permit("calls.write_review", _("write a review"), THE_REVIEWER, never=CONFLICTED)
permit("calls.discuss", _("discuss an application"), ITS_REVIEWER | CLEAR_OFFICER, never=CONFLICTED)
permit("calls.close_stage", _("close a stage and see its scores"), UNBIASED_OFFICER, never=CONFLICTED_WITHIN)
permit("calls.select", _("select under quotas and decide"), UNBIASED_OFFICER, never=CONFLICTED_WITHIN)
permit(
    "calls.approve_selection",
    _("approve a selection"),
    UNBIASED_BOARD,
    never=NOT_THE_BOARD | CONFLICTED_WITHIN,
)
permit(
    "calls.release_decisions",
    _("release decisions and write letters"),
    UNBIASED_OFFICER,
    never=CONFLICTED_WITHIN,
)
permit("calls.answer_award", _("accept or decline an award"), LEAD)

permit_records(Programme, view=EVERYONE, change=NOBODY)
permit_records(Call, view=EVERYONE, change=NOBODY)
permit_records(CallVersion, view=OFFICER, change=NOBODY)
permit_records(StageRun, view=OFFICER, change=NOBODY)
KEPT_TO_PAGES: tuple[type[Model], ...] = (
    Application, Participant, Attachment, Submission, Reference, Reviewer, PoolInvitation, Bid, Conflict, Review, Remark,
    Score, Selection, Decision, Award, Letter,
)  # fmt: skip
"""What the staff site does not show: whoever may read it depends on conflicts, which the pages ask for."""
for record in KEPT_TO_PAGES:
    permit_records(record, view=NOBODY, change=NOBODY)
