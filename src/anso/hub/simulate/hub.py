"""A whole synthetic hub, labelled so: configuration, models, submissions, and observations with vintages.

In come numbers of models, rounds and places, and a seed; out comes a hub in hubverse's layout. The same
numbers and seed give the same bytes.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso import places
from anso.hub.keeping import Hub
from anso.hub.keeping.documents import LEVELS, step_ahead_documents
from anso.hub.simulate.epidemic import TARGETS, Epidemic, epidemic
from anso.hub.simulate.models import Style, known_by_round, quantiles, styles, takes_part
from anso.places import population

__all__ = ["NAME", "simulate_hub"]

NAME = "Synthetic sample hub"
FIRST = date(2024, 1, 1)
HISTORY_WEEKS = 60
"""Weeks of observations before the first round."""
DAYS_TO_END = 5
"""From a Monday, when forecasts are due, to the Saturday that ends the week one ahead."""
WEEK = timedelta(days=7)
MEMBERS = ("KZ", "PK", "LK", "TH", "MN", "UZ", "KG", "TJ", "NP", "BD", "MY", "ID", "IR", "GE", "HU", "RS")
"""Places of a small hub; a larger one goes on with all countries by name."""


def simulate_hub(
    address: str,
    *,
    models: int = 9,
    rounds: int = 26,
    locations: int | Sequence[str] = 12,
    targets: int = 2,
    horizons: int = 4,
    seed: int = 1,
    first: date = FIRST,
) -> Hub:
    """Make the hub at an address, a folder or any fsspec one, and open it."""
    codes = named_places(locations)
    target_names = list(TARGETS)[:targets]
    days = [first + WEEK * number for number in range(rounds)]
    rng = np.random.default_rng(seed)
    made = epidemic(
        rng, people(codes), targets=targets, history=HISTORY_WEEKS, rounds=rounds, horizons=horizons
    )
    hub = Hub.create(
        address,
        step_ahead_documents(
            name=NAME,
            maintainer="ANSO (synthetic data)",
            email="noreply@localhost",
            targets={name: TARGETS[name] for name in target_names},
            locations=codes,
            horizons=range(1, horizons + 1),
            reference_dates=days,
            end_dates=[first + timedelta(days=DAYS_TO_END) + WEEK * n for n in range(rounds + horizons - 1)],
            synthetic=True,
        ),
    )
    hub.write_auxiliary("locations.csv", location_table(codes).write_csv().encode())
    hub.write_observations(observations(made, codes, target_names, days), durably=False)
    _write_models(hub, rng, made, codes, target_names, days, models, horizons)
    return hub


def named_places(locations: int | Sequence[str]) -> list[str]:
    """Codes of so many countries, or of those that are named."""
    if not isinstance(locations, int):
        return list(locations)
    others = (country.code for country in places.countries() if country.code not in MEMBERS)
    return [*MEMBERS, *others][:locations]


def people(codes: Sequence[str]) -> NDArray[np.float64]:
    """Inhabitants; a place that is no country here has ten million."""
    known = population.totals()
    return np.array([known.get(code, {}).get(2020, 10_000_000) for code in codes], dtype=np.float64)


def location_table(codes: Sequence[str]) -> pl.DataFrame:
    names = {country.code: country.name for country in places.countries()}
    return pl.DataFrame(
        {
            "location": codes,
            "location_name": [names.get(code, code) for code in codes],
            "population": people(codes).astype(np.int64),
        }
    )


def observations(
    made: Epidemic, codes: Sequence[str], targets: Sequence[str], days: Sequence[date]
) -> pl.DataFrame:
    """What was known on each round's day, and what became of it, known when all reports were in."""
    weeks = made.final.shape[2]
    first_end = days[0] + timedelta(days=DAYS_TO_END) - WEEK * HISTORY_WEEKS
    ends = np.datetime64(first_end) + 7 * np.arange(weeks)
    versions = np.concatenate([made.known, made.final[None]])
    settled = days[-1] + WEEK * (weeks - HISTORY_WEEKS - len(days) + 1 + 8)
    published = np.array([*days, settled], dtype="datetime64[D]")
    version, target, place, week = np.nonzero(~np.isnan(versions))
    return pl.DataFrame(
        {
            "target_end_date": ends[week],
            "target": np.asarray(targets)[target],
            "location": np.asarray(codes)[place],
            "as_of": published[version],
            "value": versions[version, target, place, week],
        }
    )


def _write_models(
    hub: Hub,
    rng: np.random.Generator,
    made: Epidemic,
    codes: Sequence[str],
    targets: Sequence[str],
    days: Sequence[date],
    models: int,
    horizons: int,
) -> None:
    known = known_by_round(made, HISTORY_WEEKS)
    ends = HISTORY_WEEKS + np.arange(len(days))[:, None] + np.arange(horizons)[None, :]
    truth = np.log1p(np.moveaxis(made.final[:, :, ends], 2, 0))
    levels = np.asarray(LEVELS)
    for style in styles(rng, models):
        there, chosen = takes_part(rng, style, len(days), len(codes))
        values = quantiles(rng, style, known, truth, levels)[there][:, :, chosen]
        hub.write_model(metadata(style))
        questions = question_table([codes[place] for place in chosen], targets, horizons, levels)
        for turn, numbers in zip(there, values, strict=True):
            hub.write(
                questions.with_columns(
                    pl.lit(f"synth-{style.name}").alias("model_id"),
                    pl.lit(days[turn]).alias("reference_date"),
                    (pl.lit(days[turn]) + pl.duration(days=DAYS_TO_END + 7 * (pl.col("horizon") - 1)))
                    .cast(pl.Date)
                    .alias("target_end_date"),
                    pl.Series("value", numbers.ravel()),
                ),
                durably=False,
            )


def question_table(
    codes: Sequence[str], targets: Sequence[str], horizons: int, levels: NDArray[np.float64]
) -> pl.DataFrame:
    """A row for each number of one submission, in the order of the arrays."""
    sizes = (len(targets), len(codes), horizons, len(levels))
    target, place, horizon, level = np.unravel_index(np.arange(np.prod(sizes)), sizes)
    return pl.DataFrame(
        {
            "target": np.asarray(targets)[target],
            "horizon": (horizon + 1).astype(np.int32),
            "location": np.asarray(codes)[place],
            "output_type": ["quantile"] * len(level),
            "output_type_id": levels[level],
        }
    )


def metadata(style: Style) -> dict[str, object]:
    return {
        "team_name": "Synthetic team",
        "team_abbr": "synth",
        "model_name": f"Synthetic model: {style.name.replace('_', ' ')}",
        "model_abbr": style.name,
        "designated_model": style.name != "baseline",
        "license": "CC0-1.0",
        "methods": f"Synthetic. {style.methods}",
    }
