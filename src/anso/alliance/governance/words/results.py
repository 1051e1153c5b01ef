"""The result of a ballot and the steps of its count in the reader's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from anso import language
from anso.alliance.governance.counting import Definition, Method, Step
from anso.alliance.governance.counting.definition import NO, YES
from anso.alliance.governance.words.rules import majority_in_words
from anso.alliance.words import reader_language

__all__ = ["StepWords", "answer", "headline", "steps_in_words"]

EXHAUSTED = "exhausted"
"""What ranked counts call the votes that name nobody still standing."""


def answer(definition: Definition, code: str) -> str:
    """An option as its voters read it."""
    if definition.method is Method.QUESTION:
        return {YES: pgettext("vote", "Yes"), NO: pgettext("vote", "No")}.get(code, code)
    if code == EXHAUSTED:
        return pgettext("votes", "Exhausted")
    return definition.titles.get(code, code)


def headline(definition: Definition, outcome: Mapping[str, Any]) -> str:
    """The result in one sentence."""
    winners = language.listing([answer(definition, code) for code in outcome["winners"]], reader_language())
    equals = language.listing([answer(definition, code) for code in outcome["undecided"]], reader_language())
    match outcome["status"]:
        case "adopted":
            return _("Adopted")
        case "rejected":
            return _("Not adopted")
        case "elected":
            return _("Elected: %(winners)s") % {"winners": winners}
        case "short":
            if not winners:
                return _("Nobody is elected")
            return _("Elected: %(winners)s; not every seat is filled") % {"winners": winners}
        case "no-majority":
            runoff = language.listing(
                [answer(definition, code) for code in outcome["runoff"]], reader_language()
            )
            return _("No majority; a further ballot between %(options)s") % {"options": runoff}
        case "no-quorum":
            return _("Not decided: too few have voted")
        case "undecided":
            return _("Equal: %(options)s; the chair decides") % {"options": equals}
        case _:
            return _("Not decided: nobody chose anything")


@dataclass(frozen=True)
class StepWords:
    """A step of a count as a sentence, with its numbers."""

    text: str
    rows: tuple[tuple[str, str], ...] = ()


def steps_in_words(definition: Definition, outcome: Mapping[str, Any]) -> list[StepWords]:
    return [step_in_words(definition, Step.read(said)) for said in outcome["steps"]]


def step_in_words(definition: Definition, step: Step) -> StepWords:
    names = [answer(definition, code) for code in step.options]
    who = language.listing(names, reader_language())
    numbers = {key: quantity(value) for key, value in step.tally.items()}
    match step.act:
        case "turnout":
            text = _("%(cast)s of %(entitled)s entitled have voted; %(abstained)s abstained.") % numbers
            return StepWords(text)
        case "quorum":
            said = _("%(needed)s votes are needed, %(cast)s were cast: the quorum is reached.")
            missed = _("%(needed)s votes are needed, %(cast)s were cast: the quorum is missed.")
            return StepWords((said if step.note == "reached" else missed) % numbers)
        case "tally":
            return StepWords(_("Votes are counted."), tally_rows(definition, step))
        case "majority":
            return majority_step(definition, step, who, numbers)
        case "quota":
            text = _("%(votes)s votes for %(seats)s seats: whoever has %(quota)s is elected.") % numbers
            return StepWords(text)
        case "elect":
            text = ngettext("%(who)s is elected.", "%(who)s are elected.", len(names)) % {"who": who}
            return StepWords(text)
        case "fill":
            text = _("No more stand than there are free seats: %(who)s.") % {"who": who}
            return StepWords(text)
        case "eliminate":
            text = ngettext("%(who)s is eliminated.", "%(who)s are eliminated.", len(names)) % {"who": who}
            return StepWords(text)
        case "surplus":
            text = _(
                "%(who)s has %(surplus)s more than needed; each vote goes on at %(factor)s of its weight."
            )
            return StepWords(text % {"who": who, **numbers})
        case "tie":
            return StepWords(tie_in_words(step.note, who))
        case "pairs":
            return StepWords(_("Every two options are compared."), pair_rows(definition, numbers))
        case _:
            return StepWords(_("The strongest chains of comparisons."), pair_rows(definition, numbers))


def tally_rows(definition: Definition, step: Step) -> tuple[tuple[str, str], ...]:
    """The most votes first; what is exhausted last, if anything is."""
    standing = {code: value for code, value in step.tally.items() if code != EXHAUSTED}
    ordered = sorted(standing, key=lambda code: -standing[code])
    if step.tally.get(EXHAUSTED):
        ordered.append(EXHAUSTED)
    return tuple((answer(definition, code), quantity(step.tally[code])) for code in ordered)


def majority_step(definition: Definition, step: Step, who: str, numbers: Mapping[str, str]) -> StepWords:
    rule = majority_in_words(definition.majority) if definition.majority else ""
    if YES in numbers:
        said = {"rule": rule, "yes": numbers[YES], "whole": numbers["whole"]}
        reached = _("%(yes)s of %(whole)s say yes; asked is %(rule)s: reached.")
        missed = _("%(yes)s of %(whole)s say yes; asked is %(rule)s: missed.")
        return StepWords((reached if step.note == "reached" else missed) % said)
    if who:
        return StepWords(_("Reached by %(who)s: %(rule)s.") % {"who": who, "rule": rule})
    return StepWords(_("Nobody reached it: %(rule)s.") % {"rule": rule})


def tie_in_words(note: str, who: str) -> str:
    said = {
        "earlier": _("Equal now: decided by an earlier count, in this order: %(who)s."),
        "lot": _("Equal: the lot puts them in this order: %(who)s."),
        "chair": _("Equal: the chair puts them in this order: %(who)s."),
        "status-quo": _("Equal: %(who)s. Nothing changes."),
    }
    return said[note] % {"who": who}


def pair_rows(definition: Definition, numbers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    pairs = ((key.partition(">"), value) for key, value in numbers.items())
    return tuple(
        (f"{answer(definition, one)} > {answer(definition, other)}", value)
        for (one, _sign, other), value in pairs
    )


def quantity(value: Fraction | int) -> str:
    """A number of votes; a fraction stays one, for a rounded one would not add up."""
    fraction = Fraction(value)
    if fraction.denominator == 1:
        return language.number(int(fraction), reader_language())
    return f"{fraction} (≈ {language.number(float(fraction), reader_language(), 2)})"
