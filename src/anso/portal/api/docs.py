"""The API's documentation as a page of the site: read from the OpenAPI document, needing no script at all.

Its address is the same in every language; it is read in the one that `?language=` names, or else in the
browser's own.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify
from django.utils.translation import get_language_from_request, override
from django.utils.translation.trans_real import get_supported_language_variant
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from anso.portal.context import translations

__all__ = ["Documentation", "groups_of"]

SCHEMAS = "#/components/schemas/"
DEEPEST = 4


@dataclass(frozen=True)
class Line:
    """One parameter or one field of a body."""

    name: str
    kind: str
    needed: bool
    description: str
    depth: int = 0

    @property
    def indent(self) -> str:
        return "– " * self.depth


@dataclass(frozen=True)
class Operation:
    """One thing that can be called."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Line, ...]
    body: tuple[Line, ...]
    media: str
    answers: tuple[tuple[str, str], ...]
    fields: tuple[Line, ...]
    example: str
    try_url: str


@dataclass(frozen=True)
class Group:
    name: str
    anchor: str
    operations: tuple[Operation, ...]


class Documentation(DocsBase):
    """What ninja shows at its docs address."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        document = api.get_openapi_schema(path_params=kwargs)
        root = request.build_absolute_uri("/").rstrip("/")
        language = language_of(request)
        with override(language):
            context = {
                "groups": groups_of(document, root),
                "description": api.description,
                "openapi_url": self.get_openapi_url(api, kwargs),
                "root": root,
                "translations": translations(lambda code: f"{request.path}?language={code}"),
            }
            response = render(request, "api/docs.html", context)
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def language_of(request: HttpRequest) -> str:
    """The language asked for by name; where none of ours is, the browser's."""
    try:
        return get_supported_language_variant(request.GET.get("language", "").lower())
    except (LookupError, ValueError):  # none of ours, or too long to be one
        return get_language_from_request(request)


def groups_of(document: dict[str, Any], root: str) -> list[Group]:
    """The document's operations, group by group."""
    by_tag: dict[str, list[Operation]] = {tag["name"]: [] for tag in document["tags"]}
    for path, operations in document["paths"].items():
        for method, details in operations.items():
            by_tag[details["tags"][0]].append(_operation(document, root, path, method, details))
    return [Group(tag, slugify(tag), tuple(found)) for tag, found in by_tag.items()]


def _operation(
    document: dict[str, Any], root: str, path: str, method: str, details: dict[str, Any]
) -> Operation:
    parameters = tuple(
        Line(
            parameter["name"],
            _kind(parameter["schema"]),
            bool(parameter.get("required")),
            parameter["schema"].get("description", parameter.get("description", "")),
        )
        for parameter in details.get("parameters", ())
    )
    content = details.get("requestBody", {}).get("content", {})
    media = next(iter(content), "")
    body = tuple(_lines(document, content[media]["schema"])) if media else ()
    answers = tuple(
        (str(status), answer.get("description", "")) for status, answer in details["responses"].items()
    )
    responses: dict[str, Any] = details["responses"]
    good: dict[str, Any] = next((a for s, a in responses.items() if str(s).startswith("2")), {})
    schema = good.get("content", {}).get("application/json", {}).get("schema", {})
    open_path = method == "get" and "{" not in path and not any(line.needed for line in parameters)
    return Operation(
        anchor=details["operationId"],
        method=method.upper(),
        path=path,
        summary=details["summary"],
        description=details.get("description", ""),
        parameters=parameters,
        body=body,
        media=media,
        answers=answers,
        fields=tuple(_lines(document, schema)),
        example=_example(root, path, method, media, body),
        try_url=path if open_path else "",
    )


def _example(root: str, path: str, method: str, media: str, body: tuple[Line, ...]) -> str:
    words = ["curl"]
    if method != "get":
        words += ["-X", method.upper()]
    if media:
        words += ["-H 'Authorization: Bearer anso_…'"]
    needed = [line.name for line in body if line.needed and line.depth == 0]
    if media == "application/json":
        fields = ", ".join(f'"{name}": …' for name in needed)
        words += ["-H 'Content-Type: application/json'", f"-d '{{{fields}}}'"]
    elif media:
        words += [f"-F {name}=…" for name in needed]
    return " ".join([*words, f"'{root}{path}'"])


def _lines(document: dict[str, Any], schema: dict[str, Any], depth: int = 0) -> list[Line]:
    """The fields of a schema, those of the objects in it below them."""
    schema = _resolved(document, schema)
    if schema.get("type") == "array":
        return _lines(document, schema["items"], depth)
    needed = set(schema.get("required", ()))
    lines = []
    for name, field in schema.get("properties", {}).items():
        lines.append(Line(name, _kind(field), name in needed, field.get("description", ""), depth))
        inner = _resolved(document, field.get("items", field))
        if depth + 1 < DEEPEST and inner.get("properties"):
            lines += _lines(document, inner, depth + 1)
    return lines


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        found: dict[str, Any] = document["components"]["schemas"][schema["$ref"].removeprefix(SCHEMAS)]
        return found
    return schema


def _kind(schema: dict[str, Any]) -> str:
    """What a value is, in a word or two."""
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[-1])
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    options = [option for option in schema.get("anyOf", ()) if option.get("type") != "null"]
    if options:
        return " | ".join(dict.fromkeys(_kind(option) for option in options))
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "anything")
