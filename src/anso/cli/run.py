"""`anso run`: one sub-command a product, made from its request model.

Values go on as the texts that were typed; `parse_request` reads them, so that a bad value gives the same
sentence here as in the API, on the web form and in the schedule.
"""

import inspect
import types
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from cyclopts import App, Parameter
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from anso.cli.terminal import TerminalReporter, print_json, print_pairs
from anso.errors import AnsoError
from anso.product import Product, execute, get_product, parse_request, products, upload_rules
from anso.release import in_language

__all__ = ["app", "describe_field", "option_name"]

app = App(name="run")


@app.default
def choose(product: Annotated[str, Parameter(show=False)] = "", /) -> None:
    """Ask a product for a release, and wait for it."""
    if product:
        get_product(product)  # its error suggests what was meant
    app.help_print()


def option_name(field: str) -> str:
    return f"--{field.replace('_', '-')}"


def describe_field(field: FieldInfo) -> str:
    """What the field takes, and what holds when nothing is given."""
    text = (field.description or "").rstrip(".")
    choices = _choices(field.annotation)
    if choices:
        text += f" [{'|'.join(choices)}]"
    if field.is_required():
        return f"{text} [required]"
    default = field.default
    if field.default_factory is not None or default in (None, "", (), PydanticUndefined) or default is False:
        return text
    return (
        f"{text} [default: {', '.join(map(str, default)) if isinstance(default, tuple | list) else default}]"
    )


def command_for(product: Product) -> Callable[..., int]:
    """The function behind `anso run SLUG`: its parameters are the request's fields."""

    def command(**options: Any) -> int:
        as_json, owner = options.pop("json", False), options.pop("owner", None)
        return ask(product, options, as_json=as_json, owner=owner)

    parameters = [
        _option(name, describe_field(field), _kind(field))
        for name, field in product.request.model_fields.items()
    ]
    if product.may_be_private:
        parameters.append(_option("owner", "Public id of the person a private release belongs to", str))
    parameters.append(_option("json", "Print JSON", bool, default=False))
    command.__doc__ = product.summary_in("en")
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return command


def ask(product: Product, given: dict[str, Any], *, as_json: bool, owner: str | None) -> int:
    files = {name: Path(given[name]) for name in upload_rules(product.request) if given.get(name)}
    request = parse_request(product, given | files)
    if getattr(request, "private", False) and not owner:
        raise AnsoError("A private release needs to know whose it is: give --owner with a person's public id")
    with TerminalReporter(product.title_in("en")) as reporter:
        release = execute(product, request, reporter=reporter, owner=owner)
    manifest = release.manifest
    finding = in_language(manifest.finding, "en") if manifest.finding else ""
    folder = release.local_path("") or release.address("")
    if as_json:
        print_json({"id": release.id, "finding": manifest.finding, "address": str(folder)})
        return 0
    if finding:
        print(finding)
    if manifest.holds:
        print(in_language(manifest.holds, "en"))
    if finding or manifest.holds:
        print()
    print_pairs({"release": release.id, "folder": folder, "alerts": len(manifest.alerts) or ""})
    return 0


def _option(name: str, help_text: str, kind: Any, default: Any = None) -> inspect.Parameter:
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        default=default,
        annotation=Annotated[
            kind if default is not None else kind | None,
            Parameter(
                name=option_name(name),
                help=help_text,
                show_default=False,
                allow_leading_hyphen=True,
                negative=f"--no-{option_name(name)[2:]}" if kind is bool and default is None else "",
            ),
        ],
    )


def _kind(field: FieldInfo) -> Any:
    """What the command line itself must tell apart: switches, texts, and texts that may come repeatedly."""
    annotation = _without_none(field.annotation)
    if annotation is bool:
        return bool
    return list[str] if get_origin(annotation) in (list, tuple, set, frozenset) else str


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, types.UnionType):
        parts = [part for part in get_args(annotation) if part is not type(None)]
        return parts[0] if len(parts) == 1 else annotation
    return annotation


def _choices(annotation: Any) -> list[str]:
    annotation = _without_none(annotation)
    if get_origin(annotation) is Literal:
        return [str(value) for value in get_args(annotation)]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(member.value) for member in annotation]
    return []


for _slug, _product in products().items():
    app.command(command_for(_product), name=_slug)
