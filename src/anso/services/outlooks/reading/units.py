"""What kind of quantity a unit measures, and how many millimetres a month an amount of rain is."""

import re

__all__ = ["kind_of", "monthly_millimetres"]

DAYS_A_MONTH = 30.44
MONTHS_A_SEASON = 3
RATES = {
    r"mm ?(/|per )? ?(day|d)(-1|\^-1)?": DAYS_A_MONTH,
    r"mm ?(/|per )? ?(month|mon)(-1|\^-1)?": 1.0,
    r"mm ?(/|per )? ?(season|3 ?months?)(-1|\^-1)?": 1 / MONTHS_A_SEASON,
    r"mm": 1 / MONTHS_A_SEASON,
    r"kg ?(/ ?m2|/ ?m\^2|m-2|m\^-2)( ?/ ?s| s-1| s\^-1)": 86400 * DAYS_A_MONTH,
    r"m ?(/ ?s|s-1|s\^-1)": 86400 * 1000 * DAYS_A_MONTH,
}
"""Millimetres a month by unit; a depth without a time is a season's."""
TEMPERATURES = r"(k|kelvin|degk|c|°c|degc|deg c|celsius|degrees? ?(celsius|c|k|kelvin)|degree_c(elsius)?)"


def plain(units: str) -> str:
    """Without what is said in brackets."""
    return re.sub(r"\s+", " ", re.sub(r"\(.*?\)|\[.*?\]", "", units.lower().replace("**", "^"))).strip()


def monthly_millimetres(units: str) -> float | None:
    """By what to multiply; none where the unit is not one of rain."""
    text = plain(units)
    return next((factor for pattern, factor in RATES.items() if re.fullmatch(pattern, text)), None)


def kind_of(units: str) -> str | None:
    """`rain`, `temperature`, or nothing where the unit says neither."""
    if monthly_millimetres(units) is not None:
        return "rain"
    return "temperature" if re.fullmatch(TEMPERATURES, plain(units)) else None
