"""Which group of industries a table's own sector is counted to, and what the group's exposure is.

In: a table's labels of sectors. Out: the number of each one's group in `GROUPS`. The groups, their sources and the
spellings of WIOD, OECD ICIO and EORA26 stand in `groups.toml`.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anso.errors import InvalidInputError, Problem

__all__ = ["Group", "group_numbers", "groups"]

# ISIC revision 4: the first division of each section, for tables that name sections alone.
SECTIONS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTU",
        (1, 5, 10, 35, 36, 41, 45, 49, 55, 58, 64, 68, 69, 77, 84, 85, 86, 90, 94, 97, 99),
        strict=True,
    )
)
DIVISION = re.compile(r"[A-U]?_?(\d{2})(?!\d)")
REVISION_3 = frozenset({"AtB", "15t16", "71t74"})
"""Labels that only tables by revision 3 have; their letters mean other industries than those of revision 4."""


@dataclass(frozen=True)
class Group:
    """One group of industries."""

    slug: str
    names: Mapping[str, str]
    isic4: tuple[tuple[int, int], ...]
    labels: frozenset[str]
    """As WIOD 2013 and EORA26 spell them."""
    remote: float
    demand: float
    essential: float
    stocks: float


@cache
def groups() -> tuple[Group, ...]:
    with Path(__file__).with_name("groups.toml").open("rb") as file:
        read = tomllib.load(file)
    return tuple(
        Group(
            slug,
            given["names"],
            tuple((first, last) for first, last in given["isic4"]),
            frozenset([*given["wiod"], *given["eora"], slug]),
            *(float(given[name]) for name in ("remote", "demand", "essential", "stocks")),
        )
        for slug, given in read.items()
    )


def group_numbers(sectors: Sequence[str]) -> NDArray[np.int64]:
    """The group of each sector; labels that no table known here uses are named."""
    numbered = [(label, _by_division(label) if _is_revision_4(sectors) else None) for label in sectors]
    found = [_by_label(label) if number is None else number for label, number in numbered]
    unknown = [label for label, number in zip(sectors, found, strict=True) if number is None]
    if unknown:
        raise InvalidInputError(
            [
                Problem(
                    f"sector {label}",
                    "not known here; sectors are named as in WIOD, OECD ICIO or EORA26, by ISIC revision 4 "
                    f"(A, C10T12, 55), or as one of {', '.join(group.slug for group in groups())}",
                )
                for label in unknown[:5]
            ]
        )
    return np.array([number for number in found if number is not None], dtype=np.int64)


def _is_revision_4(sectors: Sequence[str]) -> bool:
    return not REVISION_3 & set(sectors)


def _by_division(label: str) -> int | None:
    matched = DIVISION.match(label.removeprefix("D") if re.match(r"D\d", label) else label)
    division = int(matched[1]) if matched else SECTIONS.get(label, 0)
    return next(
        (
            number
            for number, group in enumerate(groups())
            if any(first <= division <= last for first, last in group.isic4)
        ),
        None,
    )


def _by_label(label: str) -> int | None:
    return next((number for number, group in enumerate(groups()) if label in group.labels), None)
