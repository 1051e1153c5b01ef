"""The terms of expertise: codes with their names in the site's languages, read from `data/expertise.toml`."""

import tomllib
from functools import cache
from pathlib import Path

from django.utils.functional import Promise, lazystr
from django.utils.translation import get_language

__all__ = ["TERMS_FILE", "term_choices", "term_name", "terms"]

TERMS_FILE = Path(__file__).parent / "data" / "expertise.toml"


@cache
def terms() -> dict[str, dict[str, str]]:
    """Names by language, by code."""
    return tomllib.loads(TERMS_FILE.read_text(encoding="utf-8"))


def term_name(code: str, language: str = "") -> str:
    """A term in a language, the reader's unless told otherwise."""
    spoken = (language or get_language() or "en").split("-", maxsplit=1)[0]
    names = terms()[code]
    return names.get(spoken, names["en"])


class TermName:
    """A term's name, said in the language of whoever reads it."""

    def __init__(self, code: str) -> None:
        self.code = code

    def __str__(self) -> str:
        return term_name(self.code)


def term_choices() -> list[tuple[str, str | Promise]]:
    return [(code, lazystr(TermName(code))) for code in terms()]
