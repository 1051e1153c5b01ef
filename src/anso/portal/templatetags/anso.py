"""Words, numbers and dates on a page, in the reader's language.

Built in to every template. Texts of a release come in several languages at once; numbers and days are
written by the same rules as in the findings themselves (`anso.language`), so a page never says a thing in
two ways.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime, now
from django.utils.translation import get_language, gettext

from anso import language as rules
from anso.portal.markdown import render
from anso.release import in_language

register = template.Library()


def reader_language() -> str:
    """The two letters that rules of writing and texts of releases go by."""
    short = (get_language() or "en").split("-", maxsplit=1)[0]
    return short if short in rules.LANGUAGES else "en"


@register.filter
def localised(text: Mapping[str, str] | str | None) -> str:
    """The text in the reader's language, or in English; for attributes and titles."""
    if not text:
        return ""
    # What is no mapping is a text already, perhaps one that Django translates when it is shown.
    return in_language(text, reader_language()) if isinstance(text, Mapping) else str(text)


@register.filter
def say(text: Mapping[str, str] | str | None) -> SafeString | str:
    """The text in the reader's language; an English stand-in says that it is English (WCAG 3.1.2)."""
    words = localised(text)
    if not isinstance(text, Mapping) or reader_language() == "en" or text.get(reader_language()):
        return words
    return format_html('<span lang="en">{}</span>', words)


@register.filter
def named(place: Any) -> str:
    """A place's name in the reader's language."""
    return str(place.name_in(reader_language()))


@register.filter
def prose(markdown: str) -> SafeString:
    """Running text of a release, its markup reduced to what text needs."""
    return render(markdown)


@register.simple_tag
def mark(sign: str) -> str:
    """The mark that joins what stands before it and after it, such as `{% mark ":" %}`."""
    return rules.mark(sign, reader_language())


@register.filter
def joined(texts: Iterable[Any], sign: str) -> str:
    """Texts with a mark between each two."""
    return rules.mark(sign, reader_language()).join(map(str, texts))


@register.filter
def listing(texts: Iterable[Any]) -> str:
    """`a, b and c`."""
    return rules.listing([str(text) for text in texts], reader_language())


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    return "" if value is None else rules.number(value, reader_language(), decimals)


@register.filter
def percent(value: int) -> str:
    """A whole number of hundredths."""
    return rules.percent(value / 100, reader_language(), 0)


@register.filter
def large(value: float | None) -> str:
    """A count rounded to three digits, with a word for its size."""
    return "" if value is None else rules.large(value, reader_language())


@register.filter
def day(value: date | datetime | str | None) -> SafeString | str:
    """A `<time>` with the day written out."""
    if value is None:
        return ""
    moment = _moment(value)
    return format_html(
        '<time datetime="{}">{}</time>', moment.isoformat(), rules.day(moment, reader_language())
    )


@register.filter
def instant(value: datetime | None) -> SafeString | str:
    """A `<time>` with day, hour and minute, in the reader's time zone."""
    if value is None:
        return ""
    local = localtime(value)
    words = gettext("%(day)s, %(time)s") % {
        "day": rules.day(local.date(), reader_language()),
        "time": local.strftime("%H:%M %Z"),
    }
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.filter
def is_past(value: datetime) -> bool:
    return value <= now()


@register.filter
def filesize(count: int) -> str:
    return rules.filesize(count, reader_language())


@register.filter
def cell(value: Any, decimals: int | None = None) -> str:
    """One value of a table, as a reader wants to see it; the downloads hold it unrounded.

    `decimals` are those of its column; a number that would be nothing with them keeps its own.
    """
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return rules.number(value, reader_language())
    if isinstance(value, float):
        kept = decimals is not None and (value == 0 or round(value, decimals) != 0)
        return rules.number(value, reader_language(), decimals or 0) if kept else _rounded(value)
    return str(value)


@register.filter
def item(mapping: Mapping[str, Any], key: str) -> Any:
    return mapping.get(key, "")


def _rounded(value: float) -> str:
    if value != value:  # not a number
        return "–"
    size = abs(value)
    if size != 0 and size < 1e-4:
        return f"{value:.2e}"
    decimals = 0 if size >= 1000 else 1 if size >= 100 else 2 if size >= 1 else 4
    return rules.number(value, reader_language(), decimals)


def _moment(value: date | datetime | str) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    return localtime(value).date() if isinstance(value, datetime) else value
