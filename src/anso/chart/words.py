"""From a chart that speaks English to one that speaks the reader's language.

A stored specification carries its translations in `usermeta`: for each word that occurs in it or in its
data, how that word is said. `said_in` puts them in place: titles, label expressions, formats and texts are
exchanged where they match a word whole; the labels of axes, legends and headers of categories are looked up
as they are drawn; what tooltips and text marks show of a category is looked up in a column of its own.
The data stay as they are, and so does everything that is no word.
"""

import re
from collections.abc import Mapping
from typing import Any

from anso.chart.house_words import HOUSE_WORDS
from anso.language import known_language

__all__ = ["said_in", "with_words"]

Spec = dict[str, Any]
Fields = dict[str, str]
"""Fields of categories that are shown as words, and the columns where these stand."""

LABEL = "words[datum.label] || datum.label"
CATEGORIES = ("nominal", "ordinal")
GUIDES = {
    **dict.fromkeys(("x", "y"), "axis"),
    **dict.fromkeys(("row", "column", "facet"), "header"),
    **dict.fromkeys(
        (
            *("color", "fill", "stroke", "shape", "size", "opacity", "fillOpacity", "strokeOpacity"),
            *("strokeWidth", "strokeDash"),
        ),
        "legend",
    ),
}
"""Which guide tells what a channel means."""
SHOWN = ("tooltip", "text")
"""Channels that show values themselves."""
SPOKEN = frozenset({"title", "subtitle", "text", "tooltip", "labelExpr", "format", "description"})
"""Keys whose texts may be words."""
SILENT = frozenset({"data", "datasets", "values", "params"})
"""Keys under which nothing is said to a reader."""
COMPOSED = ("vconcat", "hconcat", "concat")


def with_words(spec: Mapping[str, Any], words: Mapping[str, Mapping[str, str]]) -> Spec:
    """The specification with its translations: word to language to how it is said."""
    return {**spec, "usermeta": {"words": {word: dict(said) for word, said in words.items()}}}


def said_in(spec: Mapping[str, Any], language: str) -> Spec:
    """The specification in a language, to be drawn; where it holds no translation it stays English."""
    known = known_language(language)
    said_as: Mapping[str, Mapping[str, str]] = spec.get("usermeta", {}).get("words", {})
    words = {word: said[known] for word, said in said_as.items() if said.get(known) and said[known] != word}
    bare = {key: value for key, value in spec.items() if key != "usermeta"}
    replaced = _replaced(bare, HOUSE_WORDS[known] | words)
    said = _view(replaced, {}) if words else replaced
    return said | {"params": [*said.get("params", ()), {"name": "words", "value": words}]}


def _replaced(value: Any, words: Mapping[str, str], key: str = "") -> Any:
    if isinstance(value, dict):
        return {
            name: item if name in SILENT else _replaced(item, words, _reading(name, key))
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [_replaced(item, words, key) for item in value]
    return words.get(value, value) if isinstance(value, str) and key in SPOKEN else value


def _reading(name: str, outer: str) -> str:
    """What a key says: the `value` of a text is a text, and so is one that depends on a condition."""
    return outer if outer in SHOWN and name in ("value", "datum", "condition") else name


def _view(view: Mapping[str, Any], inherited: Fields) -> Spec:
    """A view with its categories said; `inherited` are the fields that encodings around it show."""
    fields = dict(inherited)
    said: Spec = dict(view)
    if "encoding" in said:
        said["encoding"] = {
            channel: _channel(channel, definition, fields) for channel, definition in said["encoding"].items()
        }
    if isinstance(said.get("facet"), dict):
        facet = said["facet"]
        parts = {name: _guided(facet[name], "header") for name in ("row", "column") if name in facet}
        said["facet"] = {**facet, **parts} if parts else _guided(facet, "header")
    if isinstance(said.get("spec"), dict):
        said["spec"] = _view(said["spec"], fields)
    elif "layer" in said:
        said["layer"] = [_view(layer, fields) for layer in said["layer"]]
    elif composed := next((name for name in COMPOSED if name in said), None):
        said[composed] = [_view(part, {}) for part in said[composed]]
    elif fields:
        # Last of all transforms: only here does every field exist.
        said["transform"] = [*said.get("transform", ()), *map(_calculated, fields, fields.values())]
    return said


def _channel(channel: str, definition: Any, fields: Fields) -> Any:
    if channel in SHOWN:
        return _shown(definition, fields, titled=channel == "tooltip")
    guide = GUIDES.get(channel)
    return _guided(definition, guide) if guide else definition


def _guided(definition: Any, guide: str) -> Any:
    """The definition with its labels looked up, unless it says itself how they are made, or shows none."""
    if not isinstance(definition, dict):
        return definition
    if isinstance(definition.get("condition"), dict):
        return definition | {"condition": _guided(definition["condition"], guide)}
    if "field" not in definition or definition.get("type") not in CATEGORIES:
        return definition
    details = definition.get(guide, {})
    if details is None or "labelExpr" in details:
        return definition
    return definition | {guide: {**details, "labelExpr": LABEL}}


def _shown(definition: Any, fields: Fields, *, titled: bool) -> Any:
    """The definition with its field exchanged for a column of words, which is noted in `fields`."""
    if isinstance(definition, list):
        return [_shown(item, fields, titled=titled) for item in definition]
    if not isinstance(definition, dict):
        return definition
    if "condition" in definition:
        definition = definition | {"condition": _shown(definition["condition"], fields, titled=titled)}
    field = definition.get("field")
    if not isinstance(field, str) or definition.get("type") not in CATEGORIES or "[" in field:
        return definition
    if {"aggregate", "bin", "timeUnit"} & definition.keys():
        return definition
    fields[field] = re.sub(r"\W", "_", field) + "__said"
    named = {"title": definition.get("title", field)} if titled else {}
    return definition | named | {"field": fields[field]}


def _calculated(field: str, column: str) -> dict[str, str]:
    names = [name.replace("\\.", ".") for name in re.split(r"(?<!\\)\.", field)]
    steps = [f"[{_literal(name)}]" for name in names]
    # What lies within another value is read only where that value is there.
    value = " && ".join("datum" + "".join(steps[: depth + 1]) for depth in range(len(steps)))
    return {
        "calculate": f"words[{value}] || {value}",
        "as": column,
    }


def _literal(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
