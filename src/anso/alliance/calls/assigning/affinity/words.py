"""From a text to the terms that it is compared by, in any script.

Words are folded (case, accents, widths); in scripts that write no spaces between words, such as Chinese, Japanese,
Thai and Khmer, pairs of neighbouring characters stand for words, as information retrieval does (Nie and Ren,
Chinese information retrieval: using characters or words?, 1999). In come texts; out go lists of terms.
"""

import re
import unicodedata
from functools import cache

__all__ = ["folded", "terms"]

UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Myanmar, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # kana and Han
    "\U00020000-\U0003ffff"
)
STARTS_UNSPACED = re.compile(rf"[{UNSPACED}]")
PLAIN = re.compile(r"[a-z0-9]+")
ACCENTS = re.compile("[\u0300-\u036f]+")
"""The marks of Latin, Greek and Cyrillic letters; those of other scripts are vowels, and stay."""
SHORTEST = 2
"""A single letter or digit says nothing; a single Han character is kept, for it is a word."""


@cache
def runs() -> re.Pattern[str]:
    """Stretches of one kind: without spaces between words, or letters and digits with their marks."""
    marks = "".join(
        letter
        for letter in map(chr, range(0x300, 0x1E000))
        if unicodedata.category(letter) in ("Mn", "Mc") and not STARTS_UNSPACED.match(letter)
    )
    letters = rf"[^\W_{UNSPACED}]"
    return re.compile(rf"[{UNSPACED}]+|{letters}+(?:[{marks}]+{letters}*)*")


def folded(text: str) -> str:
    """Without case, width and accents; й and ё become и and е, which costs nothing as both sides are folded."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold())))


def terms(text: str) -> list[str]:
    """The words and pairs of characters of a text, in order, repeats included."""
    plain = folded(text)
    if plain.isascii():
        return [word for word in PLAIN.findall(plain) if len(word) >= SHORTEST]
    found: list[str] = []
    for run in runs().findall(plain):
        if STARTS_UNSPACED.match(run):
            found += [run[place : place + 2] for place in range(len(run) - 1)] or [run]
        elif len(run) >= SHORTEST:
            found.append(run)
    return found
