"""Files handed to a browser so that they can only be saved, never run on the site's own origin."""

from typing import TypeVar

from django.http import HttpResponseBase
from django.utils.http import content_disposition_header

__all__ = ["as_download"]

SANDBOX = "default-src 'none'; sandbox"

Answer = TypeVar("Answer", bound=HttpResponseBase)


def as_download(response: Answer, filename: str) -> Answer:
    """Make the answer a download under that name.

    Whatever the file holds, the browser does not show it, does not guess another type for it, and, should
    somebody open it in the site's origin all the same, runs nothing in it.
    """
    name = filename.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(character for character in name if character.isprintable()).strip(". ") or "file"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
