"""What the columns of a file of quotas are called, and which of them a file has.

Every column that is called as one of the candidates' is a condition by itself: `degree,university,min,max`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anso.alliance.calls.assigning.reading.table import Table
from anso.alliance.calls.selecting.reading.conditions import has_test

__all__ = ["Headers", "headers_of"]

CALLED: dict[str, tuple[str, ...]] = {
    "name": ("quota", "name", "label", "rule", "quota_name"),
    "where": ("where", "condition", "conditions", "filter"),
    "fact": ("column", "attribute", "field", "fact", "group", "dimension", "variable", "category"),
    "value": ("value", "values", "level", "key"),
    "least": ("min", "minimum", "at_least", "at least", "least", "lower", "floor", "min_count"),
    "most": ("max", "maximum", "at_most", "at most", "most", "upper", "cap", "ceiling", "max_count", "places", "seats"),
    "exactly": ("exactly", "exact", "equal", "equals"),
    "least_share": ("min_share", "least_share", "min_fraction"),
    "most_share": ("max_share", "most_share", "max_fraction"),
    "sum_of": ("sum_of", "sum of", "sum"),
    "share_of": ("share_of", "share of", "share"),
    "side": ("type", "kind", "sense", "op", "operator", "bound"),
    "amount": ("limit", "amount", "number", "count", "n", "rhs", "target"),
}  # fmt: skip
"""The first of each is how it is documented."""


@dataclass(frozen=True)
class Headers:
    """For each part of a quota the file's column for it, and columns that are conditions by themselves."""

    parts: Mapping[str, str]
    conditions: tuple[str, ...]
    unknown: tuple[str, ...]

    def cell(self, row: Mapping[str, str], part: str) -> str:
        return row[self.parts[part]] if part in self.parts else ""


def headers_of(table: Table, facts: Mapping[str, Sequence[str]]) -> Headers:
    columns = table.cells.columns
    parts = {
        part: found
        for part, names in CALLED.items()
        if (found := next((name for name in names if name in columns), None)) is not None
    }
    if "fact" in parts and "value" not in parts:
        cells = [text for text in table.cells[parts["fact"]].to_list() if text]
        if not all(has_test(text) or text.casefold() in facts for text in cells):
            del parts["fact"]
    if "amount" in parts and "side" not in parts:
        parts.setdefault(
            "exactly" if parts["amount"] in ("number", "count", "n", "target") else "most", parts["amount"]
        )
        del parts["amount"]
    if "side" in parts and "amount" not in parts:
        del parts["side"]
    taken = set(parts.values())
    conditions = tuple(name for name in columns if name not in taken and name in facts)
    return Headers(
        parts, conditions, tuple(name for name in columns if name not in taken and name not in conditions)
    )
