"""What applicants see of their applications: the list, progress by section, what changed in the call, what reviewers read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from anso.alliance.calls.blindness import sections_shown
from anso.alliance.calls.definition import Definition, Field, FieldKind, Section, Stage, StageKind
from anso.alliance.calls.definition.answers import asked
from anso.alliance.calls.models import Application, Attachment, Participant, Submission
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.queries.sight import own_applications
from anso.alliance.people.rules import Visitor
from anso.errors import NotFoundError, Problem

__all__ = [
    "Progress",
    "Told",
    "changes_told",
    "fields_once_asked",
    "my_applications",
    "own_attachment",
    "own_submission",
    "progress",
    "read_by_reviewers",
    "review_stages",
]


def my_applications(user: Visitor) -> QuerySet[Application]:
    """Everything that somebody writes or reads as an applicant, the newest first, with their own part in it."""
    own = Participant.objects.filter(person=user.pk)
    return (
        own_applications(user)
        .select_related("call__version", "call__programme", "version", "decision")
        .prefetch_related(Prefetch("participants", own, to_attr="own_parts"))
        .order_by("-saved_at")
    )


def own_attachment(application: Application, attachment_id: Any) -> Attachment:
    found = application.attachments.filter(pk=attachment_id).first()
    if found is None:
        raise NotFoundError("There is no such file here.")
    return found


def own_submission(application: Application, number: int) -> Submission:
    found = (
        application.submissions.select_related("application__call", "version", "submitted_by")
        .filter(number=number)
        .first()
    )
    if found is None:
        raise NotFoundError("There is no such receipt here.")
    return found


@dataclass(frozen=True)
class Progress:
    """How far a section has come."""

    section: Section
    needed: int
    done: int
    problems: tuple[tuple[str, str, str], ...]
    """What is missing or wrong: the field's code, its name, and the sentence."""

    @property
    def title(self) -> str:
        return said_now(self.section.title)

    @property
    def is_whole(self) -> bool:
        return not self.problems


def progress(
    definition: Definition,
    answers: Mapping[str, Any],
    files: Iterable[Attachment],
    problems: Iterable[Problem],
) -> list[Progress]:
    """By section: how many needed fields are answered, and what stands in the way."""
    attached = {file.field for file in files}
    wrong: dict[str, list[Problem]] = {}
    for problem in problems:
        wrong.setdefault(problem.where.partition(".")[0], []).append(problem)
    found = []
    for section in definition.sections:
        needed = [one for one in section.fields if one.required and asked(one, answers)]
        told = tuple(
            (one.code, said_now(one.label), row_note(problem) + problem.message)
            for one in section.fields
            for problem in wrong.get(one.code, ())
        )
        done = sum(is_answered(one, answers, attached) for one in needed)
        found.append(Progress(section, len(needed), done, told))
    return found


def is_answered(one: Field, answers: Mapping[str, Any], attached: set[str]) -> bool:
    return one.code in attached if one.kind == FieldKind.FILE else answers.get(one.code) not in (None, "", [])


def row_note(problem: Problem) -> str:
    parts = problem.where.split(".")
    return _("row %(number)s: ") % {"number": parts[1]} if len(parts) > 1 else ""


@dataclass(frozen=True)
class Told:
    """One change of the form, in words."""

    what: str
    label: str
    section: str
    """Code of the section that has it now; empty where it went."""


def changes_told(before: Definition, after: Definition) -> list[Told]:
    """What changed in the form between two versions, as an applicant needs to know it."""
    old = {one.code: one for one in before.fields}
    found = []
    for section in after.sections:
        for one in section.fields:
            if one.code not in old:
                found.append(Told(_("New"), said_now(one.label), section.code))
            elif one != old[one.code]:
                found.append(Told(_("Changed"), said_now(one.label), section.code))
    now = {one.code for one in after.fields}
    found += [
        Told(_("No longer asked"), said_now(one.label), "") for one in before.fields if one.code not in now
    ]
    rules = {rule.code: rule for rule in before.eligibility}
    found += [
        Told(_("Who may apply"), said_now(rule.reason), "")
        for rule in after.eligibility
        if rules.get(rule.code) != rule
    ]
    return found


def fields_once_asked(application: Application) -> dict[str, Field]:
    """The fields of earlier versions of the call that are asked no more and that were answered here."""
    now = {one.code for one in application.call.definition.fields}
    left = {
        code for code, value in application.answers.items() if code not in now and value not in (None, "", [])
    }
    if not left:
        return {}
    versions = application.call.versions.order_by("number")
    return {one.code: one for version in versions for one in version.definition.fields if one.code in left}


def review_stages(definition: Definition) -> list[Stage]:
    return [stage for stage in definition.stages if stage.kind == StageKind.REVIEW]


def read_by_reviewers(
    definition: Definition, answers: Mapping[str, Any], stage: Stage
) -> list[tuple[Section, list[Field]]]:
    """The sections and fields that the reviewers of a stage are shown, of what is asked."""
    shown = (
        (section, [one for one in fields if asked(one, answers)])
        for section, fields in sections_shown(definition, stage)
    )
    return [(section, fields) for section, fields in shown if fields]
