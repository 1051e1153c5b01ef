"""One metadata file as its checks look at it."""

from functools import cached_property
from typing import Any

from anso.errors import InvalidInputError
from anso.hub.checks.grounds import Grounds
from anso.hub.checks.report import at_rows
from anso.hub.yaml_text import YamlError, read_yaml

__all__ = ["MAXIMUM_BYTES", "Metadata"]

MAXIMUM_BYTES = 1_000_000
"""The largest metadata file read; real ones have a few kilobytes."""


class Metadata:
    """A model's description, of a hub or meant for it."""

    def __init__(self, hub: Grounds, path: str, *, content: bytes | None = None) -> None:
        self.hub = hub
        self.path = path
        self.given = content

    @cached_property
    def document(self) -> dict[str, Any]:
        """What the file says."""
        content = (
            self.given if self.given is not None else self.hub.folder.read(self.path, limit=MAXIMUM_BYTES)
        )
        if len(content) > MAXIMUM_BYTES:
            raise InvalidInputError([at_rows("is larger than 1 MB; describe the model in fewer words")])
        try:
            document = read_yaml(content)
        except YamlError as error:
            raise InvalidInputError([at_rows(str(error))]) from error
        if not isinstance(document, dict) or not all(isinstance(key, str) for key in document):
            raise InvalidInputError([at_rows("should be lines such as `team_name: The team`")])
        return document
