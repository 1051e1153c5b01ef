"""Amounts of money as a reader can take them in: in millions or billions, with the unit said in four languages.

In: what a trade table says of its unit, and the largest loss. Out: `Amounts`, which brings the tables of one release to
the same unit and names it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import polars as pl

from anso.language import LANGUAGES, in_all, mark

__all__ = ["Amounts"]

Localised = dict[str, str]

AMOUNTS = ("lost", "direct", "indirect", "lost_elsewhere", "value_added")
LEAST_OF_LARGEST = 100.0
"""The largest loss of a release has three figures or more before the point, so that most smaller ones have some."""
SIZES: tuple[tuple[float, Localised], ...] = (
    (1e9, {"en": "billion ", "zh": "十亿", "ru": "млрд ", "fr": "milliards "}),
    (1e6, {"en": "million ", "zh": "百万", "ru": "млн ", "fr": "millions "}),
)
MONEY: dict[str, Localised] = {
    "international dollars (PPP)": {
        "en": "international dollars (PPP)",
        "zh": "国际元（购买力平价）",
        "ru": "международных долларов (ППС)",
        "fr": "de dollars internationaux (PPA)",
    },
    "USD": {"en": "US dollars", "zh": "美元", "ru": "долларов США", "fr": "de dollars des États-Unis"},
    "EUR": {"en": "euros", "zh": "欧元", "ru": "евро", "fr": "d’euros"},
}
"""After a size."""
CALLED = {
    "US DOLLAR": "USD",
    "US DOLLARS": "USD",
    "US$": "USD",
    "DOLLARS": "USD",
    "EURO": "EUR",
    "EUROS": "EUR",
}
MILLIONS = re.compile(r"(?:millions?|mio|mn|m)[.\s]+(?:of\s+)?(?P<money>\S.*)", re.IGNORECASE)
"""As WIOD, OECD and EORA tables write it: `M.USD`, `Million USD`, `M.EUR`."""


UNSAID: Localised = {
    "en": "in the table’s unit",
    "zh": "以表的单位计",
    "ru": "в единицах таблицы",
    "fr": "dans l’unité du tableau",
}


@dataclass(frozen=True)
class Amounts:
    """One unit for all tables of a release."""

    divisor: float
    """Of what the trade table holds."""
    unit: Localised

    @classmethod
    def of(cls, told: str, largest_loss: float) -> Self:
        """In the unit `told` by the trade table; where that has no name here, amounts stay as they are."""
        millions = MILLIONS.fullmatch(told.strip())
        held, name = (1e6, millions["money"].strip()) if millions else (1.0, told.strip())
        money = MONEY.get(CALLED.get(name.upper(), name))
        if money is not None:
            for size, word in SIZES:
                if size == held or (size > held and largest_loss * held >= LEAST_OF_LARGEST * size):
                    return cls(size / held, {code: word[code] + money[code] for code in LANGUAGES})
        return cls(1.0, UNSAID)

    def applied(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows with their amounts in this unit."""
        return rows.with_columns(pl.col([name for name in AMOUNTS if name in rows.columns]) / self.divisor)

    def named(self, columns: Mapping[str, Localised]) -> dict[str, Localised]:
        """What columns mean, with the unit where they hold amounts."""
        return {
            name: self._with_unit(text) if name in AMOUNTS else dict(text) for name, text in columns.items()
        }

    def _with_unit(self, text: Localised) -> Localised:
        return in_all(lambda code: text[code] + mark(",", code) + self.unit[code])
