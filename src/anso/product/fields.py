"""What readers of other languages are told of a request's fields: labels, help, and the names of choices.

English is in the model itself: the title and the description of each field, which the command line and the
API show. A model says the rest beside it, in its class variable `said`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel

from anso.language import known_language

__all__ = ["FieldWords", "choice_in", "group_in", "help_in", "label_in"]

Words = Mapping[str, str]
"""By language."""


@dataclass(frozen=True)
class FieldWords:
    """One field, in words."""

    label: Words = field(default_factory=dict)
    """English too, where the field's title does not serve."""
    help: Words = field(default_factory=dict)
    """English is the field's description."""
    choices: Mapping[str, Words] = field(default_factory=dict)
    """Names of the values to choose from, where the value itself does not serve."""
    group: Words = field(default_factory=dict)
    """English is the field's `group`."""


def label_in(model: type[BaseModel], name: str, language: str) -> str:
    described = model.model_fields[name]
    title = described.title or name.replace("_", " ").capitalize()
    return _said(_words_of(model, name).label, language) or title


def help_in(model: type[BaseModel], name: str, language: str) -> str:
    return _said(_words_of(model, name).help, language) or model.model_fields[name].description or ""


def choice_in(model: type[BaseModel], name: str, value: str, language: str) -> str:
    choices = _words_of(model, name).choices
    return _said(choices.get(value, {}), language) or value.replace("_", " ")


def group_in(model: type[BaseModel], name: str, group: str, language: str) -> str:
    return _said(_words_of(model, name).group, language) or group


def _words_of(model: type[BaseModel], name: str) -> FieldWords:
    """What the model, or else one it is made from, says of the field."""
    for part in model.__mro__:
        said: Mapping[str, FieldWords] = part.__dict__.get("said", {})
        if name in said:
            return said[name]
    return FieldWords()


def _said(words: Words, language: str) -> str:
    return words.get(known_language(language)) or words.get("en", "")
