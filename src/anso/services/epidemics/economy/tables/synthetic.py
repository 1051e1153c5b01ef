"""The table used where nobody gives one: real countries, their real size and distance, invented trade.

In: the countries' packaged facts and the recipe in `synthetic.toml`. Out: a table that closes exactly and in which
each country's value added is its gross domestic product. Which country uses how much of what from whom is made up by
a gravity rule, so that the table shows how a loss spreads, never what a country would lose.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anso import places
from anso.services.epidemics.economy.tables.table import Table

__all__ = ["synthetic"]

Numbers = NDArray[np.float64]

EARTH_RADIUS_KM = 6371.0


@cache
def synthetic() -> Table:
    """All countries of a million people or more of which a gross domestic product is known."""
    with Path(__file__).with_name("synthetic.toml").open("rb") as file:
        recipe = tomllib.load(file)
    countries = sorted(
        (
            country
            for country in places.countries()
            if country.gdp_ppp and country.population >= recipe["least_people"]
        ),
        key=lambda country: country.code,
    )
    product = np.array([country.gdp_ppp for country in countries], dtype=float)
    people = np.array([country.population for country in countries], dtype=float)
    noise = np.random.default_rng(recipe["seed"])
    origins = _origins(countries, product, recipe, noise)
    inputs = np.array(recipe["inputs"], dtype=float) / 100
    wanted = _final_shares(product / people, recipe)
    count, kinds = len(countries), len(recipe["sectors"])

    # A[(i, s), (j, r)]: input s per unit of output r of country j, of which origins[s, i, j] comes from country i.
    coefficients = np.einsum("sr,sij->isjr", inputs, origins).reshape(count * kinds, count * kinds)
    consumed = np.einsum("sj,sij->isj", wanted, origins).reshape(count * kinds, count)
    made = np.linalg.solve(np.eye(count * kinds) - coefficients, consumed)
    added = np.tile(1 - inputs.sum(axis=0), count)
    # Value added by country for a unit spent by each; how much each spends so that all earn their product.
    earned = (made * added[:, None]).reshape(count, kinds, count).sum(axis=1)
    spent = np.linalg.solve(earned, product)
    output = made @ spent
    return Table(
        "Synthetic gravity table",
        tuple(country.code for country in countries),
        tuple(recipe["sectors"]),
        coefficients * output[None, :],
        consumed * spent[None, :],
        unit="international dollars (PPP)",
        synthetic=True,
    )


def _origins(
    countries: Sequence[places.Country], product: Numbers, recipe: dict[str, Any], noise: np.random.Generator
) -> Numbers:
    """The share of sector s used in country j that comes from country i: sectors x from x to; sums over from are 1."""
    distance = np.maximum(_distances(countries), recipe["least_km"])
    number = {country.code: place for place, country in enumerate(countries)}
    pull = product[:, None] * distance ** recipe["distance_exponent"]
    pairs = [
        (place, number[code])
        for place, country in enumerate(countries)
        for code in country.neighbours
        if code in number
    ]
    rows, columns = np.array(pairs).T
    pull[rows, columns] *= recipe["neighbour_factor"]
    imported, spread = np.array(recipe["imported"]), recipe["spread"]
    weights = pull[None] * np.exp(spread * noise.standard_normal((len(imported), len(product), 1)))
    diagonal = np.arange(len(product))
    weights[:, diagonal, diagonal] = 0
    abroad = weights / weights.sum(axis=1, keepdims=True)
    openness = (product / product.sum() / 0.01) ** recipe["openness_exponent"]
    varied = np.exp(spread * noise.standard_normal((len(imported), len(product))))
    share = np.minimum(imported[:, None] * openness * varied, recipe["most_imported"])
    origins = abroad * share[:, None, :]
    origins[:, diagonal, diagonal] = 1 - share
    return np.asarray(origins)


def _final_shares(product_per_person: Numbers, recipe: dict[str, Any]) -> Numbers:
    """Sectors x countries; sums over sectors are 1."""
    relative = product_per_person / np.median(product_per_person)
    shares = np.array(recipe["final"])[:, None] * relative[None, :] ** np.array(recipe["income"])[:, None]
    return np.asarray(shares / shares.sum(axis=0))


def _distances(countries: Sequence[places.Country]) -> Numbers:
    """Great circles between points well inside the countries, km."""
    lat, lon = np.radians([[country.lat, country.lon] for country in countries]).T
    across = (
        np.sin((lat[:, None] - lat) / 2) ** 2
        + np.cos(lat[:, None]) * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    )
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(across, 0, 1))))
