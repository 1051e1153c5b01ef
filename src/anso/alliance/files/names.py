"""The name of a file as its giver called it, without folders and without what no name may hold."""

import unicodedata
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

__all__ = ["LONGEST_NAME", "clean_name"]

LONGEST_NAME = 150


def clean_name(name: str) -> str:
    """Control and direction marks go: `annex\\u202efdp.exe` reads as if it ended in .pdf."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C").strip()
    if len(plain) > LONGEST_NAME:
        ending = PurePosixPath(plain).suffix[:10]
        plain = plain[: LONGEST_NAME - len(ending)] + ending
    return plain if plain.strip(".") else _("file")
