"""Places and days of records in the words of the reader's language."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import get_language

from anso import language, places

__all__ = ["country_name", "country_names", "day", "days", "months", "reader_language"]


def reader_language() -> str:
    """The two letters that names of places and rules of writing go by."""
    short = (get_language() or "en").split("-", maxsplit=1)[0]
    return short if short in language.LANGUAGES else "en"


def country_name(code: str) -> str:
    """A country's name; nothing for no country."""
    return str(places.country(code).name_in(reader_language())) if code else ""


def country_names(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Names with their codes, in the order of the names."""
    return sorted(((country_name(code), code) for code in codes), key=lambda pair: language.sort_key(pair[0]))


def day(value: date) -> str:
    return language.day(value, reader_language())


def months(first: date, last: date) -> str:
    """From a first month to a last: `June 2020`, `February – March 2020`, `2020年2月至3月`."""
    reader = reader_language()
    together = first.year == last.year
    if together and first.month == last.month:
        return language.month(first, reader)
    if reader == "zh":
        return f"{language.month(first, reader)}至{language.month(last, reader, year=not together)}"
    return f"{language.month(first, reader, year=not together)} – {language.month(last, reader)}"


def days(first: date, last: date) -> str:
    """From a first day to a last, no month or year said twice: `25–27 March 2020`, `2020年3月25日至27日`."""
    reader = reader_language()
    together = (first.year == last.year, first.month == last.month)
    if first == last:
        return language.day(first, reader)
    if reader == "zh":
        ends = f"{last.day}日" if all(together) else language.day(last, reader, year=not together[0])
        return f"{language.day(first, reader)}至{ends}"
    if all(together):
        begins = "1er" if reader == "fr" and first.day == 1 else str(first.day)
        return f"{begins}–{language.day(last, reader)}"
    return f"{language.day(first, reader, year=not together[0])} – {language.day(last, reader)}"
