"""A request from what somebody typed: the same sentences for the command line, the API, forms and schedules."""

import difflib
from collections.abc import Mapping
from enum import Enum
from typing import Any, Literal, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from anso.errors import AnsoError, InvalidInputError, Problem
from anso.language import known_language
from anso.product.fields import help_in
from anso.product.registry import Product
from anso.product.request import Request
from anso.product.sentences import one_of, sentence, shown

__all__ = ["parse_request", "request_content"]


def parse_request(product: Product, given: Mapping[str, Any], language: str = "en") -> Request:
    """The product's request with the values given; empty texts count as not given.

    Raises `InvalidInputError` with one problem for each bad value, by the field's name, said in the language
    of whoever gave it.
    """
    values = {name: value for name, value in given.items() if value not in ("", None, [])}
    try:
        return product.request.model_validate(values)
    except ValidationError as error:
        raise InvalidInputError(
            Problem(
                ".".join(str(part) for part in detail["loc"]),
                _sentence(product, detail, known_language(language)),
            )
            for detail in error.errors()
        ) from None


def request_content(request: Request) -> dict[str, Any]:
    """The request as plain data, as it is kept in a release's manifest and hashed."""
    return request.model_dump(mode="json")


def _sentence(product: Product, detail: ErrorDetails, language: str) -> str:
    given, context = detail["input"], detail.get("ctx", {})
    name = str(detail["loc"][0]) if detail["loc"] else ""
    field = product.request.model_fields.get(name)
    value = shown(given, language)
    match detail["type"]:
        case "missing":
            help_text = help_in(product.request, name, language) if field else ""
            return sentence("missing" if help_text else "missing_unexplained", language, help=help_text)
        case "extra_forbidden":
            hint = _hint(name, list(product.request.model_fields), language)
            return sentence("no_field", language, hint=hint)
        case "value_error":
            error = context["error"]
            return error.said_in(language) if isinstance(error, AnsoError) else str(error)
        case "literal_error" | "enum":
            options = [str(option) for option in _choices(field.annotation)] if field else []
            return sentence("no_choice", language, value=value, hint=_hint(str(given), options, language))
        case kind if kind in PLAIN:
            return sentence(PLAIN[kind], language, value=value)
        case "string_pattern_mismatch":
            return sentence("form", language, value=value, pattern=context["pattern"])
        case kind if kind in LIMITS:
            named, limit = LIMITS[kind]
            return sentence(named, language, value=given, limit=context[limit])
        case "multiple_of":
            return sentence("not_multiple", language, value=given, step=context["multiple_of"])
        case "string_too_long":
            return sentence("too_long", language, length=len(str(given)), limit=context["max_length"])
        case "string_too_short":
            return sentence("too_short", language, length=len(str(given)), limit=context["min_length"])
        case "too_long":
            return sentence("too_many", language, length=len(given), limit=context["max_length"])
        case "too_short":
            return sentence("too_few", language, length=len(given), limit=context["min_length"])
        case _:
            message = detail["msg"]
            return sentence("other", language, message=f"{message[:1].lower()}{message[1:]}", value=value)


PLAIN = {
    **dict.fromkeys(("int_parsing", "int_type", "int_from_float"), "whole_number"),
    **dict.fromkeys(("float_parsing", "float_type"), "number"),
    "finite_number": "finite",
    **dict.fromkeys(("bool_parsing", "bool_type"), "yes_or_no"),
    **dict.fromkeys(
        ("date_parsing", "date_from_datetime_parsing", "date_type", "date_from_datetime_inexact"), "date"
    ),
    **dict.fromkeys(("datetime_parsing", "datetime_type", "datetime_from_date_parsing"), "moment"),
    "string_type": "text",
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type"), "list"),
}
"""Pydantic's kinds of error that say nothing but that a value is not of a type, and our sentences for them."""
LIMITS = {
    "greater_than_equal": ("too_small", "ge"),
    "greater_than": ("not_above", "gt"),
    "less_than_equal": ("too_large", "le"),
    "less_than": ("not_below", "lt"),
}


def _hint(given: str, options: list[str], language: str) -> str:
    near = difflib.get_close_matches(given, options, n=1, cutoff=0.6)
    return one_of(near[0] if near else None, options, language)


def _choices(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return tuple(member.value for member in annotation)
    return tuple(choice for part in get_args(annotation) for choice in _choices(part))
