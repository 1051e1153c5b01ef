"""The pandemic forecast platform: where each country's epidemic stands, what comes next, and how far to trust it.

Importing this room registers its products. In: counts from `anso.sources`. Out: releases of `epidemics.…`.
"""

from anso.services.epidemics import product
from anso.services.epidemics.economy import product as economy_product
from anso.services.epidemics.nowcasting import product as nowcast_product
from anso.services.epidemics.outlook import country_product, evaluation_product, forecast_product
from anso.services.epidemics.scenarios import product as scenarios_product

__all__ = [
    "PRODUCTS",
    "country_product",
    "economy_product",
    "evaluation_product",
    "forecast_product",
    "nowcast_product",
    "product",
    "scenarios_product",
]

PRODUCTS = (
    "epidemics.situation",
    "epidemics.nowcast",
    "epidemics.forecast",
    "epidemics.country",
    "epidemics.evaluation",
    "epidemics.scenarios",
    "epidemics.economy",
)
"""In the order of a reader's questions: what is, what comes, for my country, how far to trust it, what if, at what cost."""
