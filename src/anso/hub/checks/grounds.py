"""The hub that a file is checked against: its definition, its optional checks and its auxiliary data.

Definitions are kept by the content of their files, so that checking thousands of files reads them once and a
changed definition is never missed.
"""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any

from anso.errors import InvalidInputError, NotFoundError
from anso.hub.checks.reading import Coded, Read, read_table
from anso.hub.checks.report import at_rows
from anso.hub.definition import Definition
from anso.hub.definition.definition import CONFIG, contents
from anso.hub.definition.document import MAXIMUM_BYTES
from anso.hub.folder import HubFolder

__all__ = ["CONFIG", "Grounds"]

VALIDATIONS = f"{CONFIG}/validations.yml"
LOCATIONS = "auxiliary-data/locations.csv"


class Grounds:
    """What checks need to know of a hub, read when it is first asked for."""

    def __init__(self, folder: HubFolder) -> None:
        self.folder = folder

    @cached_property
    def definition(self) -> Definition:
        """The hub's definition; `InvalidInputError` when it has faults."""
        return _definition(tuple(contents(self.folder).items()))

    @cached_property
    def optional(self) -> dict[str, dict[str, Any]]:
        """The arguments of optional checks that the hub sets in validations.yml, by the function's name."""
        import yaml

        try:
            content = self.folder.read(VALIDATIONS, limit=MAXIMUM_BYTES)
        except NotFoundError:
            return {}
        try:
            document = yaml.load(content, Loader=_plain_loader())  # noqa: S506  # a SafeLoader
        except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
            said = str(error).splitlines()[0]
            raise InvalidInputError([at_rows(f"is not YAML: {said}", file=VALIDATIONS)]) from error
        found: dict[str, dict[str, Any]] = {}
        for entry in _entries(document):
            arguments = entry.get("args")
            found.setdefault(str(entry["fn"]), dict(arguments) if isinstance(arguments, Mapping) else {})
        return found

    @cached_property
    def populations(self) -> dict[str, float]:
        """People by location, from the hub's table of locations; none when there is no such table."""
        arguments = self.optional.get("opt_check_tbl_counts_lt_popn", {})
        path = str(arguments.get("popn_file_path", LOCATIONS))
        if not self.folder.exists(path):
            return {}
        ending = path.rpartition(".")[2]
        table = read_table(
            self.folder.read(path, limit=MAXIMUM_BYTES), ending if ending != "feather" else "arrow"
        )
        names = str(arguments.get("location_col", "location")), str(arguments.get("popn_col", "population"))
        return _by_name(table, *names) if set(names) <= table.columns.keys() else {}


def _by_name(table: Read, key: str, value: str) -> dict[str, float]:
    keys: Coded = table.coded(key, numeric=False)
    values: Coded = table.coded(value, numeric=True)
    found = {}
    for row in range(table.rows):
        name, text = keys.text(row), values.text(row)
        try:
            number = float(text or "")
        except ValueError:
            continue
        if name is not None:
            found[name] = number
    return found


def _entries(document: Any) -> list[Mapping[str, Any]]:
    """The checks named anywhere in the document, whichever round or step they are set for."""
    if not isinstance(document, Mapping):
        return []
    if isinstance(document.get("fn"), str):
        return [document]
    return [entry for part in document.values() for entry in _entries(part)]


@lru_cache(maxsize=8)
def _definition(contents: tuple[tuple[str, bytes], ...]) -> Definition:
    return Definition.of(dict(contents))


@lru_cache(maxsize=1)
def _plain_loader() -> Any:
    """A safe YAML reader to which a tag, such as the `!r` of R expressions, is the text behind it."""
    import yaml

    class Loader(yaml.SafeLoader):
        """Knows no tag but the plain ones."""

    def text(loader: Any, _suffix: str, node: Any) -> Any:
        return loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else None

    Loader.add_multi_constructor("!", text)
    return Loader
