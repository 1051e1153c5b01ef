"""`degree=PhD & university in {USTC, UCAS}`: whom a quota counts, as it is written in a cell.

A condition is tests joined by `&`. A test names a column, then `=`, `!=`, `in`, `not in`, `<`, `<=`, `>` or `>=`, then
a value, or for the first four several in braces or separated by `|`. A value that holds one of these signs stands in
quotes. `country=*` means each value by itself.
"""

import re
from collections.abc import Mapping, Sequence

from anso.alliance.calls.assigning.reading.cells import NO, YES
from anso.alliance.calls.selecting.quotas import Operator, Test
from anso.errors import InvalidInputError, Problem

__all__ = ["EACH", "condition_of", "has_test", "meant"]

EACH = ("*", "each")
EVERYBODY = ("", "all", "*", "any", "everybody", "everyone", "total", "overall")
TEST = re.compile(
    r"^\s*(?P<fact>[^=!<>]+?)\s*(?P<sign>!=|>=|<=|==|=|<|>|\bnot\s+in\b|\bin\b)\s*(?P<values>.*?)\s*$",
    re.IGNORECASE,
)
PIECES = re.compile(r"""("[^"]*"|'[^']*'|\{[^}]*\}|\([^)]*\)|\[[^\]]*\])""")
JOINED = re.compile(r"&+|\s+and\s+(?=\w[\w.-]*\s*(?:=|!=|<|>|\s+in\s|\s+not\s+in\s))", re.IGNORECASE)


def has_test(text: str) -> bool:
    return TEST.match(text) is not None


def condition_of(text: str, where: str, facts: Mapping[str, Sequence[str]]) -> tuple[tuple[Test, ...], str]:
    """The tests, and the fact each of whose values is meant by itself (`country=*`), if there is one."""
    if text.strip().casefold() in EVERYBODY:
        return (), ""
    tests: list[Test] = []
    each = ""
    for part in split(text):
        found = TEST.match(part)
        if found is None:
            raise InvalidInputError(
                [Problem(where, f"{part.strip()!r} is no test; write one such as degree=PhD, joined by &")]
            )
        fact = known(found["fact"], where, facts)
        sign = " ".join(found["sign"].casefold().split())
        values = values_of(found["values"])
        if values == ("*",) and sign in ("=", "==", "in"):
            each = fact
            continue
        tests.append(
            Test(fact, operator_of(sign), meant(values, facts[fact]) if sign[0] not in "<>" else values)
        )
    return tuple(tests), each


def split(text: str) -> list[str]:
    """At `&`, but not within quotes or brackets."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[0])
        return f"\0{len(held) - 1}\0"

    parts = JOINED.split(PIECES.sub(hold, text))
    return [re.sub(r"\0(\d+)\0", lambda found: held[int(found[1])], part) for part in parts]


def known(name: str, where: str, facts: Mapping[str, Sequence[str]]) -> str:
    fact = unquoted(name).casefold()
    if fact not in facts:
        raise InvalidInputError(
            [Problem(where, f"candidates have no column {unquoted(name)}; they have {', '.join(facts)}")]
        )
    return fact


def operator_of(sign: str) -> Operator:
    signs: dict[str, Operator] = {
        "=": "in", "==": "in", "in": "in", "!=": "not in", "not in": "not in",
        "<": "<", "<=": "<=", ">": ">", ">=": ">=",
    }  # fmt: skip
    return signs[sign]


def values_of(text: str) -> tuple[str, ...]:
    inner = text.strip()
    if len(inner) > 1 and inner[0] + inner[-1] in ("{}", "()", "[]"):
        return tuple(unquoted(value) for value in re.split(r"[,;|]", inner[1:-1]) if value.strip())
    if len(inner) > 1 and inner[0] == inner[-1] and inner[0] in "\"'":
        return (inner[1:-1],)
    return tuple(unquoted(value) for value in inner.split("|"))


def unquoted(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def meant(values: tuple[str, ...], given: Sequence[str]) -> tuple[str, ...]:
    """Values as candidates write them: in other capitals, or yes for 1, where nobody has the value itself."""
    there = dict.fromkeys(given)
    found: list[str] = []
    for value in values:
        if value in there:
            found.append(value)
            continue
        folded = value.casefold()
        alike = [one for one in there if one.casefold() == folded or same_number(one, value)]
        for answers in (YES, NO):
            if not alike and folded in answers and folded:
                alike = [one for one in there if one and one.casefold() in answers]
        found += alike or [value]
    return tuple(dict.fromkeys(found))


def same_number(one: str, other: str) -> bool:
    try:
        return float(one) == float(other)
    except ValueError:
        return False
