"""Pages of reviewers: what to do by when, one review, bids, invitations.

A review that is not there and one that a conflict keeps away answer the same.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anso.alliance.calls import actions
from anso.alliance.calls.actions.reviewing import lacking
from anso.alliance.calls.forms.reviewing import (
    AnswerForm,
    LoadForm,
    ReviewSent,
    criteria_shown,
    read_review,
)
from anso.alliance.calls.models import Bid, Review, Reviewer
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.queries import bidding, reviewing
from anso.alliance.calls.queries.conflicts import own_grounds
from anso.alliance.calls.views.own import signed_in
from anso.alliance.calls.words.moments import in_both_zones
from anso.alliance.people.rules import guarded
from anso.errors import AnsoError, InvalidInputError, NotFoundError, Problem

__all__ = ["answer", "autosave_review", "bids", "pool_invitation", "review", "reviews"]

FORMS = ["GET", "HEAD", "POST"]


@require_safe
@never_cache
@login_required
@guarded("calls.be_reviewer")
def reviews(request: HttpRequest) -> HttpResponse:
    """What to review by when, invitations to answer, pools to bid in."""
    person = signed_in(request)
    work = reviewing.work_of(person)
    memberships = list(reviewing.memberships_of(person))
    context = {
        "work": [(one, in_both_zones(one.run.deadline, one.call.current.zone)) for one in work],
        "left": sum(one.left for one in work),
        "invitations": [one for one in memberships if one.state == Reviewer.State.INVITED],
        "pools": [
            (one, bidding.stage_for_bids(one), LoadForm(initial={"load": one.load}, prefix=str(one.pk)))
            for one in memberships
            if one.state == Reviewer.State.READY
        ],
        "unconfirmed": any(
            not one.is_confirmed and one.call.definition.conflicts.unconfirmed_blocks for one in memberships
        ),
        "grounds": own_grounds(person) if memberships else [],
        "answer_form": AnswerForm(),
    }
    return render(request, "calls/reviewing/reviews.html", context)


@require_POST
@never_cache
@login_required
@guarded("calls.be_reviewer")
def answer(request: HttpRequest, reviewer_id: int) -> HttpResponse:
    """Accept, decline, leave a pool, or say how much one takes."""
    person = signed_in(request)
    reviewer = reviewing.memberships_of(person).filter(pk=reviewer_id).first()
    if reviewer is None:
        raise NotFoundError(gettext("There is no such invitation."))
    act = request.POST.get("act", "")
    form = LoadForm(request.POST, prefix=str(reviewer.pk) if act == "load" else None)
    load = form.cleaned_data["load"] if form.is_valid() else None
    try:
        if not form.is_valid():
            messages.error(request, " ".join(str(error) for error in form.errors["load"]))
        elif act in ("accept", "decline"):
            actions.answer_invitation(actor=person, reviewer=reviewer, accept=act == "accept", load=load)
            messages.success(
                request, gettext("Thank you for answering.") if act == "decline" else gettext("Thank you.")
            )
        elif act == "load":
            actions.change_load(actor=person, reviewer=reviewer, load=load)
            messages.success(request, gettext("Saved."))
        elif act == "leave":
            actions.leave_pool(actor=person, reviewer=reviewer)
            messages.success(request, gettext("You have left the pool."))
    except AnsoError as error:
        messages.error(request, str(error))
    return redirect("calls:reviews")


@require_http_methods(FORMS)
@never_cache
@login_required
@guarded("calls.be_reviewer")
def pool_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """An invitation that came by mail."""
    found = actions.pool_invitation_of(token)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.accept_pool_invitation(
                actor=signed_in(request), token=token, accept=form.cleaned_data["answer"] == "accept"
            )
        except AnsoError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("Thank you for answering."))
            return redirect("calls:reviews")
    context = {"invitation": found, "call": found.call, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "calls/reviewing/invitation.html", context, status=status)


@require_http_methods(FORMS)
@never_cache
@login_required
@guarded("calls.be_reviewer")
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One application as its stage shows it, and the review of it."""
    person = signed_in(request)
    found = reviewing.review_for(person, pk)
    if request.method != "POST":
        return review_page(request, found)
    act = request.POST.get("act", "save")
    if act in ("save", "submit"):
        return saved(request, found, submit=act == "submit")
    try:
        return done(request, found, act)
    except InvalidInputError as error:
        return review_page(request, found, problems=list(error.problems))
    except AnsoError as error:
        return review_page(request, found, problems=[Problem("", str(error))])


def saved(request: HttpRequest, found: Review, *, submit: bool) -> HttpResponse:
    """What was typed is saved in any case; it is submitted if nothing lacks."""
    person, sent = signed_in(request), read_review(request, reviewing.stage_of(found))
    try:
        kept = actions.save_review(
            actor=person, review=found, scores=sent.scores, to_applicant=sent.to_applicant,
            to_panel=sent.to_panel, revision=sent.revision,
        )  # fmt: skip
    except actions.OvertakenError as error:
        return review_page(request, reviewing.review_for(person, found.pk), sent=sent, overtaken=str(error))
    except InvalidInputError as error:
        return review_page(request, found, sent=sent, problems=list(error.problems))
    if not submit:
        messages.success(request, gettext("Saved."))
        return redirect("calls:review", pk=found.pk)
    try:
        actions.submit_review(actor=person, review=kept)
    except InvalidInputError as error:
        return review_page(request, reviewing.review_for(person, found.pk), problems=list(error.problems))
    messages.success(request, gettext("Your review is submitted. Thank you."))
    return redirect("calls:review", pk=found.pk)


def done(request: HttpRequest, found: Review, act: str) -> HttpResponse:
    """The acts beside writing: decline, declare a conflict, take up again, discuss."""
    person, note = signed_in(request), request.POST.get("note", "")
    if act == "remark":
        actions.write_remark(actor=person, application=found.application, stage=found.stage, text=note)
        return redirect(f"{request.path}#discussion")
    if act == "reopen":
        actions.reopen_review(actor=person, review=found)
        return redirect("calls:review", pk=found.pk)
    if act == "decline":
        actions.decline_review(actor=person, review=found, reason=note)
        messages.success(request, gettext("You have given the review back; somebody else is asked."))
    elif act == "conflict":
        actions.declare_conflict(actor=person, application=found.application, note=note)
        messages.success(
            request, gettext("You have declared a conflict of interest; somebody else is asked.")
        )
    else:
        raise InvalidInputError([Problem("", gettext("Choose what to do."))])
    return redirect("calls:reviews")


def review_page(
    request: HttpRequest,
    found: Review,
    *,
    sent: ReviewSent | None = None,
    problems: list[Problem] | None = None,
    overtaken: str = "",
) -> HttpResponse:
    person, stage = signed_in(request), reviewing.stage_of(found)
    run = reviewing.run_of_review(found)
    wrong = problems or []
    is_open = run.closed_at is None
    told_of = {criterion.code for criterion in stage.criteria} | {"to_applicant", "to_panel"}
    context: dict[str, Any] = {
        "review": found,
        "application": found.application,
        "call": found.application.call,
        "stage": stage,
        "stage_title": said_now(stage.title),
        "name": reviewing.name_shown(found.application, stage),
        "deadline": in_both_zones(run.deadline, found.application.call.current.zone),
        "run": run,
        "sections": reviewing.application_shown(found.application, stage),
        "letters": reviewing.letters_shown(found.application, stage),
        "criteria": criteria_shown(stage, sent.scores if sent else found.scores, wrong),
        "to_applicant": sent.to_applicant if sent else found.to_applicant,
        "to_panel": sent.to_panel if sent else found.to_panel,
        "revision": found.revision,
        "may_write": is_open and found.state in Review.AT_WORK,
        "may_reopen": is_open and found.state == Review.State.SUBMITTED,
        "lacks": len(lacking(found, stage)),
        "overtaken": overtaken,
        "elsewhere": found if overtaken else None,
        "problems": wrong,
        "general": [problem.message for problem in wrong if problem.where not in told_of],
        "others": reviewing.other_reviews(found),
        "discusses": stage.discussion and found.state == Review.State.SUBMITTED,
        "remarks": reviewing.remarks_on(found.application, stage, person)
        if stage.discussion and found.state == Review.State.SUBMITTED
        else [],
        "is_open": is_open,
    }
    status = 409 if overtaken else 422 if wrong else 200
    return render(request, "calls/reviewing/review.html", context, status=status)


@require_POST
@never_cache
@login_required
@guarded("calls.be_reviewer")
def autosave_review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Save what the page holds, as its script sends it now and then."""
    person = signed_in(request)
    found = reviewing.review_for(person, pk)
    sent = read_review(request, reviewing.stage_of(found))
    try:
        kept = actions.save_review(
            actor=person, review=found, scores=sent.scores, to_applicant=sent.to_applicant,
            to_panel=sent.to_panel, revision=sent.revision,
        )  # fmt: skip
    except actions.OvertakenError as error:
        return JsonResponse({"error": str(error)}, status=409)
    except AnsoError as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse({"revision": kept.revision, "ineligible": []})


@require_http_methods(FORMS)
@never_cache
@login_required
@guarded("calls.be_reviewer")
def bids(request: HttpRequest, code: str) -> HttpResponse:
    """Say of the applications of a call which one would read."""
    person = signed_in(request)
    reviewer, stage = bidding.bidder(person, code)
    page = bidding.page_of_bids(reviewer, stage, request.GET)
    if request.method == "POST":
        given = {
            task.application.pk: bidding.value_of(request.POST.get(f"bid-{task.application.pk}", ""))
            for task in page.tasks
        }
        actions.bid(actor=person, reviewer=reviewer, bids=given)
        messages.success(request, gettext("Your bids are saved."))
        return redirect(f"{request.path}?page={page.next_number or page.number}")
    context = {"call": reviewer.call, "page": page, "values": Bid.Value.choices}
    return render(request, "calls/reviewing/bids.html", context)
