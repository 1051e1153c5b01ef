"""Ensembles: the forecasts of many models combined into one, task by task."""
