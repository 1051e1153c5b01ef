"""What share of a population's cases is admitted, and of those needs intensive care.

In: people by place and age. Out: one share a place, averaged over ages on the assumption that people of every age
are equally often a case. Where deaths are counted they tell how severe the reported cases are: admissions then
follow deaths, in the ratio that both have by age, so that what the share of infections that is found, vaccines and
variants do to deaths they do to admissions too.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anso.services.epidemics.hospital.severity import ADMITTED, AGES, FATAL, INTENSIVE, SYMPTOMATIC

__all__ = [
    "FIVE_YEARS",
    "admission_shares",
    "admissions_for_each_death",
    "ages_of",
    "intensive_shares",
    "told_admission_shares",
]

Numbers = NDArray[np.float64]

FIVE_YEARS = np.arange(0, 101, 5)
"""First years of the age groups of `un-population`; the last is open."""


def admission_shares(age_counts: ArrayLike, ages: ArrayLike = FIVE_YEARS) -> Numbers:
    """Share of cases that are admitted, a place, if reported cases are the symptomatic ones.

    `age_counts`: places x ages; a row without people gives NaN.
    """
    people, group = _by_age(age_counts, ages)
    return _mean(people, ADMITTED[group])


def admissions_for_each_death(age_counts: ArrayLike, ages: ArrayLike = FIVE_YEARS) -> Numbers:
    """How many are admitted for each that dies, a place; NaN without people."""
    people, group = _by_age(age_counts, ages)
    return SYMPTOMATIC * _mean(people, ADMITTED[group]) / _mean(people, FATAL[group])


def told_admission_shares(
    age_counts: ArrayLike, deaths_for_each_case: ArrayLike, ages: ArrayLike = FIVE_YEARS
) -> Numbers:
    """Share of reported cases that are admitted, a place, from the part of them that dies there of late."""
    share: Numbers = np.minimum(
        np.asarray(deaths_for_each_case, dtype=float) * admissions_for_each_death(age_counts, ages), 1.0
    )
    return share


def intensive_shares(age_counts: ArrayLike, ages: ArrayLike = FIVE_YEARS) -> Numbers:
    """Share of those admitted that need intensive care, a place; ages weigh by their admissions."""
    people, group = _by_age(age_counts, ages)
    return _mean(people * ADMITTED[group], INTENSIVE[group])


def ages_of(population: Any, countries: Sequence[str], year: int) -> Numbers:
    """People by country and five-year age group, from the source `un-population`; NaN where it has none.

    Between the source's years (every fifth) the nearest one's ages serve: they change slowly.
    """
    import polars as pl

    from anso.errors import NotFoundError

    def of(country: str) -> Numbers:
        try:
            table = population.by_age(country)
        except NotFoundError:
            return np.full(len(FIVE_YEARS), np.nan)
        nearest = min(table["year"].unique().to_list(), key=lambda known: (abs(known - year), known))
        summed = table.filter(pl.col("year") == nearest).group_by("age").agg(pl.col("people").sum())
        return np.asarray(summed.sort("age")["people"].to_numpy(), dtype=float)

    return np.array([of(country) for country in countries]).reshape(len(countries), len(FIVE_YEARS))


def _by_age(age_counts: ArrayLike, ages: ArrayLike) -> tuple[Numbers, NDArray[np.int64]]:
    """People, and the row of the table of severity that each of their ages belongs to."""
    people, first = np.atleast_2d(np.asarray(age_counts, dtype=float)), np.asarray(ages)
    if people.shape[-1] != len(first):
        raise ValueError(f"{people.shape[-1]} columns of people for {len(first)} ages")
    return people, np.searchsorted(AGES, first, side="right") - 1


def _mean(weights: Numbers, values: Numbers) -> Numbers:
    total = weights.sum(axis=-1)
    mean: Numbers = np.divide(weights @ values, total, out=np.full(total.shape, np.nan), where=total > 0)
    return mean
