"""One metadata file as its checks look at it."""

from functools import cached_property
from typing import Any

from anso.errors import InvalidInputError
from anso.hub.checks.grounds import Grounds
from anso.hub.checks.report import at_rows

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
        document = _yaml(content)
        if not isinstance(document, dict) or not all(isinstance(key, str) for key in document):
            raise InvalidInputError([at_rows("should be lines such as `team_name: The team`")])
        return document


def _yaml(content: bytes) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        text = content.decode("utf-8-sig")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=loader)):
            # A few lines of references to references stand for more than memory holds.
            raise InvalidInputError([at_rows("refers to its own parts (& and *); write them out")])
        return yaml.load(text, Loader=loader)  # noqa: S506  # a SafeLoader
    except UnicodeDecodeError as error:
        raise InvalidInputError(
            [at_rows(f"is not UTF-8 text (byte {error.start + 1}); save it as UTF-8")]
        ) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f" in line {mark.line + 1}" if mark else ""
        raise InvalidInputError([at_rows(f"is not YAML{place}: {error.problem}; mend it there")]) from error
    except (yaml.YAMLError, RecursionError, ValueError, TypeError) as error:
        said = (str(error).splitlines() or [type(error).__name__])[0]
        raise InvalidInputError([at_rows(f"is not YAML that can be read: {said}")]) from error
