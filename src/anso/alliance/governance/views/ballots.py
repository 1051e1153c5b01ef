"""Pages of ballots: one ballot with its rules and result, drafting, and its keepers' acts."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anso.alliance.governance import actions, queries
from anso.alliance.governance.actions.ballots import definition_of
from anso.alliance.governance.actions.closing import evidence_of
from anso.alliance.governance.electorate import rights_of
from anso.alliance.governance.forms import BallotForm, OrderForm
from anso.alliance.governance.models import Ballot, Body, MarkSheet, Meeting
from anso.alliance.governance.records import record_text, roll_text
from anso.alliance.governance.rules import is_chair
from anso.alliance.governance.sealing.papers import VotingPaper, grouped
from anso.alliance.governance.views.common import attempt, of_ballot, of_body, shown, signed_in
from anso.alliance.governance.words import (
    METHODS,
    TIES,
    answer,
    headline,
    majority_in_words,
    share_in_words,
    steps_in_words,
)
from anso.alliance.people.rules import guarded, may
from anso.errors import NotFoundError

__all__ = ["act", "ballot", "edit", "new_ballot", "record", "roll"]

FORMS = ["GET", "HEAD", "POST"]
PAPERS_SHOWN = 500
ROLL_SHOWN = 500
"""The whole of either is in a file beside it: a page of ten thousand rows is read by nobody."""


@require_safe
@guarded("governance.see")
def ballot(request: HttpRequest, code: str) -> HttpResponse:
    sight = queries.sight_of(request.user)
    return page_of(request, sight, queries.ballot_for(sight, code))


def page_of(
    request: HttpRequest, sight: queries.Sight, found: Ballot, order: OrderForm | None = None
) -> HttpResponse:
    """A ballot; with the chair's order as it was sent, where it does not hold."""
    within = queries.inside(sight, found.body)
    sheet = MarkSheet.objects.filter(pk=found.pk).first()
    related = queries.ballots_for(sight, found.body)
    context: dict[str, Any] = {
        "ballot": found,
        "rights": rights_of(request.user, found) if found.state == Ballot.State.OPEN else [],
        "is_over": timezone.now() > found.definition.closes,
        "cast": sheet.number if sheet else 0,
        "amends": related.filter(amendments=found).first() if found.amends_id else None,
        "amendments": related.filter(amends=found),
        "inside": within,
        "roll": roll_shown(found, sheet) if within and sheet else [],
        "roll_shown": ROLL_SHOWN,
        "may_keep": may(request.user, "governance.keep", found),
    }
    if found.state == Ballot.State.TIED and is_chair(request.user, found):
        context["order"] = order or OrderForm(equals_of(found))
    return shown(
        request, "governance/ballot.html", context | rules_of(found) | result_of(found, within=within)
    )


def rules_of(ballot: Ballot) -> dict[str, Any]:
    definition = ballot.definition
    return {
        "asked": definition,
        "options": [answer(definition, code) for code in definition.codes],
        "method": METHODS[definition.method],
        "majority": majority_in_words(definition.majority) if definition.majority else "",
        "quorum": share_in_words(definition.quorum) if definition.quorum else "",
        "tie": TIES[definition.tie],
    }


def result_of(ballot: Ballot, *, within: bool) -> dict[str, Any]:
    """The result in words, and the papers: of an open ballot, its members' names are in the roll."""
    if not ballot.is_settled:
        return {}
    kept = json.loads(ballot.record.text)
    definition = ballot.definition
    names = (
        {entry.number: entry.name for entry in ballot.roll.all()} if within and not definition.secret else {}
    )
    papers = [VotingPaper.read(line) for line in kept["papers"][:PAPERS_SHOWN]]
    shows_papers = definition.secret or within
    return {
        "headline": headline(definition, kept["outcome"]),
        "steps": steps_in_words(definition, kept["outcome"]),
        "record": kept,
        "record_hash": ballot.record.hash,
        "papers": [
            (
                grouped(paper.code),
                [answer(definition, code) for code in paper.vote],
                names.get(paper.voter or 0, ""),
            )
            for paper in (papers if shows_papers else [])
        ],
    }


def roll_shown(ballot: Ballot, sheet: MarkSheet) -> list[tuple[Any, bool]]:
    voted = set(sheet.voted)
    return [(entry, entry.number in voted) for entry in ballot.roll.all()[:ROLL_SHOWN]]


def equals_of(ballot: Ballot) -> list[tuple[str, str]]:
    evidence = evidence_of(ballot, MarkSheet.objects.get(pk=ballot.pk), timezone.now())
    return [(code, answer(ballot.definition, code)) for code in evidence.outcome().undecided]


@require_http_methods(FORMS)
@of_body("governance.keep")
def new_ballot(request: HttpRequest, body: Body) -> HttpResponse:
    asked = request.GET.get("meeting", "")
    meeting = get_object_or_404(Meeting, code=asked, body=body) if asked else None
    now = timezone.localtime()
    initial = {"zone": meeting.zone if meeting else "UTC", "opens": f"{now:%Y-%m-%dT%H:%M}"}
    form = BallotForm(body, meeting, request.POST or None, initial=initial)
    made: list[Ballot] = []

    def draft() -> None:
        given = form.cleaned_data
        made.append(
            actions.draft_ballot(
                actor=signed_in(request),
                body=body,
                code=given["code"],
                definition=definition_of(form.definition()),
                meeting=meeting,
                item=given.get("item"),
                amends=given["amends"],
            )
        )

    if request.method == "POST" and attempt(form, draft):
        messages.success(request, gettext("The ballot is drafted; nobody can vote before it is opened."))
        return redirect(made[0])
    return shown(request, "governance/ballot_form.html", {"body": body, "meeting": meeting, "form": form})


@require_http_methods(FORMS)
@of_ballot("governance.keep")
def edit(request: HttpRequest, ballot: Ballot) -> HttpResponse:
    form = BallotForm(
        ballot.body, None, request.POST or None, initial=as_typed(ballot), held=ballot.definition
    )
    del form.fields["code"], form.fields["amends"]

    def change() -> None:
        actions.change_ballot(
            actor=signed_in(request), ballot=ballot, definition=definition_of(form.definition())
        )

    if request.method == "POST" and attempt(form, change):
        messages.success(request, gettext("Saved."))
        return redirect(ballot)
    return shown(
        request, "governance/ballot_form.html", {"body": ballot.body, "ballot": ballot, "form": form}
    )


def as_typed(ballot: Ballot) -> dict[str, Any]:
    """A definition as the form asks for it."""
    asked = ballot.definition
    zone = ZoneInfo(asked.zone)
    return asked.model_dump(mode="json") | {
        "options": "\n".join(option.title for option in asked.options),
        "opens": typed_moment(asked.opens.astimezone(zone)),
        "closes": typed_moment(asked.closes.astimezone(zone)),
    }


def typed_moment(moment: datetime) -> str:
    """As the field takes it; with seconds where there are any, or saving would cut them off."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}".removesuffix(":00")


@require_POST
@of_ballot("governance.read_inside")
def act(request: HttpRequest, ballot: Ballot) -> HttpResponse:
    """Open, close, publish, withdraw, or say between equals; the actions decide who may."""
    actor = signed_in(request)
    match request.POST.get("act", ""):
        case "open":
            changed = actions.open_ballot(actor=actor, ballot=ballot)
        case "close":
            changed = actions.close_ballot(actor=actor, ballot=ballot)
        case "publish":
            changed = actions.publish_result(actor=actor, ballot=ballot)
        case "withdraw":
            changed = actions.withdraw_ballot(actor=actor, ballot=ballot, why=request.POST.get("why", ""))
        case "decide":
            form = OrderForm(equals_of(ballot) if ballot.state == Ballot.State.TIED else [], request.POST)
            if not form.is_valid() and is_chair(actor, ballot):
                return page_of(request, queries.sight_of(actor), ballot, form)
            changed = actions.break_tie(actor=actor, ballot=ballot, order=form.order())
        case _:
            raise NotFoundError(gettext("A ballot is opened, closed, published or withdrawn."))
    messages.success(
        request, gettext("The ballot is now: %(state)s.") % {"state": changed.get_state_display()}
    )
    return redirect(ballot)


@require_safe
@guarded("governance.see")
def record(request: HttpRequest, code: str) -> HttpResponse:
    """The file from which anybody can count again."""
    text = record_text(request.user, queries.ballot_for(request.user, code))
    return download(text, f"{code}.json")


@require_safe
@of_ballot("governance.read_inside")
def roll(_request: HttpRequest, ballot: Ballot) -> HttpResponse:
    """Who could vote and who has: for the body alone."""
    return download(roll_text(ballot), f"{ballot.code}-roll.json")


def download(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
