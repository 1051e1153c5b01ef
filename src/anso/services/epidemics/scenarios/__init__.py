"""Scenario projections: three to twelve months ahead, under stated assumptions; never a forecast.

The folders stand in the order in which data passes: `assumed` (sets of scenarios, as data), `begun` (where each
place stands), `model` (the epidemic), `results` (quantiles, differences, tables), `shown` (words and charts).
`projecting` goes the whole way; `product` publishes it as `epidemics.scenarios`. In the manner of the scenario hubs
(Loo et al. 2024, Epidemics 46: 100738).
"""
