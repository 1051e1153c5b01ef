"""Places and days of records in the words of the reader's language."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import get_language

from anso import language, places

__all__ = ["country_name", "country_names", "day", "reader_language"]


def reader_language() -> str:
    """The two letters that names of places and rules of writing go by."""
    short = (get_language() or "en").split("-", maxsplit=1)[0]
    return short if short in language.LANGUAGES else "en"


def country_name(code: str) -> str:
    """A country's name; nothing for no country."""
    return str(places.country(code).name_in(reader_language())) if code else ""


def country_names(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Names with their codes, in the order of the names."""
    return sorted((country_name(code), code) for code in codes)


def day(value: date) -> str:
    return language.day(value, reader_language())
