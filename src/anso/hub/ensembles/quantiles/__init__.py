"""Quantile forecasts combined: brought to common levels, then averaged level by level or pooled as distributions."""
