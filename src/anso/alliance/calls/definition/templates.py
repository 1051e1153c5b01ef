"""The templates that ship with the site, one file a programme."""

from functools import cache
from importlib.resources import files

from anso.alliance.calls.definition.definition import Definition, read_definition
from anso.errors import InvalidInputError, NotFoundError, Problem

__all__ = ["template", "templates"]

FOLDER = files("anso.alliance.calls.definition") / "programmes"


def templates() -> tuple[str, ...]:
    """Their names, in order."""
    return tuple(
        sorted(entry.name.removesuffix(".yaml") for entry in FOLDER.iterdir() if entry.name.endswith(".yaml"))
    )


@cache
def template(name: str) -> Definition:
    """The definition of a programme."""
    import yaml

    if name not in templates():
        raise NotFoundError(f"There is no template {name!r}; there are {', '.join(templates())}.")
    try:
        text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
        # The safe loader of libyaml reads the same in a tenth of the time, where it was built.
        return read_definition(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))  # noqa: S506
    except InvalidInputError as error:
        raise InvalidInputError(
            Problem(f"{name}.yaml: {found.where}", found.message) for found in error.problems
        ) from error
