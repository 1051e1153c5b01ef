"""Making two spellings of a name the same: text comes in, its letters alone go out.

Case, accents, punctuation, "the", "&" and "St." do not tell one place from another; letters of any
script do. "Côte d’Ivoire", "COTE D'IVOIRE" and "cote divoire" all fold to the same text.
"""

import unicodedata

__all__ = ["fold"]

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ø": "o", "ð": "d", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "ə": "e", "æ": "ae", "œ": "oe",
        "þ": "th", "&": " and ", "'": None, "’": None, "‘": None, "ʻ": None, "ʼ": None, "`": None,
        "ـ": None, ".": None,
    }
)  # fmt: skip
_WORDS = {"st": "saint", "ste": "sainte"}


def fold(text: str) -> str:
    """The text in lower-case letters and digits, with single spaces between words."""
    if text.isascii():
        plain = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text.casefold())
        plain = "".join(character for character in decomposed if not unicodedata.combining(character))
        plain = plain.casefold()
    plain = plain.translate(_LETTERS)
    plain = "".join(character if character.isalnum() else " " for character in plain)
    words = [_WORDS.get(word, word) for word in plain.split()]
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words)
