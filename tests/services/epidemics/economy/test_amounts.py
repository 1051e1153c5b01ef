"""Amounts of money are told in a unit that a reader can take in."""

import polars as pl
import pytest

from anso.services.epidemics.economy.stating.amounts import Amounts

PPP = "international dollars (PPP)"


@pytest.mark.parametrize(
    ("told", "largest", "divisor", "english", "french"),
    [
        (PPP, 9.1e11, 1e9, f"billion {PPP}", "milliards de dollars internationaux (PPA)"),
        (PPP, 5.6e9, 1e6, f"million {PPP}", "millions de dollars internationaux (PPA)"),
        (PPP, 2e4, 1.0, "in the table’s unit", "dans l’unité du tableau"),
        ("M.EUR", 3e6, 1e3, "billion euros", "milliards d’euros"),
        ("Million USD", 12.0, 1.0, "million US dollars", "millions de dollars des États-Unis"),
        ("M.Zorkmid", 3e6, 1.0, "in the table’s unit", "dans l’unité du tableau"),
        ("", 3e12, 1.0, "in the table’s unit", "dans l’unité du tableau"),
    ],
)
def test_unit_fits_the_largest_loss_and_what_the_trade_table_says(
    told: str, largest: float, divisor: float, english: str, french: str
) -> None:
    amounts = Amounts.of(told, largest)
    assert (amounts.divisor, amounts.unit["en"], amounts.unit["fr"]) == (divisor, english, french)


def test_amounts_alone_are_brought_to_the_unit() -> None:
    amounts = Amounts.of(PPP, 9e11)
    rows = pl.DataFrame({"name": ["India"], "lost": [9e11], "lost_percent": [6.9]})
    assert amounts.applied(rows).row(0) == ("India", 900.0, 6.9)
    text = {"en": "Lost", "zh": "损失", "ru": "Потери", "fr": "Perte"}
    named = amounts.named({"lost": text, "lost_percent": text})
    assert named["lost"]["zh"] == "损失，十亿国际元（购买力平价）"
    assert named["lost_percent"] == text
