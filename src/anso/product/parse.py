"""A request from what somebody typed: the same sentences for the command line, the API, forms and schedules."""

import difflib
import types
from collections.abc import Mapping
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from anso.errors import InvalidInputError, Problem
from anso.product.registry import Product
from anso.product.request import Request

__all__ = ["parse_request", "request_content"]


def parse_request(product: Product, given: Mapping[str, Any]) -> Request:
    """The product's request with the values given; empty texts count as not given.

    Raises `InvalidInputError` with one problem for each bad value, by the field's name.
    """
    values = {name: value for name, value in given.items() if value not in ("", None, [])}
    try:
        return product.request.model_validate(values)
    except ValidationError as error:
        raise InvalidInputError(
            Problem(".".join(str(part) for part in detail["loc"]), _sentence(product, detail))
            for detail in error.errors()
        ) from None


def request_content(request: Request) -> dict[str, Any]:
    """The request as plain data, as it is kept in a release's manifest and hashed."""
    return request.model_dump(mode="json")


def _sentence(product: Product, detail: ErrorDetails) -> str:
    value, context = detail["input"], detail.get("ctx", {})
    field = product.request.model_fields.get(str(detail["loc"][0])) if detail["loc"] else None
    match detail["type"]:
        case "missing":
            return f"is needed ({field.description or 'no description'})" if field else "is needed"
        case "extra_forbidden":
            return f"is no field of this request; {_suggest(str(detail['loc'][0]), list(product.request.model_fields))}"
        case "value_error":
            return str(context["error"])
        case "literal_error" | "enum":
            options = [str(option) for option in _choices(field.annotation)] if field else []
            return f"{value!r} is not one of the values taken; {_suggest(str(value), options)}"
        case "int_parsing" | "int_type" | "int_from_float":
            return f"{value!r} is not a whole number"
        case "float_parsing" | "float_type":
            return f"{value!r} is not a number"
        case "finite_number":
            return f"{value!r} is not a finite number"
        case "bool_parsing" | "bool_type":
            return f"{value!r} is neither yes nor no"
        case "date_parsing" | "date_from_datetime_parsing" | "date_type" | "date_from_datetime_inexact":
            return f"{value!r} is not a date such as 2020-06-08"
        case "datetime_parsing" | "datetime_type" | "datetime_from_date_parsing":
            return f"{value!r} is not a date and time such as 2020-09-03T06:00Z"
        case "greater_than_equal":
            return f"{value} is below {context['ge']}, the least allowed"
        case "greater_than":
            return f"{value} is not above {context['gt']}"
        case "less_than_equal":
            return f"{value} is above {context['le']}, the most allowed"
        case "less_than":
            return f"{value} is not below {context['lt']}"
        case "string_too_long":
            return f"is {len(str(value))} characters long; {context['max_length']} are allowed"
        case "string_too_short":
            return f"is {len(str(value))} characters long; at least {context['min_length']} are needed"
        case _:
            message = detail["msg"]
            return f"{message[:1].lower()}{message[1:]} (it is {value!r})"


def _suggest(given: str, options: list[str]) -> str:
    near = difflib.get_close_matches(given, options, n=1, cutoff=0.6)
    return f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(options) or 'none'}"


def _choices(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    if get_origin(annotation) in (Union, types.UnionType):
        return tuple(choice for part in get_args(annotation) for choice in _choices(part))
    if isinstance(annotation, type) and hasattr(annotation, "__members__"):
        return tuple(member.value for member in annotation)  # type: ignore[attr-defined]  # an Enum
    return ()
