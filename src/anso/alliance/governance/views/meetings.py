"""Pages of meetings: one meeting with its agenda and quorum, planning, papers, attendance, its calendar entry."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anso.alliance import files
from anso.alliance.governance import actions, queries
from anso.alliance.governance.attendance import presence
from anso.alliance.governance.calendars import calendar_entry
from anso.alliance.governance.forms import ArrivalForm, ItemForm, MeetingForm, PaperForm
from anso.alliance.governance.models import AgendaItem, Attendance, Body, Meeting, Paper, Term
from anso.alliance.governance.rules import APPROVERS, in_person
from anso.alliance.governance.views.common import attempt, of_body, of_meeting, shown, signed_in
from anso.alliance.network.models import Institution
from anso.alliance.network.queries import members_with_a_voice
from anso.alliance.people.rules import guarded, may
from anso.alliance.uploads import refused_files
from anso.errors import NotFoundError

__all__ = [
    "act",
    "agenda",
    "arrange",
    "attendance",
    "calendar",
    "edit",
    "leave",
    "meeting",
    "new_meeting",
    "paper",
    "paper_file",
    "remove_paper",
]

FORMS = ["GET", "HEAD", "POST"]
ACTS = {
    "convene": actions.convene_meeting,
    "close": actions.close_meeting,
    "cancel": actions.cancel_meeting,
}


@require_safe
@guarded("governance.see")
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.meeting_for(request.user, code)
    sight = queries.sight_of(request.user)
    within = queries.inside(sight, found.body)
    attendances = list(found.attendances.select_related("term__institution", "institution"))
    return render(
        request,
        "governance/meeting.html",
        {
            "meeting": found,
            "when": queries.when(found),
            "agenda": queries.agenda_for(sight, found),
            "other_ballots": queries.ballots_for(sight, found.body).filter(meeting=found, item=None),
            "other_resolutions": queries.resolutions_for(sight, found.body).filter(meeting=found, item=None),
            "minutes": queries.minutes_for(sight, found),
            "presence": presence(found) if within and found.state == Meeting.State.CONVENED else None,
            "attendances": attendances if within else [],
            "came": len({came.seat for came in attendances if came.seat}),
            "inside": within,
            "may_keep": may(request.user, "governance.keep", found),
            "may_approve": in_person(request.user, APPROVERS, found),
        },
    )


@require_http_methods(FORMS)
@of_body("governance.keep")
def new_meeting(request: HttpRequest, body: Body) -> HttpResponse:
    form = MeetingForm(request.POST or None)
    made: list[Meeting] = []
    if request.method == "POST" and attempt(
        form, lambda: made.append(actions.plan_meeting(actor=signed_in(request), body=body, **form.said()))
    ):
        messages.success(
            request, gettext("The meeting is planned; put items on its agenda, then convene it.")
        )
        return redirect("governance:agenda", code=made[0].code)
    return shown(request, "governance/meeting_form.html", {"body": body, "form": form})


@require_http_methods(FORMS)
@of_meeting("governance.keep")
def edit(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = MeetingForm(request.POST or None, instance=meeting)
    if request.method == "POST" and attempt(
        form,
        lambda: actions.change_meeting(
            actor=signed_in(request),
            meeting=Meeting.objects.select_related("body").get(pk=meeting.pk),
            **form.said(),
        ),
    ):
        messages.success(request, gettext("Saved."))
        return redirect(meeting)
    return shown(
        request, "governance/meeting_form.html", {"body": meeting.body, "meeting": meeting, "form": form}
    )


@require_http_methods(FORMS)
@of_meeting("governance.keep")
def agenda(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Items and papers: two forms on one page, told apart by what the button is called."""
    adds_paper = request.POST.get("add") == "paper"
    item_form = ItemForm(None if adds_paper else request.POST or None, prefix="item")
    refused = refused_files(request).get("paper-file", "")
    given = (request.POST, request.FILES) if adds_paper else ()
    paper_form = PaperForm(meeting, refused, *given, prefix="paper")
    actor = signed_in(request)
    if request.method == "POST":
        done = (
            attempt(paper_form, lambda: actions.add_paper(actor=actor, **paper_form.said()))
            if adds_paper
            else attempt(
                item_form, lambda: actions.add_item(actor=actor, meeting=meeting, **item_form.cleaned_data)
            )
        )
        if done:
            messages.success(
                request, gettext("The paper was added.") if adds_paper else gettext("The item was added.")
            )
            return redirect("governance:agenda", code=meeting.code)
    context = {
        "meeting": meeting,
        "item_form": item_form,
        "paper_form": paper_form,
        "agenda": queries.agenda_for(request.user, meeting),
    }
    return shown(request, "governance/agenda.html", context)


@require_POST
@of_meeting("governance.keep")
def arrange(request: HttpRequest, meeting: Meeting, item_id: int) -> HttpResponse:
    """Move an item, or take it off."""
    item = get_object_or_404(AgendaItem.objects.select_related("meeting__body"), pk=item_id, meeting=meeting)
    match request.POST.get("move", ""):
        case "up":
            actions.move_item(actor=signed_in(request), item=item, to=item.position - 1)
        case "down":
            actions.move_item(actor=signed_in(request), item=item, to=item.position + 1)
        case "off":
            actions.remove_item(actor=signed_in(request), item=item)
    return redirect("governance:agenda", code=meeting.code)


@require_POST
@of_meeting("governance.keep")
def act(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Convene, close or cancel."""
    verb = request.POST.get("act", "")
    if verb not in ACTS:
        raise NotFoundError(gettext("A meeting is convened, closed or cancelled."))
    changed = ACTS[verb](actor=signed_in(request), meeting=meeting)
    messages.success(
        request, gettext("The meeting is now: %(state)s.") % {"state": changed.get_state_display()}
    )
    return redirect(meeting)


@require_http_methods(FORMS)
@of_meeting("governance.keep")
def attendance(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = ArrivalForm(seats_of_meeting(meeting), request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda: actions.record_arrival(
            actor=signed_in(request),
            meeting=meeting,
            mode=form.cleaned_data["mode"],
            name=form.cleaned_data["name"],
            **seat_chosen(form.cleaned_data["seat"]),
        ),
    ):
        return redirect("governance:attendance", code=meeting.code)
    context = {
        "meeting": meeting,
        "form": form,
        "presence": presence(meeting),
        "attendances": meeting.attendances.select_related("term__institution", "institution"),
    }
    return shown(request, "governance/attendance.html", context)


def seats_of_meeting(meeting: Meeting) -> list[tuple[str, str]]:
    """The seats one may come for: terms of the body, or all members."""
    found = [
        (f"term:{term.pk}", f"{term.holder} ({term.get_office_display()})")
        for term in queries.seated(meeting.body)
    ]
    if meeting.body.of_all_members:
        found += [
            (f"institution:{held.institution_id}", held.institution.full_name)
            for held in members_with_a_voice()
        ]
    return found


def seat_chosen(value: str) -> dict[str, Any]:
    kind, _colon, number = value.partition(":")
    match kind:
        case "term":
            return {"term": Term.objects.select_related("body", "institution").get(pk=number)}
        case "institution":
            return {"institution": Institution.objects.get(pk=number)}
        case _:
            return {}


@require_POST
@of_meeting("governance.keep")
def leave(request: HttpRequest, meeting: Meeting, attendance_id: int) -> HttpResponse:
    found = get_object_or_404(
        Attendance.objects.select_related("meeting__body"), pk=attendance_id, meeting=meeting
    )
    actions.record_departure(actor=signed_in(request), attendance=found)
    return redirect("governance:attendance", code=meeting.code)


@require_safe
@guarded("governance.see")
def paper(request: HttpRequest, number: int) -> HttpResponse:
    found = queries.paper_for(request.user, number)
    return render(request, "governance/paper.html", {"paper": found, "meeting": found.item.meeting})


@require_safe
@guarded("governance.see")  # type: ignore[arg-type]  # a file is streamed, which is no other response
def paper_file(request: HttpRequest, number: int) -> FileResponse:
    """The very bytes that were given, to be saved."""
    found = queries.paper_with_file(request.user, number)
    return files.attachment(found.sha256, found.file_name, found.media_type)


@require_POST
@of_meeting("governance.keep")
def remove_paper(request: HttpRequest, meeting: Meeting, number: int) -> HttpResponse:
    found = get_object_or_404(
        Paper.objects.select_related("item__meeting__body"), pk=number, item__meeting=meeting
    )
    actions.remove_paper(actor=signed_in(request), paper=found)
    messages.success(request, gettext("The paper was taken back."))
    return redirect("governance:agenda", code=meeting.code)


@require_safe
@guarded("governance.see")
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    found = queries.meeting_for(request.user, code)
    shows_link = queries.inside(request.user, found.body)
    text = calendar_entry(found, request.build_absolute_uri(found.get_absolute_url()), with_link=shows_link)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.code}.ics"'
    return response
