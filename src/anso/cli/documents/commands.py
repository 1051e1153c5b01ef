"""The commands, with their options."""

import inspect
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from cyclopts import App, Parameter
from docstring_parser import parse

from anso.cli.app import COMMANDS
from anso.cli.app import app as root
from anso.cli.documents.marks import table

__all__ = ["commands_list"]

MADE_ELSEWHERE = {"run"}
"""Its sub-commands are the products, which have a page of their own."""


def commands_list() -> str:
    return "\n\n".join(
        f"### {title}\n\n"
        + table(
            ("command", "what it does"),
            [row for name in commands for row in rows_of(root[name], f"anso {name}", commands[name])],
        )
        for title, commands in COMMANDS.items()
    )


def rows_of(command: App, name: str, summary: str) -> list[tuple[str, ...]]:
    """One row a command; of a group, its sub-commands'."""
    if name.removeprefix("anso ") in MADE_ELSEWHERE:
        return [(f"`{name} PRODUCT --FIELD VALUE …`", summary)]
    flags = {*command.help_flags, *command.version_flags}
    inner = [sub for sub in command if sub not in flags]
    rows = [row for sub in inner for row in rows_of(command[sub], f"{name} {sub}", "")]
    if command.default_command is not None:
        rows.insert(0, row_of(command.default_command, name, summary))
    return rows


def row_of(function: Any, name: str, summary: str) -> tuple[str, ...]:
    described = parse(inspect.getdoc(function) or "")
    helps = {entry.arg_name: entry.description or "" for entry in described.params}
    words, options = [f"`{name}"], []
    hints = get_type_hints(function, include_extras=True)
    for parameter in inspect.signature(function).parameters.values():
        hint = hints[parameter.name]
        settings = get_args(hint)[1] if get_origin(hint) is Annotated else Parameter()
        if settings.show is False:
            continue
        if parameter.kind is parameter.KEYWORD_ONLY:
            named = tuple(settings.name or ())
            option = named[0] if named else f"--{parameter.name.replace('_', '-')}"
            options.append(f"`{option}` {lower_first(helps.get(parameter.name, ''))}".strip())
        elif parameter.kind is parameter.VAR_POSITIONAL:
            words.append("…")
        else:
            word = parameter.name.upper().replace("_", "-")
            words.append(word if parameter.default is parameter.empty else f"[{word}]")
    text = (described.short_description or summary).rstrip(".")
    return " ".join(words) + "`", f"{text}." + (f"<br>{'; '.join(options)}" if options else "")


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
