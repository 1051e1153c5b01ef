"""The press: Typst with the house's fonts, started once a process, fed with our templates and JSON."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from anso.errors import AnsoError

__all__ = ["UnsettableError", "typeset"]

ROOM = Path(__file__).parent.parent
FONTS, TEMPLATES = ROOM / "fonts", ROOM / "templates"
TAGGED = ["ua-1"]
"""PDF/UA-1: readable aloud, with a title and a language."""

_one_at_a_time = Lock()


class UnsettableError(AnsoError):
    """A document could not be set."""


@cache
def press() -> Any:
    """Made once: reading the fonts takes far longer than setting a letter."""
    import typst

    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(root=TEMPLATES, font_paths=fonts)


def typeset(template: str, data: Mapping[str, Any], *, made_at: datetime | None = None) -> bytes:
    """The PDF of a template (`letter` is `templates/letter.typ`) with its data; the same data give the same bytes."""
    import typst

    source = TEMPLATES / f"{template}.typ"
    moment = (made_at or datetime(2000, 1, 1, tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    with _one_at_a_time:
        try:
            made = press().compile(
                source,
                format="pdf",
                sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
                pdf_standards=TAGGED,
                timestamp=moment,
            )
        except typst.TypstError as error:
            raise UnsettableError(f"The document {template} could not be set: {error.message}") from error
    return bytes(made)
