"""The JSON that a program sent, read into plain data; what no database keeps as text is refused before a verb sees it.

JSON spells a NUL and half a surrogate pair as escapes. PostgreSQL stores neither, and UTF-8 has no spelling for the
second: each would be a failure far from its cause.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from anso.errors import InvalidInputError, Problem

__all__ = ["SoundParser"]

SUSPICIOUS = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
UNSOUND = re.compile("[\x00\ud800-\udfff]")


class SoundParser(Parser):
    """Ninja's parser; it makes an answer of 400 of whatever is raised here, with ours as the cause."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            body: Any = super().parse_body(request)
        except RecursionError as error:
            raise refused("", _("The body is nested too deeply.")) from error
        except ValueError as error:
            raise refused("", _("The body is not JSON in UTF-8: %(error)s.") % {"error": error}) from error
        if SUSPICIOUS.search(request.body):
            for where, text in texts_in(body):
                if UNSOUND.search(text):
                    raise refused(where, _("This holds a character that is no text; leave it out."))
        return body


def refused(where: str, message: str) -> InvalidInputError:
    return InvalidInputError([Problem(where, message)])


def texts_in(body: Any) -> Iterator[tuple[str, str]]:
    """Every text, keys too, with its place; by a list of what is left, for nesting may be as deep as the parser goes."""
    left: list[tuple[str, Any]] = [("", body)]
    while left:
        where, value = left.pop()
        match value:
            case str():
                yield where, value
            case list():
                left += [(f"{where}.{place}".lstrip("."), part) for place, part in enumerate(value)]
            case dict():
                yield from ((where, key) for key in value)
                left += [(f"{where}.{key}".lstrip("."), part) for key, part in value.items()]
