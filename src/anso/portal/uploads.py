"""Uploads as they come in: streamed to disk, and no further than they may grow.

A file beyond its limit is dropped at the very byte and the rest of it let pass unread by anybody, so that
what was typed beside it still arrives; the reason is left on the request (`refused_files`) for the form and
the API to tell. Of a file that nobody asked for, or that nobody who is signed in gives, nothing is kept but
that it came. A request that announces far more than may be given is refused before it is read.
"""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from anso.alliance.uploads import alliance_upload_rules, open_upload_rules, refused_files
from anso.errors import NotFoundError
from anso.portal.cleanup import uploads_folder
from anso.product import UploadRule, get_product, upload_rules

__all__ = ["LimitedUploadHandler", "refused_files"]

ANNOUNCED_AT_MOST = 4
"""Times the largest upload: beyond that a whole request is refused unread."""


class LimitedUploadHandler(FileUploadHandler):
    """Lets through what a file field of the product or page asked for accepts from somebody who is signed in, or who
    holds the secret of the address."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._rule: UploadRule | None = None
        self._received = 0

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002  # Django's signature, here and below
        META: dict[str, str],  # noqa: ARG002, N803
        content_length: int,
        boundary: str,  # noqa: ARG002
        encoding: str | None = None,  # noqa: ARG002
    ) -> None:
        """Before anything is read: the length that the request announces."""
        announced, largest = int(content_length), UploadRule().limit
        if announced > ANNOUNCED_AT_MOST * largest:
            raise RequestDataTooBig(
                f"This request announces {announced / 1e6:.0f} MB; files of up to {largest / 1e6:g} MB are taken"
            )
        uploads_folder().mkdir(parents=True, exist_ok=True, mode=0o700)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._received = 0
        self._rule = self._rule_of(self.field_name or "")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002  # Django's signature
        if self._rule is None:
            return None  # the next handler gets an empty file, which says where one was given
        self._received += len(raw_data)
        if self._received > self._rule.limit:
            self._refuse(self._rule)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002  # Django's signature
        return  # the next handler, which writes to disk, gives the file

    def _rule_of(self, field: str) -> UploadRule | None:
        """What the field takes; none where there is nothing to take, or nobody to take it from."""
        match = getattr(self.request, "resolver_match", None)
        if match is None:
            return None
        if not getattr(getattr(self.request, "user", None), "is_authenticated", False):
            return open_upload_rules(match.view_name, match.kwargs).get(field)
        slug = match.kwargs.get("slug")
        if slug is None:
            return alliance_upload_rules(match.view_name).get(field)
        try:
            return upload_rules(get_product(slug).request).get(field)
        except NotFoundError:
            return None

    def _refuse(self, rule: UploadRule) -> None:
        refused = dict(refused_files(self.request)) if self.request else {}
        refused[self.field_name or ""] = _(
            "%(name)s is above the %(limit)s MB allowed; compress it or give it in parts"
        ) % {"name": repr(self.file_name), "limit": f"{rule.limit / 1e6:g}"}
        if self.request is not None:
            self.request._refused_files = refused  # type: ignore[attr-defined]  # read by `refused_files`
