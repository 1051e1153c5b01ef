"""What comes next and how far to trust it: the forecast, its evaluation, and a sheet for each country.

The folders stand in the order in which data passes: `ahead` makes the numbers, `forecast`, `evaluation` and
`country` are products that publish them. In: counts. Out: releases of `epidemics.forecast`,
`epidemics.evaluation` and `epidemics.country`.
"""

from anso.services.epidemics.outlook.country import product as country_product
from anso.services.epidemics.outlook.evaluation import product as evaluation_product
from anso.services.epidemics.outlook.forecast import product as forecast_product

__all__ = ["country_product", "evaluation_product", "forecast_product"]
