"""YAML that other people write, read as JSON would have it.

In come text or bytes; out come text, numbers, truths, lists, and names with values, or a sentence that says
what is wrong. Days stay the text that they are, as hubverse's own tools read them. References (& and *) are
refused: a few lines of references to references stand for more than memory holds.
"""

import json
from functools import lru_cache
from typing import Any

from anso.errors import AnsoError

__all__ = ["YamlError", "read_yaml"]

DAY = "tag:yaml.org,2002:timestamp"


class YamlError(AnsoError):
    """The text is not YAML, or says what JSON has no words for."""


def read_yaml(content: str | bytes) -> Any:
    """What the text says."""
    import yaml

    try:
        text = content if isinstance(content, str) else content.decode("utf-8-sig")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=_loader())):
            raise YamlError("refers to its own parts (& and *); write them out")
        said = yaml.load(text, Loader=_loader())  # noqa: S506  # a SafeLoader
    except UnicodeDecodeError as error:
        raise YamlError(f"is not UTF-8 text (byte {error.start + 1}); save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f" in line {mark.line + 1}" if mark else ""
        raise YamlError(f"is not YAML{place}: {error.problem}; mend it there") from error
    except (yaml.YAMLError, RecursionError, ValueError, TypeError) as error:
        told = (str(error).splitlines() or [type(error).__name__])[0]
        raise YamlError(f"is not YAML that can be read: {told}") from error
    _refuse_beyond_json(said)
    return said


def _refuse_beyond_json(said: Any) -> None:
    """What YAML has beyond JSON (not a number, bytes, sets), and letters that no database keeps."""
    try:
        written = json.dumps(said, allow_nan=False, ensure_ascii=False).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise YamlError(f"holds what is no text, number, list or names with values: {error}") from error
    if rb"\u0000" in written:
        raise YamlError("holds a null character; take it out")


@lru_cache(maxsize=1)
def _loader() -> Any:
    """A safe reader, the quick one where it is there, to which days are text."""
    import yaml

    safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    resolvers = {
        first: [(tag, pattern) for tag, pattern in found if tag != DAY]
        for first, found in safe.yaml_implicit_resolvers.items()
    }
    return type("PlainLoader", (safe,), {"yaml_implicit_resolvers": resolvers})
