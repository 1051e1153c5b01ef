"""From a text to the terms that it is compared by, in any script.

Words are folded (case, accents, widths); in scripts that write no spaces between words, such as Chinese, Japanese,
Thai and Khmer, pairs of neighbouring characters stand for words, as information retrieval does (Nie and Ren,
Chinese information retrieval: using characters or words?, 1999). In come texts; out go lists of terms.
"""

import re
import unicodedata
from functools import lru_cache

__all__ = ["folded", "terms"]

UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Myanmar, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # kana and Han
    "\U00020000-\U0003ffff"
)
RUN = re.compile(rf"[{UNSPACED}]+|[^\W_{UNSPACED}]+")
STARTS_UNSPACED = re.compile(rf"[{UNSPACED}]")
SHORTEST = 2
"""A single letter or digit says nothing; a single Han character is kept, for it is a word."""
MARKS = {"LATIN", "GREEK", "CYRILLIC"}
"""Scripts whose marks are accents; elsewhere, as in Devanagari and Thai, marks are vowels and stay."""


BEYOND_ASCII = re.compile(r"[\x21-\x7e]*[^\x00-\x7f]\S*")


def folded(text: str) -> str:
    """Without case, width and accents; й and ё become и and е, which costs nothing as both sides are folded."""
    return BEYOND_ASCII.sub(lambda word: folded_word(word[0]), text.casefold())


@lru_cache(maxsize=100_000)
def folded_word(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word)
    kept: list[str] = []
    script = ""
    for letter in plain:
        if unicodedata.combining(letter):
            if script in MARKS:
                continue
        else:
            script = script_of(letter)
        kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept))


@lru_cache(maxsize=20_000)
def script_of(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ", 1)[0]


def terms(text: str) -> list[str]:
    """The words and pairs of characters of a text, in order, repeats included."""
    found: list[str] = []
    for run in RUN.findall(folded(text)):
        if STARTS_UNSPACED.match(run):
            found += [run[place : place + 2] for place in range(len(run) - 1)] or [run]
        elif len(run) >= SHORTEST:
            found.append(run)
    return found
