"""A text in the languages that the staff wrote it in; English is always there, and stands in for the others."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from anso.language import known_language

__all__ = ["Code", "Texts", "said"]

LONGEST = 8000
LONGEST_CODE = 40


def as_texts(given: object) -> object:
    """A plain string is English."""
    return {"en": given} if isinstance(given, str) else given


def with_english(texts: dict[str, str]) -> dict[str, str]:
    kept = {language: text.strip() for language, text in texts.items() if text.strip()}
    if "en" not in kept:
        raise ValueError("give the text in English (en); the other languages are added beside it")
    for language, text in kept.items():
        if known_language(language) != language:
            raise ValueError(f"{language!r} is not a language of the site; they are en, zh, ru and fr")
        if len(text) > LONGEST:
            raise ValueError(f"the text in {language} has {len(text)} characters; at most {LONGEST} are kept")
    return kept


def as_code(given: str) -> str:
    plain = given.replace("-", "").replace("_", "")
    if not (plain.isascii() and plain.isalnum() and given[:1].isalpha()) or len(given) > LONGEST_CODE:
        raise ValueError(
            f"{given!r} names nothing in data: use up to {LONGEST_CODE} letters, digits, - and _, a letter first"
        )
    return given


Texts = Annotated[dict[str, str], BeforeValidator(as_texts), AfterValidator(with_english)]
Code = Annotated[str, AfterValidator(as_code)]


def said(texts: Mapping[str, str], language: str) -> str:
    """The text in a language, or in English."""
    return texts.get(known_language(language)) or texts.get("en", "")
