"""Text in several languages: a mapping from language to sentence that always holds English."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

__all__ = ["Localised", "in_language"]


def _from_plain_text(value: Any) -> Any:
    return {"en": value} if isinstance(value, str) else value


def _holds_english(value: dict[str, str]) -> dict[str, str]:
    if "en" not in value:
        raise ValueError("text in several languages must hold English ('en')")
    return value


Localised = Annotated[dict[str, str], BeforeValidator(_from_plain_text), AfterValidator(_holds_english)]


def in_language(text: Mapping[str, str], language: str) -> str:
    """The text in that language, or in its parent language (`zh` for `zh-hans`), or in English."""
    return text.get(language) or text.get(language.split("-", maxsplit=1)[0]) or text["en"]
