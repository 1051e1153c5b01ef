"""Words that several checks say: what was probably meant, and what would have been right."""

import difflib
from collections.abc import Sequence
from datetime import date

__all__ = ["meant", "some"]

SHOWN = 6


def meant(text: str | None, allowed: Sequence[str]) -> str:
    """The mend of a value that is none of those allowed: the likely one, or the first of them."""
    if text is not None and (likely := _likely(text, allowed)):
        return f"; did you mean {likely}?"
    return f"; it takes {some(allowed)}" if allowed else "; leave it empty"


def some(values: Sequence[str], most: int = SHOWN) -> str:
    """A list as one says it: the first few, and how many there are besides."""
    if len(values) <= most + 1:
        return " and ".join(filter(None, [", ".join(values[:-1]), values[-1]])) if values else "nothing"
    return f"{', '.join(values[:most])} and {len(values) - most:,} more"


def _likely(text: str, allowed: Sequence[str]) -> str:
    if (day := _day(text)) and (days := [one for one in map(_day, allowed) if one]):
        return str(min(days, key=lambda one: abs((one - day).days)))
    plain = {_folded(value): value for value in reversed(allowed)}
    if _folded(text) in plain:
        return plain[_folded(text)]
    near = difflib.get_close_matches(text[:100], allowed[:5000], n=1, cutoff=0.75)
    return near[0] if near and not text.replace(".", "").isdigit() else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _folded(text: str) -> str:
    """Without what is lost on the way through a spreadsheet: capitals, spaces, leading zeros."""
    bare = " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
    return bare.lstrip("0") or bare
