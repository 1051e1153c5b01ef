"""A form made from a hub's own schema of model metadata, so that every hub's questions are asked and no others.

In comes a JSON schema and what was typed; out comes the metadata as JSON has it. A list is typed line by line,
an object of a list with semicolons between its parts. What a form cannot ask is typed as YAML.
"""

import re
from typing import Any

import yaml
from django import forms
from django.utils.translation import gettext

from anso.alliance.teams.labels import label_of
from anso.errors import Problem
from anso.hub.yaml_text import YamlError, read_yaml

__all__ = ["DEFAULT_SCHEMA", "MetadataForm"]

OURS = frozenset({"team_name", "team_abbr", "model_id", "model_abbr"})
"""Fields that the records answer, never a form."""
LONG_TEXT = 120
DEFAULT_SCHEMA: dict[str, Any] = {
    "properties": {
        "model_name": {"type": "string"},
        "designated_model": {"type": "boolean"},
        "license": {"type": "string"},
        "methods": {"type": "string", "maxLength": 200},
        "data_inputs": {"type": "string"},
        "website_url": {"type": "string", "format": "uri"},
        "citation": {"type": "string"},
        "methods_long": {"type": "string"},
    },
    "required": ["model_name", "designated_model", "methods"],
}
"""What is asked where a hub has no schema of its own: hubverse's usual fields."""


class MetadataForm(forms.Form):
    """The fields of one schema."""

    def __init__(self, schema: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schema = schema if schema.get("properties") else DEFAULT_SCHEMA
        required = set(self.schema.get("required", ()))
        for name, given in self.schema["properties"].items():
            if name not in OURS:
                self.fields[name] = field_for(name, resolved(self.schema, given), name in required)

    def metadata(self) -> dict[str, Any]:
        """What was typed, in the types of the schema; empty fields are left out."""
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None, [], {})}

    def add_problems(self, problems: "tuple[Problem, ...] | list[Problem]") -> None:
        """Each problem beside the field it names."""
        for problem in problems:
            parts = re.split(r"[^\w]+", problem.where)
            name = next((part for part in parts if part in self.fields), None)
            self.add_error(name, problem.message if name else str(problem))


def resolved(schema: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """The property's own schema, followed through one reference within the document."""
    target: Any = schema
    for part in str(given.get("$ref", "")).removeprefix("#/").split("/"):
        if part:
            target = target.get(part, {}) if isinstance(target, dict) else {}
    return (
        {**target, **given} if given.get("$ref", "").startswith("#/") and isinstance(target, dict) else given
    )


def kind_of(given: dict[str, Any]) -> str:
    kinds = given.get("type", "")
    if isinstance(kinds, list):
        kinds = next((kind for kind in kinds if kind != "null"), "")
    return str(kinds)


def field_for(name: str, given: dict[str, Any], required: bool) -> forms.Field:  # a property of the schema
    kind = kind_of(given)
    said: dict[str, Any] = {
        "label": given.get("title") or label_of(name),
        "help_text": str(given.get("description", "")),
        "required": required,
    }
    if kind == "boolean":
        return forms.BooleanField(**{**said, "required": False, "initial": given.get("default", True)})
    if given.get("enum"):
        choices = [(str(value), str(value)) for value in given["enum"] if value is not None]
        return forms.ChoiceField(choices=[("", "–"), *choices], **said)
    if kind == "integer":
        return forms.IntegerField(**said)
    if kind == "number":
        return forms.FloatField(**said)
    if kind == "array":
        return LinesField(given.get("items") or {}, **said)
    if kind == "object" or not kind:
        return YamlField(**said)
    long = given.get("maxLength", 0) > LONG_TEXT or name in (
        "methods",
        "methods_long",
        "citation",
        "data_inputs",
    )
    if given.get("format") == "uri" or name.endswith("_url"):
        return forms.URLField(assume_scheme="https", **said)
    widget: forms.Widget = forms.Textarea(attrs={"rows": 4}) if long else forms.TextInput()
    return forms.CharField(max_length=given.get("maxLength"), widget=widget, **said)


class LinesField(forms.CharField):
    """A list, one item a line; where items are objects, their parts between semicolons."""

    def __init__(self, items: dict[str, Any], **kwargs: Any) -> None:
        self.parts = list(items.get("properties", {})) if kind_of(items) == "object" else []
        order = "; ".join(self.parts)
        hint = gettext("One a line: %(parts)s") % {"parts": order} if order else gettext("One a line.")
        kwargs["help_text"] = f"{kwargs.get('help_text', '')} {hint}".strip()
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(
            "; ".join(str(item.get(part, "")) for part in self.parts).rstrip("; ")
            if isinstance(item, dict)
            else str(item)
            for item in value
        )

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in str(super().clean(value) or "").splitlines() if line.strip()]
        if not self.parts:
            return lines
        return [
            {
                part: text
                for part, text in zip(self.parts, map(str.strip, line.split(";")), strict=False)
                if text
            }
            for line in lines
        ]


class YamlField(forms.CharField):
    """Anything else that a schema asks for."""

    def __init__(self, **kwargs: Any) -> None:
        written = gettext("Written as YAML.")
        kwargs["help_text"] = f"{kwargs.get('help_text', '')} {written}".strip()
        super().__init__(widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else yaml.safe_dump(value, allow_unicode=True)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return read_yaml(text) if text else None
        except YamlError as error:
            raise forms.ValidationError(gettext("This is not YAML: %(error)s") % {"error": error}) from error
