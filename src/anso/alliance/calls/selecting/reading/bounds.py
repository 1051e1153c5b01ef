"""At least, at most, exactly: the bounds in a row of a file of quotas, as numbers or as shares."""

from collections.abc import Mapping

from anso.alliance.calls.selecting.reading.headers import Headers
from anso.errors import InvalidInputError, Problem

__all__ = ["BOUNDS", "bounds"]

BOUNDS = ("least", "most", "exactly", "least_share", "most_share", "amount")
SIDES = {
    "least": ("min", "minimum", ">=", ">", "at least", "at_least", "least", "lower", "floor", "ge"),
    "most": ("max", "maximum", "<=", "<", "at most", "at_most", "most", "upper", "cap", "le"),
    "exactly": ("=", "==", "exactly", "exact", "equal", "equals", "eq"),
}


def bounds(row: Mapping[str, str], headers: Headers, where: str) -> tuple[float | None, float | None, bool]:
    """At least, at most, and whether they are shares."""
    given = {
        part: headers.cell(row, part) for part in ("least", "most", "exactly", "least_share", "most_share")
    }
    side, amount = headers.cell(row, "side").casefold(), headers.cell(row, "amount")
    if amount:
        part = next((part for part, words in SIDES.items() if side in words), None)
        if part is None:
            raise InvalidInputError(
                [
                    Problem(
                        f"{where}, column {headers.parts['side']}",
                        f"{side!r} is no side; write min, max or exactly",
                    )
                ]
            )
        given[part] = amount
    read = {
        part: bound(text, f"{where}, column {headers.parts.get(part, part)}")
        for part, text in given.items()
        if text
    }
    shares = {part: value for part, value in read.items() if part.endswith("_share")}
    if shares:
        if len(shares) < len(read):
            raise InvalidInputError(
                [Problem(where, "it bounds a share and a number at once; give each a row")]
            )
        return first(shares.get("least_share")), first(shares.get("most_share")), True
    least = first(read.get("least", read.get("exactly")))
    most = first(read.get("most", read.get("exactly")))
    return least, most, any(percent for _, percent in read.values())


def first(given: tuple[float, bool] | None) -> float | None:
    return None if given is None else given[0]


def bound(text: str, where: str) -> tuple[float, bool]:
    """A number, and whether it was written in percent."""
    percent = text.endswith("%")
    try:
        value = float(text.removesuffix("%").strip())
    except ValueError:
        value = float("nan")
    if not abs(value) < float("inf"):
        raise InvalidInputError([Problem(where, f"{text!r} is no number; give one, or leave the cell empty")])
    return (value / 100 if percent else value), percent
