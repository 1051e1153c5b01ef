"""Short-term forecasts of weekly counts for many places at once, from what was known on a day.

In come vintages (counts with the day on which they were told); out come quantiles of each target, place and
week ahead, in the hub's table. The folders stand in the order in which data passes: `inputs` reads,
`known` lays out the state of knowledge, `models` forecast, `combining` makes one forecast of several,
`backtest` does it for many days.
"""
