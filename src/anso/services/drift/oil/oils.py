"""The documented oils (`oils.toml`)."""

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from anso.errors import BadValueError

__all__ = ["Oil", "oil_of", "oils"]


@dataclass(frozen=True)
class Oil:
    """An oil as fresh; units stand in the table."""

    name: str
    what: str
    density: float
    viscosity: float
    distilled: float
    law: str
    water: float
    source: str


@cache
def oils() -> dict[str, Oil]:
    """All oils by name."""
    table = tomllib.loads(Path(__file__).with_name("oils.toml").read_text(encoding="utf-8"))
    return {name: Oil(name=name, **row) for name, row in table.items()}


def oil_of(name: str) -> Oil:
    """An oil by its name; raises `BadValueError` with the names there are."""
    wanted = name.strip().lower().replace(" ", "-").replace("_", "-")
    if wanted in oils():
        return oils()[wanted]
    if not wanted:
        raise BadValueError(f"oil needs a name: {', '.join(oils())}")
    near = get_close_matches(wanted, oils(), n=1, cutoff=0.5)
    mend = f"did you mean {near[0]}?" if near else f"there are {', '.join(oils())}"
    raise BadValueError(f"there is no oil {name}; {mend}")
