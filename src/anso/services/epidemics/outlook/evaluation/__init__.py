"""The product `epidemics.evaluation`: how good the forecasts were."""
