"""How severe COVID-19 was by age before vaccines and later variants: the one table of it, with its source.

Ferguson NM and others (2020), Report 9: Impact of non-pharmaceutical interventions to reduce COVID-19 mortality
and healthcare demand, Imperial College London, table 1: shares of symptomatic cases that need hospital and of
those in hospital that need critical care, by ten-year age group. Vaccines, immunity and later variants lower
both several times over: a user who knows better shares gives them.
"""

import numpy as np

__all__ = ["ADMITTED", "AGES", "INTENSIVE"]

AGES = np.array([0, 10, 20, 30, 40, 50, 60, 70, 80])
"""First year of each age group; the last is open."""
ADMITTED = np.array([0.001, 0.003, 0.012, 0.032, 0.049, 0.102, 0.166, 0.243, 0.273])
"""Of symptomatic cases."""
INTENSIVE = np.array([0.050, 0.050, 0.050, 0.050, 0.063, 0.122, 0.274, 0.432, 0.709])
"""Of those admitted."""
