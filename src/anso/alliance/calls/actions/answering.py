"""Verbs of referees: answer and decline.

A referee has no account. Their address is a secret of the record; it opens one letter, until it is answered.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from anso.alliance import files
from anso.alliance.calls.actions.common import refuse
from anso.alliance.calls.models import Reference
from anso.alliance.calls.queries.references import due_of, reference_of
from anso.alliance.calls.words.references import LEVELS, RATINGS
from anso.alliance.people import audit
from anso.alliance.people.actions import AlreadyDoneError
from anso.errors import InvalidInputError, Problem

__all__ = ["answer_reference", "decline_reference"]

State = Reference.State
SHORTEST_TEXT = 50
LONGEST_TEXT = 20_000
LARGEST_FILE = 10_000_000


def answer_reference(
    *,
    token: str,
    text: str,
    ratings: Mapping[str, str],
    file_name: str = "",
    source: files.Source | None = None,
    received_at: datetime | None = None,
) -> Reference:
    """Send the letter, once: its text, a file, or both."""
    found = reference_of(token)
    problems = wrong_answer(text, ratings, has_file=source is not None)
    checked = None
    if source is not None:
        try:
            checked = files.check_file(file_name, source, kinds=[files.PDF], largest=LARGEST_FILE)
        except InvalidInputError as error:
            problems += [Problem("file", f"{found.where}: {found.message}") for found in error.problems]
    if problems:
        raise InvalidInputError(problems)
    with transaction.atomic():
        held = held_open(found, received_at or timezone.now())
        if checked is not None and source is not None:
            held.file_sha256 = files.keep(checked, source)
            held.file_name, held.file_size = checked.name, checked.size
        held.text = text.strip()
        held.ratings = {code: level for code, level in ratings.items() if code in RATINGS and level}
        held.state, held.answered_at = State.ANSWERED, received_at or timezone.now()
        held.save()
        audit.record(actor=None, verb="calls.answer_reference", target=held)
    return held


def wrong_answer(text: str, ratings: Mapping[str, str], *, has_file: bool) -> list[Problem]:
    found = []
    size = len(text.strip())
    if not has_file and size < SHORTEST_TEXT:
        found.append(Problem("text", gettext("Write your letter here, or add it as a PDF.")))
    if size > LONGEST_TEXT:
        told = gettext(
            "The letter has %(n)d characters; at most %(most)d are taken. Add it as a PDF instead."
        )
        found.append(Problem("text", told % {"n": size, "most": LONGEST_TEXT}))
    if "\x00" in text:
        found.append(Problem("text", gettext("The letter holds a character that is no text; remove it.")))
    found += [
        Problem(code, gettext("Choose one of the levels."))
        for code, level in ratings.items()
        if code in RATINGS and level and level not in LEVELS
    ]
    return found


@transaction.atomic
def decline_reference(*, token: str, received_at: datetime | None = None) -> Reference:
    """Say that one does not wish to write; nobody is told why."""
    held = held_open(reference_of(token), received_at or timezone.now())
    held.state, held.answered_at = State.DECLINED, received_at or timezone.now()
    held.save(update_fields=["state", "answered_at"])
    audit.record(actor=None, verb="calls.decline_reference", target=held)
    return held


def held_open(found: Reference, moment: datetime) -> Reference:
    """The letter that a secret address opens, its row held, while it may be answered."""
    held = (
        Reference.objects.select_for_update(of=("self",))
        .select_related("application__call__version")
        .defer("application__answers", "application__call__version__definition_json")
        .get(pk=found.pk)
    )
    if held.state != State.ASKED:
        raise AlreadyDoneError(gettext("This letter was answered already, or is not needed any more."))
    if moment > due_of(held):
        raise refuse("", gettext("The time for this letter is over."))
    return held
