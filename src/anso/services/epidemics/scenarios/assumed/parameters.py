"""The numbers that a scenario may state: what each is called, its unit, its limits, and what is assumed otherwise."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["AGES", "AGE_NAMES", "Parameter", "parameters"]

AGES = (0, 20, 40, 60, 70, 80)
"""First years of the age groups; the last is open."""
AGE_NAMES = ("0\u201319", "20\u201339", "40\u201359", "60\u201369", "70\u201379", "80+")


@dataclass(frozen=True)
class Parameter:
    key: str
    unit: str
    """`share`, `times`, `days`, `day` (after the start), `day_of_year`, `degrees`, `contacts`, `per_million`."""
    by_age: bool
    low: float
    high: float
    value: tuple[float, ...]
    """One number, or one an age group."""
    range: tuple[float, float] | None
    """Ends between which members differ."""
    source: str
    title: Mapping[str, str]


@cache
def parameters() -> Mapping[str, Parameter]:
    """All of them by key, in the order in which they are told."""
    written = tomllib.loads(Path(__file__).with_name("parameters.toml").read_text(encoding="utf-8"))
    return {entry["key"]: parameter(entry) for entry in written["parameter"]}


def parameter(entry: Mapping[str, Any]) -> Parameter:
    low, high = map(float, entry["limits"])
    ends = entry.get("range")
    return Parameter(
        key=entry["key"],
        unit=entry["unit"],
        by_age=entry.get("by_age", False),
        low=low,
        high=high,
        value=tuple(map(float, entry["value"])) if entry.get("by_age") else (float(entry["value"]),),
        range=(float(ends[0]), float(ends[1])) if ends else None,
        source=entry["source"],
        title=entry["title"],
    )
