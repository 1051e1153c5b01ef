"""What a page of the editor sent, read into a part's content; what cannot be read stays as it was written.

Nothing is refused here: `read_definition` says what is wrong, and the page shows again what was typed.
"""

from collections.abc import Mapping
from typing import Any

from anso.alliance.calls.definition import Operator
from anso.alliance.calls.definition.form import Part
from anso.alliance.calls.forms.definition.inputs import Shape, shapes
from anso.alliance.calls.forms.definition.places import Place
from anso.language import LANGUAGES

__all__ = ["read_part"]

MOST_ROWS = 300
TAKES_LIST = (Operator.AMONG.value, Operator.NOT_AMONG.value)
TAKES_NUMBER = (Operator.AT_LEAST.value, Operator.AT_MOST.value)


def read_part(place: Place, post: Mapping[str, str]) -> dict[str, Any]:
    """The part with what was sent; lists of parts within it stay as they are."""
    return {**place.content, **read_fields(place.model, post, "")}


def read_fields(model: type[Part], post: Mapping[str, str], start: str) -> dict[str, Any]:
    found = {
        name: read_one(shape, kind, post, f"{start}{name}") for name, (shape, kind) in shapes(model).items()
    }
    return {
        name: value
        for name, value in found.items()
        if value is not None or not model.model_fields[name].is_required()
    }


def read_one(shape: Shape, kind: Any, post: Mapping[str, str], name: str) -> Any:
    text = post.get(name, "").strip()
    match shape:
        case Shape.TEXTS:
            texts = {language: post.get(f"{name}.{language}", "").strip() for language in LANGUAGES}
            return {language: one.replace("\r\n", "\n") for language, one in texts.items() if one} or None
        case Shape.TICK:
            return name in post
        case Shape.NUMBER:
            return number(text)
        case Shape.SEVERAL:
            return [number(one) if kind is int else one for one in parts(text)]
        case Shape.LINES:
            return lines(text)
        case Shape.ROWS if isinstance(kind, type):
            return rows(kind, post, name)
        case Shape.SCORES:
            return scores(post, name)
        case Shape.WITHIN:
            return read_fields(kind, post, f"{name}.")
        case _:
            return text


def number(text: str) -> Any:
    """A number; nothing for nothing; else the text, of which the check then says that it is none."""
    if not text:
        return None
    plain = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    try:
        value = float(plain)
    except ValueError:
        return text
    return int(value) if value.is_integer() else value


def parts(text: str) -> list[str]:
    return [one.strip() for one in text.replace("，", ",").replace("、", ",").split(",") if one.strip()]


def lines(text: str) -> dict[str, list[str]]:
    found = {}
    for line in text.replace("：", ":").splitlines():
        name, _colon, values = line.partition(":")
        if name.strip():
            found[name.strip()] = parts(values)
    return found


def numbers_of(post: Mapping[str, str], name: str) -> list[int]:
    start = f"{name}."
    heads = {key.removeprefix(start).partition(".")[0] for key in post if key.startswith(start)}
    return sorted(int(one) for one in heads if one.isascii() and one.isdigit() and len(one) < 5)[:MOST_ROWS]


def rows(kind: type[Part], post: Mapping[str, str], name: str) -> list[dict[str, Any]]:
    """Rows of which something was written; one whose box to remove it is ticked is left out."""
    found = []
    for row in numbers_of(post, name):
        start = f"{name}.{row}."
        if f"{start}remove" in post or not any(
            post.get(f"{start}{key}", "").strip() for key in telling(kind)
        ):
            continue
        item = read_fields(kind, post, start)
        if "operator" in item:
            item["value"] = test_value(item["operator"], post.get(f"{start}value", "").strip())
        if "choices" in item:
            item["choices"] = column_choices(post.get(f"{start}choices", ""))
        found.append(item)
    return found


def telling(kind: type[Part]) -> tuple[str, ...]:
    """By what of a row one sees that somebody wrote it."""
    return ("field",) if "operator" in kind.model_fields else ("code",)


def test_value(operator: str, text: str) -> Any:
    if operator in TAKES_LIST:
        return parts(text)
    if operator in TAKES_NUMBER:
        return number(text)
    return {"yes": True, "no": False}.get(text.lower(), text)


def column_choices(text: str) -> list[dict[str, Any]]:
    """`code | English | 中文 | Русский | Français`, one a line."""
    found = []
    for line in text.splitlines():
        code, *labels = (one.strip() for one in line.split("|"))
        if code:
            given = {language: label for language, label in zip(LANGUAGES, labels, strict=False) if label}
            found.append({"code": code, "label": given or {"en": code}})
    return found


def scores(post: Mapping[str, str], name: str) -> dict[str, Any]:
    found = {}
    for row in numbers_of(post, name):
        score = post.get(f"{name}.{row}.score", "").strip()
        texts = read_one(Shape.TEXTS, None, post, f"{name}.{row}.text")
        if score and texts and f"{name}.{row}.remove" not in post:
            found[score] = texts
    return found
