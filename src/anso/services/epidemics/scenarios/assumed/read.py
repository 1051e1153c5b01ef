"""From a TOML file to a set of scenarios; whatever is wrong in it is said, all at once.

Each problem names the table and key of the file and how to mend it.
"""

import math
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from anso.errors import InvalidInputError, NotFoundError, Problem
from anso.language import LANGUAGES
from anso.services.epidemics.scenarios.assumed.parameters import AGES, parameters
from anso.services.epidemics.scenarios.assumed.sets import LETTERS, Assumption, Axis, Level, ScenarioSet

__all__ = ["packaged_set", "packaged_sets", "read_set"]

SETS = Path(__file__).parent / "packaged"
FEWEST, MOST = 2, 6
"""Scenarios of a set: one alone compares with nothing, more than six cannot be told apart in a chart."""
LONGEST_TEXT = 1000
TOP = ("id", "title", "description", "values", "axes")


@cache
def packaged_sets() -> Mapping[str, ScenarioSet]:
    """The sets that come with the room, by id."""
    read = (read_set(path.read_bytes(), path.name) for path in sorted(SETS.glob("*.toml")))
    return {one.id: one for one in read}


def packaged_set(name: str) -> ScenarioSet:
    known = packaged_sets()
    if name not in known:
        raise NotFoundError(f"There is no scenario set {name!r}; there are {', '.join(known)}")
    return known[name]


def read_set(content: bytes, name: str) -> ScenarioSet:
    """The set in a file of that name."""
    try:
        written = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InvalidInputError(
            [Problem(f"{name}, line {line}", "is not UTF-8 text; save it as UTF-8")]
        ) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InvalidInputError([Problem(name, f"is no TOML file: {error}")]) from None
    reader = Reader(name)
    found = reader.set(written)
    if reader.problems:
        raise InvalidInputError(reader.problems)
    return found


class Reader:
    """Reads on past what is wrong, so that all of it is told at once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def wrong(self, where: str, message: str) -> None:
        self.problems.append(Problem(f"{self.name}, {where}", message))

    def set(self, written: Mapping[str, Any]) -> ScenarioSet:
        self.only(written, TOP, "top")
        axes = tuple(
            self.axis(axis, f"axes[{number}]")
            for number, axis in enumerate(self.tables(written, "axes", "top"), start=1)
        )
        count = math.prod(len(axis.levels) for axis in axes) if axes else 0
        if not FEWEST <= count <= MOST:
            self.wrong(
                "axes", f"cross to {count} scenarios; give axes whose levels cross to {FEWEST} to {MOST}"
            )
        found = ScenarioSet(
            self.name_of(written, "id", "top"),
            self.text(written, "title", "top"),
            self.text(written, "description", "top"),
            self.values(written, "top"),
            axes if count <= len(LETTERS) else (),
        )
        self.unlike(axes)
        return found

    def unlike(self, axes: tuple[Axis, ...]) -> None:
        """A parameter belongs to one axis: crossing two that state it would let one overwrite the other."""
        owner: dict[str, str] = {}
        for axis in axes:
            for key in sorted({value.key for level in axis.levels for value in level.values}):
                if key in owner:
                    self.wrong(
                        f"axis {axis.id}", f"states {key}, which axis {owner[key]} states too; keep one"
                    )
                owner[key] = axis.id

    def axis(self, written: Mapping[str, Any], where: str) -> Axis:
        self.only(written, ("id", "title", "levels"), where)
        levels = tuple(
            self.level(level, f"{where}.levels[{number}]")
            for number, level in enumerate(self.tables(written, "levels", where), start=1)
        )
        if not levels:
            self.wrong(where, "has no levels; give at least one [[axes.levels]]")
        ids = [level.id for level in levels]
        if len(set(ids)) < len(ids):
            self.wrong(where, f"has levels of the same id ({', '.join(ids)}); name each differently")
        return Axis(self.name_of(written, "id", where), self.text(written, "title", where), levels)

    def level(self, written: Mapping[str, Any], where: str) -> Level:
        self.only(written, ("id", "title", "says", "values"), where)
        return Level(
            self.name_of(written, "id", where),
            self.text(written, "title", where),
            self.text(written, "says", where),
            self.values(written, where),
        )

    def values(self, written: Mapping[str, Any], where: str) -> tuple[Assumption, ...]:
        tables = enumerate(self.tables(written, "values", where), start=1)
        read = (self.value(table, f"{where}.values[{number}]") for number, table in tables)
        return tuple(value for value in read if value is not None)

    def value(self, written: Mapping[str, Any], where: str) -> Assumption | None:
        self.only(written, ("key", "value", "range", "source"), where)
        key, source = written.get("key"), written.get("source")
        known = parameters().get(key) if isinstance(key, str) else None
        if known is None:
            self.wrong(f"{where}.key", f"{key!r} is no parameter; there are {', '.join(parameters())}")
            return None
        if not isinstance(source, str) or not 0 < len(source) <= LONGEST_TEXT:
            self.wrong(f"{where}.source", f"is needed for {known.key}: a publication, or the word assumption")
            source = ""
        inside = self.between(known.low, known.high)
        given = written.get("value")
        several = given if isinstance(given, list) else [given] * len(AGES) if known.by_age else [given]
        if len(several) != (len(AGES) if known.by_age else 1) or not all(map(inside, several)):
            wanted = f"one number or {len(AGES)} by age" if known.by_age else "one number"
            self.wrong(
                f"{where}.value",
                f"{given!r} does not serve for {known.key}; give {wanted}, from {known.low:g} to {known.high:g}",
            )
            return None
        return Assumption(known.key, tuple(map(float, several)), self.range(written, where, inside), source)

    def range(
        self, written: Mapping[str, Any], where: str, inside: Callable[[Any], bool]
    ) -> tuple[float, float] | None:
        given = written.get("range")
        if given is None:
            return None
        value = written.get("value")
        sound = isinstance(given, list) and len(given) == 2 and all(map(inside, given))
        if isinstance(value, list) or not sound or not given[0] <= value <= given[1]:
            self.wrong(f"{where}.range", f"{given!r} does not serve; give [low, high] around one value")
            return None
        return float(given[0]), float(given[1])

    @staticmethod
    def between(low: float, high: float) -> Callable[[Any], bool]:
        def inside(value: Any) -> bool:
            return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high

        return inside

    def tables(self, written: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
        given = written.get(key, [])
        if not isinstance(given, list) or not all(isinstance(entry, dict) for entry in given):
            self.wrong(where, f"{key} is not a list of tables; write it as [[{key}]]")
            return []
        return given

    def only(self, written: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
        for key in written:
            if key not in known:
                self.wrong(where, f"{key!r} is no key here; there are {', '.join(known)}")

    def name_of(self, written: Mapping[str, Any], key: str, where: str) -> str:
        given = written.get(key)
        plain = isinstance(given, str) and given.replace("-", "").replace("_", "").isalnum()
        if not plain or not str(given).isascii() or len(str(given)) > 60:
            self.wrong(
                f"{where}.{key}", f"{given!r} does not serve; give a short name of letters, digits and -"
            )
        return str(given)

    def text(self, written: Mapping[str, Any], key: str, where: str) -> Mapping[str, str]:
        given = written.get(key)
        texts = {"en": given} if isinstance(given, str) else given
        if not isinstance(texts, dict) or not isinstance(texts.get("en"), str):
            self.wrong(f"{where}.{key}", 'is needed, at least in English: a text, or { en = "…", fr = "…" }')
            return {"en": ""}
        if wrong := [
            code for code, said in texts.items() if code not in LANGUAGES or not isinstance(said, str)
        ]:
            self.wrong(
                f"{where}.{key}", f"{wrong[0]!r} is no language here; there are {', '.join(LANGUAGES)}"
            )
        if any(len(str(said)) > LONGEST_TEXT for said in texts.values()):
            self.wrong(f"{where}.{key}", f"is longer than {LONGEST_TEXT} characters; shorten it")
        return {code: texts.get(code) or texts["en"] for code in LANGUAGES}
