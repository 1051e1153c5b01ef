"""A form from a product's Request model: plain descriptions of fields, in groups, for a template to draw.

The fields are read from the model's JSON schema, the same that the API publishes. A field may say more of
itself by `json_schema_extra`: `group` (the heading it stands under), `widget` (such as `textarea`) and `when`
(the choices that make it matter, such as `{"source": ["file"]}`; with script it is shown for these alone). What
readers of other languages are told is the model's `said`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from anso import places
from anso.errors import Problem
from anso.language import mark, sort_key
from anso.portal.templatetags.anso import reader_language
from anso.product import MayBePrivate, Product, Request, UploadRule, upload_rules
from anso.product.fields import choice_in, group_in, help_in, label_in
from anso.product.sentences import figure

__all__ = ["Choice", "FormField", "Group", "form_fields", "grouped"]

LONG_TEXT = 200
"""Texts that may be longer than this are typed into several lines."""
WIDGETS = {
    "date": "date",
    "country": "country",
    "region": "region",
    "place": "place",
    "binary": "file",
    "text": "text",
    "textarea": "textarea",
}


@dataclass(frozen=True)
class Choice:
    """One value to choose, or a heading with the values under it."""

    value: str
    label: str
    inner: tuple["Choice", ...] = ()


@dataclass(frozen=True)
class FormField:
    """One field, as it is to be drawn."""

    name: str
    label: str
    help: str
    widget: str
    """text, number, date, textarea, checkbox, select, country, region, place or file."""
    required: bool
    values: tuple[str, ...] = ()
    """What was typed, or what holds unless something is typed."""
    errors: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    many: bool = False
    may_be_empty: bool = True
    """Choosing nothing means something: that there is no value, not that the default stands."""
    group: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    when_field: str = ""
    """It matters only for some choices of that field; empty: always."""
    when_values: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"field-{self.name}"

    @property
    def value(self) -> str:
        return "\n".join(self.values)

    @property
    def chosen(self) -> bool:
        """A box that is ticked."""
        return self.value.lower() in ("true", "on", "yes", "1")

    @property
    def said(self) -> str:
        """The values in words, as a reader knows them."""
        if self.widget == "checkbox":
            return _("Yes") if self.chosen else _("No")
        every = [inner for choice in self.choices for inner in (choice, *choice.inner)]
        words = {choice.value: choice.label for choice in every}
        return mark("、", reader_language()).join(words.get(value, value) for value in self.values)

    @property
    def described_by(self) -> str:
        parts = [f"{self.id}-help"] * bool(self.help) + [f"{self.id}-error"] * bool(self.errors)
        return " ".join(parts)


@dataclass(frozen=True)
class Group:
    """Fields under one heading; the first may have none."""

    title: str
    fields: tuple[FormField, ...]


def form_fields(
    product: Product, typed: Mapping[str, Any] | None = None, problems: Sequence[Problem] = ()
) -> list[FormField]:
    """The fields in the model's order. `typed` is what was given so far; without it the defaults stand."""
    schema = product.request.model_json_schema()
    rules = upload_rules(product.request)
    required = set(schema.get("required", ()))
    fields = [
        _field(
            product.request,
            name,
            _merged(details, schema),
            rules.get(name),
            required=name in required,
            typed=typed,
            errors=tuple(p.message for p in problems if p.where.partition(".")[0] == name),
        )
        for name, details in schema.get("properties", {}).items()
    ]
    # Who may see the answer is asked after what is asked for, though its model is the base of the others.
    return sorted(fields, key=lambda one: one.name in MayBePrivate.model_fields)


def grouped(fields: Sequence[FormField]) -> list[Group]:
    """The fields by their groups, in the order in which the groups are first met."""
    titles = dict.fromkeys(one.group for one in fields)
    return [Group(title, tuple(one for one in fields if one.group == title)) for title in titles]


def _merged(details: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    """The description of a field with what it refers to put in, and without the `null` of an optional one."""
    merged = dict(details)
    options = [option for option in merged.pop("anyOf", ()) if option.get("type") != "null"]
    for part in options[:1] if len(options) == 1 else ():
        merged = {**part, **merged}
    if "$ref" in merged:
        merged = {**schema["$defs"][merged.pop("$ref").rsplit("/", 1)[-1]], **merged}
    if isinstance(merged.get("items"), Mapping):
        merged["items"] = _merged(merged["items"], schema)
    return merged


def _field(
    model: type[Request],
    name: str,
    details: Mapping[str, Any],
    rule: UploadRule | None,
    *,
    required: bool,
    typed: Mapping[str, Any] | None,
    errors: tuple[str, ...],
) -> FormField:
    many = details.get("type") == "array"
    single = details.get("items", {}) if many else details
    widget = "file" if rule else _widget(single, details)
    language = reader_language()
    choices = _choices(model, name, widget, single, language)
    if many and widget not in ("select", "country", "region"):
        widget = "textarea"  # one value in a line
    help_text = help_in(model, name, language)
    when_field, when_values = next(iter(details.get("when", {}).items()), ("", ()))
    if many and widget == "textarea":
        one_in_each_line = _("one in each line")
        help_text = f"{help_text} ({one_in_each_line})".strip()
    return FormField(
        name=name,
        label=label_in(model, name, language),
        help=_sentences([part for part in (help_text, _file_help(rule)) if part], language),
        widget=widget,
        required=required,
        values=() if rule else _values(name, details, typed, widget),
        errors=errors,
        choices=choices,
        many=many,
        may_be_empty=not many and (required or details.get("default") is None),
        group=group_in(model, name, details.get("group", ""), language),
        attributes=_attributes(widget, single, rule),
        when_field=when_field,
        when_values=tuple(str(value) for value in when_values),
    )


def _widget(single: Mapping[str, Any], details: Mapping[str, Any]) -> str:
    if "enum" in single or "const" in single:
        return "select"
    for key in (details.get("widget"), single.get("format")):
        if key in WIDGETS:
            return WIDGETS[key]
    match single.get("type"):
        case "boolean":
            return "checkbox"
        case "integer" | "number":
            return "number"
        case _:
            return "textarea" if single.get("maxLength", 0) > LONG_TEXT else "text"


def _choices(
    model: type[Request], name: str, widget: str, single: Mapping[str, Any], language: str
) -> tuple[Choice, ...]:
    if widget == "select":
        values = single.get("enum", [single.get("const")])
        return tuple(Choice(str(value), choice_in(model, name, str(value), language)) for value in values)
    if widget == "country":
        return _by_name(places.countries(), language)
    if widget == "region":
        titles = {"named": _("Regions"), "corridor": _("Corridors"), "un": _("Regions of the United Nations")}
        return tuple(
            Choice("", title, _by_name(places.regions(kind), language))  # type: ignore[arg-type]  # its kinds
            for kind, title in titles.items()
        )
    if widget == "place":
        return _by_name((*places.countries(), *places.regions()), language)
    return ()


def _by_name(found: Sequence[places.Place], language: str) -> tuple[Choice, ...]:
    choices = (Choice(place.code, place.name_in(language)) for place in found)
    return tuple(sorted(choices, key=lambda choice: sort_key(choice.label)))


def _values(
    name: str, details: Mapping[str, Any], typed: Mapping[str, Any] | None, widget: str
) -> tuple[str, ...]:
    unasked = typed is None or ("when" in details and name not in typed)
    given = details.get("default") if unasked or typed is None else typed.get(name)
    if given is None or given == "":
        return ("",) if widget == "checkbox" else ()
    values = given if isinstance(given, list | tuple) else (given,)
    return tuple(_code(str(value), widget) for value in values)


def _code(value: str, widget: str) -> str:
    """The code of a place that is chosen by its code but may be named otherwise; what is no place stays as typed."""
    look_ups: dict[str, Callable[[str], places.Place]] = {"country": places.country, "region": places.region}
    look_up = look_ups.get(widget)
    if look_up is None:
        return value
    try:
        return look_up(value).code
    except places.UnknownPlaceError:
        return value


def _attributes(widget: str, single: Mapping[str, Any], rule: UploadRule | None) -> dict[str, str]:
    """Further attributes of the input, which let a browser help before anything is sent."""
    if rule is not None:
        return {"accept": ",".join(rule.endings)} if rule.endings else {}
    if widget == "number":
        limits = {"min": single.get("minimum"), "max": single.get("maximum")}
        found = {key: str(value) for key, value in limits.items() if value is not None}
        step = single.get("multipleOf", 1 if single.get("type") == "integer" else "any")
        return found | {"step": str(step)}
    if widget in ("text", "textarea") and "maxLength" in single:
        return {"maxlength": str(single["maxLength"])}
    return {}


def _sentences(parts: Sequence[str], language: str) -> str:
    """Texts one after the other, each but the last closed as a sentence."""
    stop = mark(".", language)
    gap = "" if language == "zh" else " "
    return gap.join([part if part.endswith(stop) else part + stop for part in parts[:-1]] + list(parts[-1:]))


def _file_help(rule: UploadRule | None) -> str:
    if rule is None:
        return ""
    size = figure(rule.limit / 1e6, reader_language())
    if not rule.endings:
        return _("At most %(size)s MB.") % {"size": size}
    return _("Files that end in %(endings)s; at most %(size)s MB.") % {
        "endings": mark("、", reader_language()).join(rule.endings),
        "size": size,
    }
