"""The product `epidemics.country`: what this room says of one country, on one page."""
