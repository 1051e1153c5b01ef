"""Pages of applicants: my applications, the form section by section, autosave, preview."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anso.alliance.calls import actions
from anso.alliance.calls.arrival import arrival_of
from anso.alliance.calls.definition import FieldKind, Section
from anso.alliance.calls.forms.applying import Sent, answer_words, questions, read_sent
from anso.alliance.calls.forms.applying.names import file_name
from anso.alliance.calls.models import Application, Call
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.queries.applying import (
    changes_told,
    fields_once_asked,
    my_applications,
    progress,
    read_by_reviewers,
    review_stages,
)
from anso.alliance.calls.queries.drafts import Ineligible, answers_asked, ineligible, missing
from anso.alliance.calls.queries.sight import calls_for
from anso.alliance.calls.views.own import of_own, signed_in
from anso.alliance.calls.words.moments import in_both_zones
from anso.alliance.files import source_of
from anso.alliance.people.rules import may
from anso.alliance.uploads import refused_files
from anso.errors import AnsoError, InvalidInputError, NotFoundError, Problem

__all__ = ["application", "applications", "autosave", "follow", "preview", "section", "start"]

State = Application.State


@require_safe
@never_cache
@login_required
def applications(request: HttpRequest) -> HttpResponse:
    found = list(my_applications(request.user))
    rows = [
        {
            "application": one,
            "deadline": in_both_zones(one.call.current.deadline, one.call.current.zone)
            if one.call.current.deadline
            else (),
            "part": one.own_parts[0] if one.own_parts else None,  # type: ignore[attr-defined]  # prefetched
        }
        for one in found
    ]
    return render(request, "calls/applying/applications.html", {"rows": rows})


@require_POST
@login_required
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a draft, or go on with the one that is there."""
    moment = arrival_of(request)
    call = calls_for(request.user).filter(code=code).exclude(state=Call.State.DRAFT).first()
    if call is None:
        raise NotFoundError(gettext("There is no call %(code)s.") % {"code": code})
    draft = actions.start_application(actor=signed_in(request), call=call, received_at=moment)
    return redirect(draft)


@require_safe
@of_own("calls.read_own")
def application(request: HttpRequest, found: Application) -> HttpResponse:
    return render(request, "calls/applying/application.html", overview(request, found))


def overview(request: HttpRequest, found: Application) -> dict[str, Any]:
    """The first page of an application: where it stands and what comes next."""
    is_draft = found.state == State.DRAFT
    definition = found.call.definition if is_draft else found.version.definition
    files = list(found.attachments.all())
    problems = missing(definition, found, found.answers) if is_draft else []
    rules = list(ineligible(definition, found.answers)) if is_draft else []
    sections = progress(definition, found.answers, files, problems)
    gone = fields_once_asked(found)
    return {
        "application": found,
        "call": found.call,
        "is_draft": is_draft,
        "is_open": found.call.takes(arrival_of(request)),
        "sections": sections,
        "needed": sum(part.needed for part in sections),
        "done": sum(part.done for part in sections),
        "left": sum(len(part.problems) for part in sections),
        "rules": rules_with_sections(definition.sections, rules),
        "changes": changes_told(found.version.definition, definition) if changed(found) else [],
        "was_changed": changed(found),
        "gone": [(said_now(one.label), answer_words(one, found.answers[code])) for code, one in gone.items()],
        "participants": list(found.participants.select_related("person")),
        "takes_others": definition.co_applicants > 0,
        "references": list(found.references.exclude(state="void")),
        "submissions": list(found.submissions.order_by("-number")),
        "may_write": is_draft and may(request.user, "calls.write_application", found).allowed,
        "may_submit": may(request.user, "calls.submit_application", found).allowed,
        "deadline": in_both_zones(found.call.current.deadline, found.call.current.zone)
        if found.call.current.deadline
        else (),
    }


def changed(found: Application) -> bool:
    return found.state == State.DRAFT and found.version_id != found.call.version_id


def rules_with_sections(sections: tuple[Section, ...], rules: list[Ineligible]) -> list[tuple[str, str, str]]:
    """Reason, and the section and field that it leads to."""
    where = {one.code: section.code for section in sections for one in section.fields}
    return [(rule.reason, where[rule.fields[0]], rule.fields[0]) for rule in rules]


@require_POST
@of_own("calls.write_application")
def follow(request: HttpRequest, found: Application) -> HttpResponse:
    """Say that one has seen what changed in the call."""
    actions.follow_version(actor=signed_in(request), application=found)
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
@of_own("calls.read_own")
def section(request: HttpRequest, found: Application, code: str) -> HttpResponse:
    asked = section_called(found, code)
    if request.method != "POST":
        return form_page(request, found, asked)
    sent = read_sent(request, asked.fields)
    problems = take_files(request, found, asked)
    try:
        actions.save_answers(
            actor=signed_in(request), application=found, answers=sent.answers, revision=sent.revision
        )
    except actions.OvertakenError as error:
        found.refresh_from_db()
        return form_page(request, found, asked, sent=sent, problems=problems, overtaken=str(error))
    if problems or sent.button in ("add", "remove"):
        found.refresh_from_db()
        return form_page(request, found, asked, sent=sent, problems=problems, is_saved=True)
    if sent.button == "next":
        after = section_after(found, asked)
        return redirect("calls:section", pk=found.pk, code=after) if after else redirect(found)
    messages.success(request, gettext("Saved."))
    return redirect("calls:section", pk=found.pk, code=code)


def section_called(found: Application, code: str) -> Section:
    definition = found.call.definition if found.state == State.DRAFT else found.version.definition
    for one in definition.sections:
        if one.code == code:
            return one
    raise NotFoundError(gettext("There is no such section of the form."))


def section_after(found: Application, asked: Section) -> str:
    codes = [one.code for one in found.call.definition.sections]
    place = codes.index(asked.code) + 1
    return codes[place] if place < len(codes) else ""


def take_files(request: HttpRequest, found: Application, asked: Section) -> list[Problem]:
    """Keep the files that came with the page; what is wrong with one keeps neither the others nor the answers away."""
    refused = refused_files(request)
    problems = []
    for one in asked.fields:
        name = file_name(one.code)
        if one.kind != FieldKind.FILE:
            continue
        if name in refused:
            problems.append(Problem(one.code, refused[name]))
        for upload in request.FILES.getlist(name):
            try:
                actions.add_attachment(
                    actor=signed_in(request),
                    application=found,
                    field=one.code,
                    name=upload.name or "",
                    source=source_of(upload),
                )
            except InvalidInputError as error:
                problems += error.problems
    return problems


def form_page(
    request: HttpRequest,
    found: Application,
    asked: Section,
    *,
    sent: Sent | None = None,
    problems: list[Problem] | None = None,
    overtaken: str = "",
    is_saved: bool = False,
) -> HttpResponse:
    """The page of a section: as it is saved, or as it was sent where the two differ."""
    is_draft = found.state == State.DRAFT
    definition = found.call.definition if is_draft else found.version.definition
    answers = {**found.answers, **(sent.answers if sent and overtaken else {})}
    # What is missing is said once the form has been begun: a fresh page is not a page full of faults.
    wrong = missing(definition, found, answers) if found.revision else []
    spare = {sent.subject: rows_shown(found, sent.subject)} if sent and sent.button == "add" else {}
    shown = questions(
        definition,
        asked,
        answers,
        problems=[*(problems or []), *wrong],
        ineligible=list(ineligible(definition, answers)),
        files=found.attachments.all(),
        elsewhere=found.answers if overtaken else None,
        spare=spare,
    )
    codes = [one.code for one in definition.sections]
    context = {
        "application": found,
        "call": found.call,
        "section": asked,
        "title": said_now(asked.title),
        "help": said_now(asked.help) if asked.help else "",
        "questions": shown,
        "revision": found.revision,
        "overtaken": overtaken,
        "is_saved": is_saved,
        "invalid": [one for one in shown if one.errors or any(c.errors for r in one.rows for c in r.cells)],
        "steps": [(one.code, said_now(one.title), one.code == asked.code) for one in definition.sections],
        "place": codes.index(asked.code) + 1,
        "following": section_after(found, asked) if is_draft else "",
        "was_changed": changed(found),
        "may_write": is_draft and may(request.user, "calls.write_application", found).allowed,
        "takes_files": any(one.kind == FieldKind.FILE for one in asked.fields),
        "deadline": in_both_zones(found.call.current.deadline, found.call.current.zone)
        if found.call.current.deadline
        else (),
    }
    status = 409 if overtaken else 422 if problems else 200
    return render(request, "calls/applying/section.html", context, status=status)


def rows_shown(found: Application, code: str) -> int:
    kept = found.answers.get(code)
    return 1 if isinstance(kept, list) else 0


@require_POST
@of_own("calls.write_application")
def autosave(request: HttpRequest, found: Application, code: str) -> HttpResponse:
    """Save what the page holds, as its script sends it now and then: the same inputs as the form's, without files."""
    asked = section_called(found, code)
    sent = read_sent(request, asked.fields)
    try:
        saved = actions.save_answers(
            actor=signed_in(request), application=found, answers=sent.answers, revision=sent.revision
        )
    except actions.OvertakenError as error:
        return JsonResponse({"error": str(error)}, status=409)
    except AnsoError as error:
        return JsonResponse({"error": str(error)}, status=422)
    here = {one.code for one in asked.fields}
    told = {
        "revision": saved.revision,
        "ineligible": [
            {"field": one, "reason": rule.reason}
            for rule in saved.rules
            for one in rule.fields
            if one in here
        ],
    }
    return JsonResponse(told)


@require_safe
@of_own("calls.read_own")
def preview(request: HttpRequest, found: Application) -> HttpResponse:
    """What reviewers will read, stage by stage."""
    definition = found.call.definition if found.state == State.DRAFT else found.version.definition
    stages = review_stages(definition)
    chosen = next(
        (one for one in stages if one.code == request.GET.get("stage")), stages[0] if stages else None
    )
    answers = answers_asked(definition, found.answers)
    files = list(found.attachments.all())
    shown = [
        (
            said_now(part.title),
            [
                (
                    said_now(one.label),
                    answer_words(one, answers.get(one.code)),
                    [f for f in files if f.field == one.code],
                )
                for one in fields
            ],
        )
        for part, fields in (read_by_reviewers(definition, answers, chosen) if chosen else [])
    ]
    context = {
        "application": found,
        "call": found.call,
        "shown": shown,
        "chosen": chosen,
        "stages": [(one.code, said_now(one.title), one == chosen) for one in stages],
        "address": reverse("calls:preview", kwargs={"pk": found.pk}),
    }
    return render(request, "calls/applying/preview.html", context)
