"""Operations: what reviewers do with the applications assigned to them, and the pools they are in."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Status

from anso.alliance.calls import actions
from anso.alliance.calls.actions.reviewing import lacking
from anso.alliance.calls.api.applying import caller
from anso.alliance.calls.api.router import router
from anso.alliance.calls.api.schemas_reviewing import (
    AnswerIn,
    BidIn,
    NoteIn,
    ReviewIn,
    ReviewingOut,
    ReviewOut,
)
from anso.alliance.calls.models import Review
from anso.alliance.calls.queries import bidding, reviewing
from anso.alliance.calls.words.answers import ShownSection
from anso.alliance.people.rules import require
from anso.errors import NotFoundError

__all__: list[str] = []


def one_of(request: HttpRequest, review: UUID) -> Review:
    require(request.user, "calls.be_reviewer")
    return reviewing.review_for(caller(request), review)


@router.get("/reviews", response=list[ReviewOut], summary="Your reviews")
def list_reviews(request: HttpRequest) -> Any:
    """What you are to review in stages that are open, what is due first coming first."""
    require(request.user, "calls.be_reviewer")
    return [
        review_out(task.review, work.run.deadline, task.name)
        for work in reviewing.work_of(caller(request))
        for task in work.tasks
    ]


@router.get("/reviews/{review}", response=ReviewingOut, summary="One of your reviews")
def read_review(request: HttpRequest, review: UUID) -> Any:
    """The application as its stage shows it, the criteria, and what you wrote."""
    return reviewing_out(one_of(request, review))


@router.patch("/reviews/{review}", response=ReviewingOut, summary="Save a review")
def save_review(request: HttpRequest, review: UUID, given: ReviewIn) -> Any:
    """Keep it as it is so far. Refused when it was saved elsewhere since the revision it names."""
    found = one_of(request, review)
    actions.save_review(
        actor=caller(request), review=found, scores=given.scores, to_applicant=given.to_applicant,
        to_panel=given.to_panel, revision=given.revision,
    )  # fmt: skip
    return reviewing_out(one_of(request, review))


@router.post("/reviews/{review}/submission", response=ReviewingOut, summary="Submit a review")
def submit_review(request: HttpRequest, review: UUID) -> Any:
    """Hand in what was saved, if nothing lacks."""
    found = one_of(request, review)
    actions.submit_review(actor=caller(request), review=found)
    return reviewing_out(one_of(request, review))


@router.delete("/reviews/{review}/submission", response=ReviewingOut, summary="Take a review up again")
def reopen_review(request: HttpRequest, review: UUID) -> Any:
    """Until its stage closes, a submitted review can be changed and submitted again."""
    found = one_of(request, review)
    actions.reopen_review(actor=caller(request), review=found)
    return reviewing_out(one_of(request, review))


@router.post("/reviews/{review}/decline", response={204: None}, summary="Give a review back")
def decline_review(request: HttpRequest, review: UUID, given: NoteIn) -> Any:
    """Somebody else is asked."""
    found = one_of(request, review)
    actions.decline_review(actor=caller(request), review=found, reason=given.note)
    return Status(204, None)


@router.post("/reviews/{review}/conflict", response={204: None}, summary="Declare a conflict of interest")
def declare_review_conflict(request: HttpRequest, review: UUID, given: NoteIn) -> Any:
    """The application closes to you at once; only an officer can take it back."""
    found = one_of(request, review)
    actions.declare_conflict(actor=caller(request), application=found.application, note=given.note)
    return Status(204, None)


@router.post("/reviews/{review}/remarks", response={204: None}, summary="Say something in the discussion")
def write_remark(request: HttpRequest, review: UUID, given: NoteIn) -> Any:
    """Once your own review is submitted, where the stage has a discussion."""
    found = one_of(request, review)
    actions.write_remark(
        actor=caller(request), application=found.application, stage=found.stage, text=given.note
    )
    return Status(204, None)


@router.post("/reviewers/{reviewer}/answer", response={204: None}, summary="Answer an invitation to review")
def answer_pool(request: HttpRequest, reviewer: int, given: AnswerIn) -> Any:
    """Accept or decline, with the most you would read."""
    require(request.user, "calls.be_reviewer")
    found = reviewing.memberships_of(caller(request)).filter(pk=reviewer).first()
    if found is None:
        raise NotFoundError("There is no such invitation.")
    actions.answer_invitation(actor=caller(request), reviewer=found, accept=given.accept, load=given.load)
    return Status(204, None)


@router.put("/calls/{code}/bids", response={204: None}, summary="Bid for applications")
def bid(request: HttpRequest, code: str, given: BidIn) -> Any:
    """Say which applications you would gladly read, and which rather not."""
    require(request.user, "calls.be_reviewer")
    person = caller(request)
    reviewer, _stage = bidding.bidder(person, code)
    actions.bid(actor=person, reviewer=reviewer, bids=given.bids)
    return Status(204, None)


def review_out(review: Review, deadline: Any, name: str) -> dict[str, Any]:
    application = review.application
    return {
        "id": review.pk,
        "call": application.call.code,
        "stage": review.stage,
        "number": application.number,
        "title": name,
        "state": review.state,
        "deadline": deadline,
        "revision": review.revision,
    }


def reviewing_out(review: Review) -> dict[str, Any]:
    stage, run = reviewing.stage_of(review), reviewing.run_of_review(review)
    return {
        **review_out(review, run.deadline, reviewing.name_shown(review.application, stage)),
        "scores": review.scores,
        "total": review.total if review.state == Review.State.SUBMITTED else None,
        "to_applicant": review.to_applicant,
        "to_panel": review.to_panel,
        "criteria": [criterion.model_dump(mode="json") for criterion in stage.criteria],
        "application": [
            section_out(section) for section in reviewing.application_shown(review.application, stage)
        ],
        "lacks": [problem.message for problem in lacking(review, stage)],
    }


def section_out(section: ShownSection) -> dict[str, Any]:
    return {
        "code": section.code,
        "title": section.title,
        "fields": [
            {
                "code": field.code,
                "label": field.label,
                "text": field.text,
                "head": field.head,
                "rows": field.rows,
                "files": [{"id": str(file.pk), "name": file.name, "size": file.size} for file in field.files],
            }
            for field in section.fields
        ],
    }
