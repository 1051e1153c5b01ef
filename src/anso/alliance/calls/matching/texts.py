"""What applications and reviewers are about: terms of the vocabulary, and their own words.

Of an application, the answers that a double-blind reviewer would see: a match must rest on the subject, not on names.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from anso.alliance.calls.definition import Definition, FieldKind
from anso.alliance.people.models import Expertise, Profile
from anso.alliance.people.vocabulary import terms

__all__ = ["Subject", "subject_of", "subjects_of_people"]

WRITTEN = (FieldKind.TEXT, FieldKind.LONG_TEXT)


@dataclass(frozen=True)
class Subject:
    """What somebody or something is about."""

    terms: tuple[str, ...] = ()
    text: str = ""


def subject_of(definition: Definition, answers: Mapping[str, Any]) -> Subject:
    chosen: list[str] = []
    written: list[str] = []
    for field in definition.fields:
        given = answers.get(field.code)
        if not given or field.identifies or not field.reviewed:
            continue
        if field.kind == FieldKind.TERMS:
            chosen += [str(term) for term in given] if isinstance(given, list) else [str(given)]
        elif field.kind in WRITTEN and isinstance(given, str):
            written.append(given)
    return Subject(tuple(chosen), "\n".join((*named(chosen), *written)))


def subjects_of_people(people: Collection[int]) -> dict[int, Subject]:
    chosen: dict[int, list[str]] = defaultdict(list)
    for person, term in Expertise.objects.filter(person__in=people).values_list("person", "term"):
        chosen[person].append(term)
    texts = {
        person: "\n".join(filter(None, (own_words, about)))
        for person, own_words, about in Profile.objects.filter(person__in=people).values_list(
            "person", "expertise_text", "about"
        )
    }
    return {
        person: Subject(
            tuple(sorted(chosen[person])), "\n".join((*named(chosen[person]), texts.get(person, "")))
        )
        for person in people
    }


def named(codes: Collection[str]) -> list[str]:
    """Terms in every language: whoever writes in Russian is matched with who is known by an English term."""
    return [" ".join(terms()[code].values()) for code in codes if code in terms()]
