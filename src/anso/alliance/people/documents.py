"""What people are asked to agree to: each document's version and its words, read from `data/documents.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from anso.errors import NotFoundError

__all__ = ["PRIVACY", "Document", "document", "documents"]

FILE = Path(__file__).parent / "data" / "documents.toml"
PRIVACY = "privacy"


@dataclass(frozen=True)
class Document:
    """One text, in its present version."""

    code: str
    version: str
    required: bool
    titles: dict[str, str]
    texts: dict[str, str]

    @property
    def title(self) -> str:
        return in_readers_words(self.titles)

    @property
    def text(self) -> str:
        return in_readers_words(self.texts).strip()


def in_readers_words(words: dict[str, str]) -> str:
    spoken = (get_language() or "en").split("-", maxsplit=1)[0]
    return words.get(spoken, words["en"])


@cache
def documents() -> dict[str, Document]:
    """Every document, by its code."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        code: Document(code, told["version"], told["required"], told["title"], told["text"])
        for code, told in read.items()
    }


def document(code: str) -> Document:
    if code not in documents():
        raise NotFoundError(f"There is no document {code!r}; there are {', '.join(documents())}.")
    return documents()[code]
