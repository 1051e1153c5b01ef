"""The named shocks of `shocks.toml`, with their words in the four interface languages."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["Shock", "shocks"]


@dataclass(frozen=True)
class Shock:
    """What happens where the epidemic strikes."""

    slug: str
    names: Mapping[str, str]
    clause: Mapping[str, str]
    """As it stands within a sentence: if this happens."""
    meaning: Mapping[str, str]
    attack: float
    days_off: float
    closed: float
    avoided: float
    groups: frozenset[str] | None
    """The groups of industries whose demand changes; all where none is named."""


@cache
def shocks() -> Mapping[str, Shock]:
    with Path(__file__).with_name("shocks.toml").open("rb") as file:
        read = tomllib.load(file)
    return {
        slug: Shock(
            slug,
            given["names"],
            given["clause"],
            given["meaning"],
            attack=float(given["attack"]),
            days_off=float(given["days_off"]),
            closed=float(given["closed"]),
            avoided=float(given["avoided"]),
            groups=frozenset(given["groups"]) if "groups" in given else None,
        )
        for slug, given in read.items()
    }
