"""What a page says about a field: how much it takes, when it is asked, what a budget adds up to, what was answered."""

from typing import Any

from django.utils.translation import gettext as _

from anso import language
from anso.alliance.calls.definition import Definition, Field, FieldKind
from anso.alliance.calls.forms.applying.choosing import named_institutions, options
from anso.alliance.calls.forms.applying.names import is_table
from anso.alliance.calls.models.programmes import said_now
from anso.alliance.files import endings_of
from anso.alliance.files.kinds import kind_called
from anso.alliance.words import reader_language

__all__ = ["answer_words", "bounds", "budget_sum", "when_words"]


def bounds(one: Field) -> str:
    """How much is asked for, where a page can say it beforehand."""
    if one.kind == FieldKind.FILE:
        return _("%(endings)s; at most %(size)s MB each; files: at most %(n)d") % {
            "endings": ", ".join(endings_of(kind_called(code) for code in one.files)),
            "size": language.number(
                one.largest_mb, reader_language(), 0 if one.largest_mb == int(one.largest_mb) else 1
            ),
            "n": one.how_many,
        }
    if one.kind not in (FieldKind.TEXT, FieldKind.LONG_TEXT) or (one.least is None and one.most is None):
        return ""
    least, most = (
        language.number(n, reader_language()) if n is not None else "" for n in (one.least, one.most)
    )
    if not least:
        return _("At most %(most)s characters") % {"most": most}
    if not most:
        return _("At least %(least)s characters") % {"least": least}
    return _("From %(least)s to %(most)s characters") % {"least": least, "most": most}


def when_words(definition: Definition, other: str, wanted: list[str]) -> str:
    asked_of = definition.field(other)
    if asked_of is None:
        return ""
    labels = [said_now(choice.label) for choice in asked_of.choices if choice.code in wanted] or wanted
    return _("Only if you answered “%(answer)s” to “%(question)s”.") % {
        "answer": language.listing(labels, reader_language(), last="or"),
        "question": said_now(asked_of.label),
    }


def budget_sum(one: Field, value: Any) -> str:
    if one.kind != FieldKind.BUDGET:
        return ""
    amounts = [row.get(one.columns[-1].code) for row in value or () if isinstance(row, dict)]
    total = sum(amount for amount in amounts if isinstance(amount, int | float))
    shown = language.number(total, reader_language(), 0 if total == int(total) else 2)
    if one.ceiling is None:
        return _("Sum: %(sum)s %(currency)s") % {"sum": shown, "currency": one.currency}
    most = language.number(one.ceiling, reader_language())
    return _("Sum: %(sum)s of at most %(most)s %(currency)s") % {
        "sum": shown,
        "most": most,
        "currency": one.currency,
    }


def answer_words(one: Field, value: Any) -> str:
    """An answer as a sentence's part: what somebody else saved, what reviewers read."""
    if value in (None, "", []):
        return ""
    if is_table(one):
        return "\n".join(
            " · ".join(str(item) for item in row.values() if item not in (None, "")) for row in value
        )
    if one.kind in (FieldKind.YES_NO, FieldKind.DECLARATION):
        return _("Yes") if value is True else _("No")
    if one.kind == FieldKind.INSTITUTION:
        return next(iter(named_institutions([str(value)])), str(value))
    shown = [option.label for option in options(one.kind, one.choices, value) if option.chosen]
    if shown:
        return language.listing(shown, reader_language())
    return (
        language.listing([str(item) for item in value], reader_language())
        if isinstance(value, list)
        else str(value)
    )
