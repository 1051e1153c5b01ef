"""What everybody sees: the calls, programmes, one call with its eligibility check, and deadlines for calendars."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from anso.alliance.calls.calendars import deadlines
from anso.alliance.calls.definition import Definition, Section, Verdict, cleaned
from anso.alliance.calls.eligibility_check import fields_of_rules, judged
from anso.alliance.calls.forms.applying import questions, read_sent
from anso.alliance.calls.queries.public import (
    Phase,
    figures,
    listed_programmes,
    public_call,
    public_calls,
    public_programme,
    shown_call,
    shown_calls,
)
from anso.alliance.calls.queries.sight import programmes_kept
from anso.alliance.calls.words.judging import quotas_in_words, stages_in_words
from anso.alliance.people.rules import guarded, may

__all__ = ["calendar", "call", "call_list", "check", "programme"]

PAST = (Phase.JUDGED, Phase.CLOSED, Phase.CANCELLED)


@require_safe
@guarded("calls.see")
def call_list(request: HttpRequest) -> HttpResponse:
    """Open now, to come, past; and the programmes they belong to."""
    shown = shown_calls(public_calls(request.user), timezone.now())
    return render(
        request,
        "calls/public/list.html",
        {
            "open_now": [one for one in shown if one.phase == Phase.OPEN],
            "coming": [one for one in shown if one.phase == Phase.COMING],
            "past": [one for one in shown if one.phase in PAST],
            "programmes": listed_programmes(),
            "keeps": request.user.is_authenticated and programmes_kept(request.user).exists(),
        },
    )


@require_safe
@guarded("calls.see")
def programme(request: HttpRequest, code: str) -> HttpResponse:
    found = public_programme(code)
    shown = shown_calls(public_calls(request.user).filter(programme=found), timezone.now())
    return render(request, "calls/public/programme.html", {"programme": found, "calls": shown})


@require_safe
@guarded("calls.see")
def calendar(request: HttpRequest) -> HttpResponse:
    """Deadlines of all published calls."""
    found = [(one, request.build_absolute_uri(one.get_absolute_url())) for one in public_calls(request.user)]
    response = HttpResponse(deadlines(found), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="calls.ics"'
    return response


@require_safe
@guarded("calls.see")
def call(request: HttpRequest, code: str) -> HttpResponse:
    """One call: what it is for, who may apply, what is asked, how it is judged, when."""
    found = public_call(request.user, code)
    definition = found.definition
    return render(
        request,
        "calls/public/call.html",
        {
            "shown": shown_call(found, timezone.now()),
            "call": found,
            "definition": definition,
            "rules": definition.eligibility,
            "may_check": bool(definition.eligibility),
            "stages": stages_in_words(definition),
            "quotas": quotas_in_words(definition),
            "figures": figures(found),
            "keeps": may(request.user, "calls.keep_call", found).allowed,
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@guarded("calls.see")
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Might I apply? Answers are judged at once and kept nowhere."""
    found = public_call(request.user, code)
    section = section_of_rules(found.definition)
    was_sent = section is not None and request.method == "POST"
    fields = section.fields if section else ()
    answers = cleaned(found.definition, read_sent(request, fields).answers) if was_sent else {}
    said = judged(found.definition, answers) if was_sent else []
    return render(
        request,
        "calls/public/check.html",
        {
            "call": found,
            "shown": shown_call(found, timezone.now()),
            "questions": questions(found.definition, section, answers) if section else [],
            "said": said,
            "outcome": outcome([one.verdict for one in said]) if was_sent else "",
        },
    )


def section_of_rules(definition: Definition) -> Section | None:
    """The questions that the rules ask about, on one page."""
    fields = fields_of_rules(definition)
    title = {"en": gettext("May you apply?")}
    return Section(code="check", title=title, fields=fields) if fields else None


def outcome(verdicts: list[Verdict]) -> Verdict:
    if Verdict.FAILED in verdicts:
        return Verdict.FAILED
    return Verdict.OPEN if Verdict.OPEN in verdicts else Verdict.MET
