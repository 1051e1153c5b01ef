"""A definition as a file of YAML or JSON, for those who prefer to write it so.

In comes what was uploaded; out goes plain data that `read_definition` then checks. YAML's anchors are refused: by
them a small file can stand for one that fills the memory.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from anso.errors import InvalidInputError, Problem

__all__ = ["TYPES", "as_file", "read_file"]

TYPES = {"yaml": "application/yaml; charset=utf-8", "json": "application/json; charset=utf-8"}


def as_file(content: Mapping[str, Any], kind: str) -> str:
    if kind == "json":
        return json.dumps(content, ensure_ascii=False, indent=1)
    import yaml

    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)


def read_file(content: bytes) -> dict[str, Any]:
    """JSON is YAML, too."""
    import yaml

    try:
        text = content.decode("utf-8-sig")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise InvalidInputError(
                [Problem("file", gettext("The file has anchors (&, *); write each part out."))]
            )
        found = yaml.safe_load(text)
        # Days that YAML reads as such, and numbers that lead a line, are texts in a definition.
        plain = json.loads(json.dumps(found, default=str))
    except UnicodeDecodeError as error:
        told = gettext("The file is not in UTF-8; save it so and upload it again.")
        raise InvalidInputError([Problem("file", told)]) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = gettext("line %(n)d") % {"n": mark.line + 1} if mark else "file"
        told = gettext("This is neither YAML nor JSON: %(problem)s.")
        raise InvalidInputError(
            [Problem(where, told % {"problem": getattr(error, "problem", "") or error})]
        ) from error
    except (RecursionError, TypeError, ValueError) as error:
        raise InvalidInputError(
            [Problem("file", gettext("The file holds no definition of a call."))]
        ) from error
    if not isinstance(plain, dict):
        raise InvalidInputError([Problem("file", gettext("The file holds no definition of a call."))])
    return plain
