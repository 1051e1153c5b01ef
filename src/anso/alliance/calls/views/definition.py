"""The editor of what a call asks and does: a part a page, structure, files, dates, preview, versions.

Each save of a draft call makes a version at once. For a published call the changes are shown first, with what they
would strand; the officer says why, and applicants are told.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anso.alliance.calls import actions
from anso.alliance.calls.actions.calls import stranded_by
from anso.alliance.calls.definition import Definition, changes, read_definition
from anso.alliance.calls.definition_files import TYPES, as_file, read_file
from anso.alliance.calls.forms.applying import questions
from anso.alliance.calls.forms.definition import (
    added,
    children_of,
    inputs_of,
    moved,
    place_of,
    read_part,
    removed,
    replaced,
    where_in_words,
)
from anso.alliance.calls.forms.keeping import DatesForm
from anso.alliance.calls.models import Call
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.views.own import signed_in
from anso.alliance.calls.views.pool import of_call
from anso.alliance.governance.views.common import attempt, shown
from anso.errors import AnsoError, InvalidInputError, NotFoundError, Problem

__all__ = ["dates", "definition", "download", "part", "preview", "restructure", "upload", "version"]

FORMS = ["GET", "HEAD", "POST"]
LARGEST_FILE = 2_000_000
CHANGES_SHOWN = 100


@require_safe
@of_call("calls.keep_call")
def definition(request: HttpRequest, call: Call) -> HttpResponse:
    """All parts, dates, versions and files of what a call asks and does."""
    content = call.current.definition_json
    context = {
        "call": call,
        "basics": place_of(content, ""),
        "lists": children_of(place_of(content, "")),
        "versions": call.versions.select_related("made_by").order_by("-number"),
        "closed": call.state in (Call.State.CLOSED, Call.State.CANCELLED),
    }
    return render(request, "calls/desk/definition.html", context)


@require_http_methods(FORMS)
@of_call("calls.keep_call")
def part(request: HttpRequest, call: Call, where: str = "") -> HttpResponse:
    """One part: its texts in four languages, its bounds and rules, and the parts within it."""
    content = call.current.definition_json
    place = place_of(content, where)
    problems: list[Problem] = []
    told: dict[str, Any] = {}
    if request.method == "POST":
        sent = read_part(place, request.POST.dict())
        edited = replaced(content, place.path, sent)
        if "more" not in request.POST:
            outcome = tried(request, call, edited)
            if isinstance(outcome, HttpResponse):
                return outcome
            told, problems = outcome, outcome["problems"]
        place = replace(place, content=sent)
    spare = 8 if "more" in request.POST else 2
    context = {
        "call": call,
        "place": place,
        "inputs": inputs_of(place, problems, spare),
        "lists": children_of(place_of(content, where)),
        "problems": [(one.message, *where_in_words(content, one.where)) for one in problems],
        "version": call.current.number,
        "is_published": call.state == Call.State.PUBLISHED,
        "note": request.POST.get("note", ""),
        "changes": told.get("changes", []),
        "stranded": told.get("stranded", []),
    }
    return shown(request, "calls/desk/part.html", context)


def tried(request: HttpRequest, call: Call, edited: Mapping[str, Any]) -> HttpResponse | dict[str, Any]:
    """A new version if it holds and was confirmed; else what is wrong with it, or what it would change."""
    note = request.POST.get("note", "").strip()
    told: dict[str, Any] = {"problems": [], "changes": [], "stranded": []}
    if request.POST.get("version", str(call.current.number)) != str(call.current.number):
        message = gettext(
            "The call was revised in the meantime; look at what you wrote again, and save it once more."
        )
        return told | {"problems": [Problem("", message)]}
    try:
        after = read_definition(edited)
        if after == call.definition:
            messages.info(request, gettext("Nothing was changed."))
            return redirect("calls:definition", code=call.code)
        told |= {
            "changes": changes(call.definition, after)[:CHANGES_SHOWN],
            "stranded": stranded_by(call, after),
        }
        if call.state == Call.State.PUBLISHED and (not note or "confirm" not in request.POST):
            return told
        actions.revise_call(actor=signed_in(request), call=call, definition=edited, note=note)
    except InvalidInputError as error:
        return told | {"problems": list(error.problems)}
    except AnsoError as error:
        return told | {"problems": [Problem("", str(error))]}
    messages.success(request, gettext("Saved as version %(n)d.") % {"n": call.current.number})
    return redirect(page_of(call, request.POST.get("holder", "")))


@require_POST
@of_call("calls.keep_call")
def restructure(request: HttpRequest, call: Call) -> HttpResponse:
    """Put a part in, take one out, or move it."""
    content, post = call.current.definition_json, request.POST
    holder, name, key, act = (post.get(one, "") for one in ("holder", "name", "key", "act"))
    try:
        edited = rearranged(content, holder, name, key, act)
    except NotFoundError:
        raise
    except AnsoError as error:
        messages.error(request, str(error))
        return redirect(page_of(call, holder))
    outcome = tried(request, call, edited)
    return outcome if isinstance(outcome, HttpResponse) else confirm(request, call, outcome, edited)


def rearranged(content: Mapping[str, Any], holder: str, name: str, key: str, act: str) -> dict[str, Any]:
    match act:
        case "add":
            return added(content, holder, name, key)
        case "remove":
            return removed(content, holder, name, key)
        case "earlier" | "later":
            return moved(content, holder, name, key, -1 if act == "earlier" else 1)
        case _:
            raise NotFoundError(gettext("There is no such change of a definition."))


def page_of(call: Call, path: str) -> str:
    return (
        reverse("calls:definition-part", args=[call.code, path])
        if path
        else reverse("calls:definition", args=[call.code])
    )


def confirm(
    request: HttpRequest, call: Call, told: Mapping[str, Any], edited: Mapping[str, Any]
) -> HttpResponse:
    """What a change would do, before it is made; or why it cannot be."""
    context = {
        "call": call,
        "content": json.dumps(edited, ensure_ascii=False),
        "version": call.current.number,
        "note": request.POST.get("note", ""),
        "is_published": call.state == Call.State.PUBLISHED,
        **told,
        "problems": [
            (one.message, one.where, *where_in_words(edited, one.where)) for one in told["problems"]
        ],
    }
    return shown(request, "calls/desk/confirm.html", context)


@require_POST
@of_call("calls.keep_call")
def upload(request: HttpRequest, call: Call) -> HttpResponse:
    """A whole definition as YAML or JSON, from a file or as it was confirmed."""
    file = request.FILES.get("file")
    try:
        if file is not None and (file.size or 0) > LARGEST_FILE:
            raise InvalidInputError(
                [Problem("file", gettext("The file is larger than a definition can be."))]
            )
        edited = read_file(file.read() if file is not None else request.POST.get("content", "").encode())
    except AnsoError as error:
        messages.error(request, str(error))
        return redirect("calls:definition", code=call.code)
    outcome = tried(request, call, edited)
    return outcome if isinstance(outcome, HttpResponse) else confirm(request, call, outcome, edited)


@require_safe
@of_call("calls.keep_call")
def download(_request: HttpRequest, call: Call, kind: str) -> HttpResponse:
    if kind not in TYPES:
        raise NotFoundError(gettext("A definition is taken away as yaml or json."))
    response = HttpResponse(as_file(call.current.definition_json, kind), content_type=TYPES[kind])
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{call.code}-v{call.current.number}.{kind}"'
    )
    return response


@require_http_methods(FORMS)
@of_call("calls.keep_call")
def dates(request: HttpRequest, call: Call) -> HttpResponse:
    """When it opens and ends, by the clock of its zone."""
    held = call.current
    clock = "%Y-%m-%dT%H:%M:%S"
    initial = {
        "zone": held.zone,
        "opens_at": held.opens_at.astimezone(held.tz).strftime(clock),
        "deadline": held.deadline.astimezone(held.tz).strftime(clock) if held.deadline else "",
    }
    form = DatesForm(request.POST or None, initial=initial)
    if request.method == "POST" and attempt(form, lambda: move(request, call, form)):
        messages.success(request, gettext("Saved as version %(n)d.") % {"n": call.current.number})
        return redirect("calls:definition", code=call.code)
    context = {
        "call": call,
        "form": form,
        "is_published": call.state == Call.State.PUBLISHED,
        "note": request.POST.get("note", ""),
    }
    return shown(request, "calls/desk/dates.html", context)


def move(request: HttpRequest, call: Call, form: DatesForm) -> None:
    given = form.cleaned_data
    if given["deadline"] is None and call.current.deadline is not None:
        raise InvalidInputError(
            [Problem("deadline", gettext("A call with a deadline keeps one; give another."))]
        )
    actions.revise_call(
        actor=signed_in(request), call=call, opens_at=given["opens_at"], deadline=given["deadline"],
        zone=given["zone"], note=request.POST.get("note", ""),
    )  # fmt: skip


@require_safe
@of_call("calls.keep_call")
def preview(request: HttpRequest, call: Call) -> HttpResponse:
    """The form as an applicant sees it; nothing can be sent."""
    found = call.definition
    sections = [
        (
            said_now(one.title),
            said_now(one.help) if one.help else "",
            questions(found, one, every_answer(found)),
        )
        for one in found.sections
    ]
    return render(request, "calls/desk/preview.html", {"call": call, "sections": sections})


def every_answer(found: Definition) -> dict[str, Any]:
    """Answers by which each question is asked that depends on another."""
    return {other: values for one in found.fields for other, values in one.when.items() if values}


@require_safe
@of_call("calls.keep_call")
def version(request: HttpRequest, call: Call, number: int) -> HttpResponse:
    """One version, and what it changed."""
    found = call.versions.select_related("made_by").filter(number=number).first()
    if found is None:
        raise NotFoundError(gettext("There is no such version."))
    before = call.versions.filter(number=number - 1).first()
    told = changes(before.definition, found.definition)[:CHANGES_SHOWN] if before else []
    return render(
        request,
        "calls/desk/version.html",
        {"call": call, "version": found, "before": before, "changes": told},
    )
