"""What is lost, by country, group of industries, week and pair of countries, as tables."""

from anso.services.epidemics.economy.results.assess import Assessed, assess
from anso.services.epidemics.economy.results.steps import STEPS
from anso.services.epidemics.economy.results.tables import (
    by_cell,
    by_country,
    by_group,
    by_pair,
    by_sector,
    by_week,
)

__all__ = [
    "STEPS",
    "Assessed",
    "assess",
    "by_cell",
    "by_country",
    "by_group",
    "by_pair",
    "by_sector",
    "by_week",
]
