"""Quotas and what they do to a selection, in the reader's words.

In come quotas as a result keeps them (or as the mathematics does) and the definition whose titles they bear; out go
sentences. A quota is named by its code, `<code>: <value>` where it holds for each value, `<code> share` for a part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from anso import places
from anso.alliance.calls.definition import Definition, FieldKind
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.calls.selecting import Conflict, Quota
from anso.alliance.calls.selecting.problem import PLACES
from anso.alliance.people.vocabulary import term_name, terms
from anso.alliance.words import country_name, reader_language

__all__ = [
    "QuotaRow",
    "amount",
    "bounds_in_words",
    "conflict_in_words",
    "quota_rows",
    "quota_title",
    "why_not",
]

KNOWN_COUNTRIES = frozenset(known.code for known in places.countries())


def quota_title(definition: Definition, name: str) -> str:
    """What the staff called it, with the value that it holds for."""
    if name == PLACES:
        return gettext("Places")
    code, _colon, value = name.partition(": ")
    planned = next(
        (one for one in definition.selection.quotas if one.code in (code, code.removesuffix(" share"))), None
    )
    if planned is None:
        return name
    title = said_now(planned.title)
    if not value:
        return title
    told = {"title": title, "value": value_in_words(definition, planned.each, value)}
    return gettext("%(title)s: %(value)s") % told


def value_in_words(definition: Definition, fact: str, value: str) -> str:
    if fact == "country" and value in KNOWN_COUNTRIES:
        return country_name(value)
    if fact == "region":
        return str(places.region(value).name_in(reader_language()))
    field = next((one for one in definition.fields if one.fact == fact), None)
    if field and field.kind == FieldKind.TERMS and value in terms():
        return term_name(value)
    choices = field.choices if field else ()
    return next((said_now(choice.label) for choice in choices if choice.code == value), value)


def amount(number: float, *, share: bool) -> str:
    if share:
        return f"{round(100 * number, 1):g} %"
    return f"{number:,.0f}" if abs(number - round(number)) < 1e-6 else f"{number:,.2f}"


def bounds_in_words(least: float | None, most: float | None, *, share: bool) -> str:
    if least is not None and least == most:
        return gettext("exactly %(n)s") % {"n": amount(least, share=share)}
    if least is not None and most is not None:
        told = gettext("from %(least)s to %(most)s")
        return told % {"least": amount(least, share=share), "most": amount(most, share=share)}
    if least is not None:
        return gettext("at least %(n)s") % {"n": amount(least, share=share)}
    return gettext("at most %(n)s") % {"n": amount(most or 0, share=share)}


@dataclass(frozen=True)
class QuotaRow:
    """One line of the table of quotas."""

    title: str
    bounds: str
    holds: str
    price: float | None
    met: bool

    @property
    def binds(self) -> bool:
        return bool(self.price and self.price > 1e-9)

    @property
    def is_idle(self) -> bool:
        """Nobody chosen counts towards it, and nobody is missed."""
        return self.met and not self.binds and self.holds == amount(0, share=False)


def quota_rows(definition: Definition, quotas: Sequence[dict[str, Any]]) -> list[QuotaRow]:
    return [
        QuotaRow(
            title=quota_title(definition, one["name"]),
            bounds=bounds_in_words(one["least"], one["most"], share=one["share"]),
            holds=amount(one["amount"], share=one["share"]),
            price=one["price"],
            met=one["met"],
        )
        for one in quotas
    ]


def why_not(definition: Definition, bars: Sequence[Sequence[Any]]) -> str:
    """Why somebody who scores higher than one who was chosen was not: the quotas that keep them out."""
    if not bars:
        return gettext("Others score higher.")
    named = [
        gettext("%(quota)s (its most is reached)") % {"quota": quota_title(definition, name)}
        if at_most
        else gettext("%(quota)s (its least needs others)") % {"quota": quota_title(definition, name)}
        for name, at_most in bars
    ]
    return gettext("Kept out by: %(quotas)s.") % {"quotas": "; ".join(named)}


def conflict_in_words(definition: Definition, conflict: Conflict) -> list[str]:
    """Why nothing is possible, and the smallest change that would make something possible."""
    if len(conflict.quotas) == 1:
        told = [gettext("No selection can meet this quota:")]
    else:
        told = [
            gettext("No selection can meet these quotas at once, though it could without any one of them:")
        ]
    for quota, there in zip(conflict.quotas, conflict.eligible, strict=True):
        bounds = {
            "quota": quota_title(definition, quota.name),
            "bounds": bounds_in_words(quota.least, quota.most, share=quota.share),
            "there": amount(there, share=False),
        }
        told.append(
            gettext("%(quota)s: %(bounds)s") % bounds
            if quota.share
            else gettext("%(quota)s: %(bounds)s; all candidates together come to %(there)s") % bounds
        )
    told.append(gettext("The smallest change that makes a selection possible:"))
    told += [eased_in_words(definition, one.quota, one.needed, at_most=one.at_most) for one in conflict.eased]
    return told


def eased_in_words(definition: Definition, quota: Quota, needed: float, *, at_most: bool) -> str:
    parts = {
        "quota": quota_title(definition, quota.name),
        "needed": amount(needed, share=quota.share),
        "was": amount((quota.most if at_most else quota.least) or 0, share=quota.share),
    }
    if at_most:
        return gettext("%(quota)s: at most %(needed)s instead of %(was)s") % parts
    return gettext("%(quota)s: at least %(needed)s instead of %(was)s") % parts
