"""Applicants at work: each begins a draft, saves it, adds files and submits; referees answer; some withdraw.

Every act is its own verb, as it comes from a page. Some are kept out by the rules of eligibility when they submit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.utils import timezone

from anso.alliance.calls import actions
from anso.alliance.calls.definition import Definition, FieldKind
from anso.alliance.calls.definition.answers import asked
from anso.alliance.calls.models import Call, Reference
from anso.alliance.calls.rehearsing.course.stage_set import moment_of
from anso.alliance.calls.rehearsing.making.chance import chance
from anso.alliance.calls.rehearsing.making.files import file_of
from anso.alliance.calls.rehearsing.making.texts import LETTER
from anso.alliance.calls.secret_addresses import secret_of
from anso.alliance.calls.words.references import LEVELS, RATINGS
from anso.alliance.people.models import User
from anso.errors import InvalidInputError

__all__ = ["Applied", "answer_letters", "apply", "withdraw_some"]

CROWDING = 0.6
"""The moments of submission are the power of an even draw: below 1, denser towards the deadline."""
OPTIONAL_FILES = 0.3
ANSWERED, DECLINED = 0.92, 0.03
"""Parts of the referees; the others are silent."""
WITHDRAWN = 0.01


@dataclass
class Applied:
    """What came of those who applied."""

    submitted: dict[str, int] = field(default_factory=dict)
    """The applicant's place by the application's number."""
    kept_out: int = 0
    acts: int = 0


def apply(call: Call, people: Sequence[tuple[User, Mapping[str, Any]]], *, seed: int) -> Applied:
    found = Applied()
    for place, (person, answers) in enumerate(people):
        random = chance(seed, "applies", place)
        moment = moment_of(call, random.random() ** CROWDING)
        draft = actions.start_application(actor=person, call=call, received_at=moment, is_synthetic=True)
        saved = actions.save_answers(
            actor=person, application=draft, answers=answers, revision=draft.revision
        )
        files = list(files_for(call.definition, answers, random))
        for code, name, content in files:
            actions.add_attachment(actor=person, application=draft, field=code, name=name, source=content)
        found.acts += 3 + len(files)
        try:
            made = actions.submit_application(
                actor=person, application=draft, revision=saved.revision, received_at=moment
            )
        except InvalidInputError:
            if not saved.rules:
                raise
            found.kept_out += 1
            continue
        found.submitted[made.application.number] = place
    return found


def files_for(
    definition: Definition, answers: Mapping[str, Any], random: Random
) -> list[tuple[str, str, bytes]]:
    return [
        (asks.code, *file_of(asks.files, asks.code))
        for asks in definition.fields
        if asks.kind == FieldKind.FILE
        and asked(asks, answers)
        and (asks.required or random.random() < OPTIONAL_FILES)
    ]


def answer_letters(call: Call, *, seed: int) -> dict[str, int]:
    """Referees open the addresses that they were sent."""
    counts = {"asked": 0, "answered": 0, "declined": 0}
    waiting = Reference.objects.filter(application__call=call, state=Reference.State.ASKED)
    for found in waiting.order_by("application__number", "email"):
        random = chance(seed, found.email)
        drawn = random.random()
        token = secret_of(found, found.asked_at.isoformat())
        counts["asked"] += 1
        if drawn < ANSWERED:
            ratings = {code: random.choice(list(LEVELS)) for code in RATINGS}
            actions.answer_reference(token=token, text=LETTER, ratings=ratings, received_at=found.asked_at)
            counts["answered"] += 1
        elif drawn < ANSWERED + DECLINED:
            actions.decline_reference(token=token, received_at=found.asked_at)
            counts["declined"] += 1
    return counts


def withdraw_some(call: Call, applied: Applied, people: Sequence[User], *, seed: int) -> int:
    """After the deadline, so that it is for good."""
    random = chance(seed, "withdraws")
    numbers = sorted(applied.submitted)
    leaving = random.sample(numbers, round(WITHDRAWN * len(numbers)))
    by_number = {one.number: one for one in call.applications.filter(number__in=leaving)}
    for number in leaving:
        actions.withdraw_application(
            actor=people[applied.submitted[number]], application=by_number[number], received_at=timezone.now()
        )
    return len(leaving)
