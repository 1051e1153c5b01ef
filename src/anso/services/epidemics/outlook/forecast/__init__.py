"""The product `epidemics.forecast`."""
