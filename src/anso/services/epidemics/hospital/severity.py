"""How severe COVID-19 was by age before vaccines and later variants: the one table of it, with its source.

Ferguson NM and others (2020), Report 9: Impact of non-pharmaceutical interventions to reduce COVID-19 mortality
and healthcare demand, Imperial College London, table 1: shares of symptomatic cases that need hospital, of those
in hospital that need critical care, and of infections that end in death, by ten-year age group; two thirds of
infections are taken to be symptomatic (for Great Britain, 4.4% of infections admitted and 0.9% dead). Vaccines,
immunity and later variants lower all of them several times over, and reported cases are neither all infections nor
all that are symptomatic: what holds in a place is told by how many of its cases die (`shares`).
"""

import numpy as np

__all__ = ["ADMITTED", "AGES", "FATAL", "INTENSIVE", "SYMPTOMATIC"]

AGES = np.array([0, 10, 20, 30, 40, 50, 60, 70, 80])
"""First year of each age group; the last is open."""
ADMITTED = np.array([0.001, 0.003, 0.012, 0.032, 0.049, 0.102, 0.166, 0.243, 0.273])
"""Of symptomatic cases."""
INTENSIVE = np.array([0.050, 0.050, 0.050, 0.050, 0.063, 0.122, 0.274, 0.432, 0.709])
"""Of those admitted."""
FATAL = np.array([0.00002, 0.00006, 0.0003, 0.0008, 0.0015, 0.006, 0.022, 0.051, 0.093])
"""Of infections."""
SYMPTOMATIC = 2 / 3
"""Of infections."""
