"""Making two spellings of a name the same: text comes in, its letters alone go out.

Case, accents, punctuation, "the", "&" and "St." before a name do not tell one place from another; letters
of any script do. "Côte d’Ivoire", "COTE D'IVOIRE" and "cote divoire" all fold to the same text.
"""

import unicodedata

__all__ = ["SHORT_WORDS", "fold"]

# Letters that Unicode does not take apart into a base letter and a mark.
LETTERS = str.maketrans(
    {
        "ø": "o", "ð": "d", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "ə": "e", "æ": "ae", "œ": "oe",
        "þ": "th", "&": " and ", "'": None, "’": None, "‘": None, "ʻ": None, "ʼ": None, "`": None,
        "ـ": None, ".": None,
    }
)  # fmt: skip
SHORT_WORDS = {"st": "saint", "ste": "sainte"}


def fold(text: str) -> str:
    """The text in lower-case letters and digits, with single spaces between words."""
    if text.isascii():
        plain = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text.casefold())
        plain = "".join(character for character in decomposed if not unicodedata.combining(character))
        plain = plain.casefold()
    plain = plain.translate(LETTERS)
    plain = "".join(character if character.isalnum() else " " for character in plain)
    words = plain.split()
    if len(words) > 1:  # alone, "ST" is a code and "The" may be all there is
        words = [SHORT_WORDS.get(word, word) for word in words]
        if words[0] == "the":
            del words[0]
    return " ".join(words)
