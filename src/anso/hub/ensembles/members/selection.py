"""Which models take part: all but a hub's own ensembles, unless somebody says otherwise.

A hub's own ensembles are made of the models beside them, so that to combine them again would count those
models twice. The hub's team is known by its baseline (COVIDhub-baseline, respicast-quantileBaseline), or by
calling itself a hub; its ensembles by their abbreviation (COVIDhub-4_week_ensemble, FluSight-lop_norm).
Teams' own ensembles stay.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.release.forecast import MODEL, faults

__all__ = ["Selection", "hub_ensembles", "select"]

COMBINING = {"ens", "lop", "pool", "trained"}
"""Words in a hub's own models' abbreviations that say the model is made of others (lop: linear opinion pool)."""


@dataclass(frozen=True)
class Selection:
    """The rows of the models that take part, and who they are."""

    table: pl.DataFrame
    models: list[str]
    own: list[str]
    """Left out because they are the hub's own ensembles, or an earlier result of the same name."""


def select(
    table: pl.DataFrame,
    *,
    name: str,
    models: Iterable[str] | None = None,
    exclude: Iterable[str] = (),
    where: str = "forecasts",
) -> Selection:
    """The models named, or all but the hub's own ensembles; without those excluded."""
    if MODEL not in table.columns:
        raise InvalidInputError(
            [Problem(where, f"has no column {MODEL}; to combine models, each row must say whose it is")]
        )
    if table[MODEL].null_count():
        raise InvalidInputError(faults(table, where=where))
    there = table[MODEL].unique().sort().to_list()
    excluded = set(exclude)
    named = None if models is None else set(models)
    unknown = sorted(((named or set()) | excluded) - set(there))
    if unknown:
        raise InvalidInputError(
            [
                Problem(where, f"has no model {model!r}; it has {', '.join(map(str, there))}")
                for model in unknown
            ]
        )
    own = (
        []
        if named is not None
        else [model for model in there if model in hub_ensembles(there) or model == name]
    )
    chosen = [
        model
        for model in there
        if (named is None or model in named) and model not in excluded and model not in own
    ]
    if not chosen:
        raise InvalidInputError([Problem(where, "no model is left to combine; name or exclude others")])
    kept = table if chosen == there else table.filter(pl.col(MODEL).is_in(chosen))
    return Selection(kept, chosen, own)


def hub_ensembles(models: Iterable[str]) -> list[str]:
    """The hub's own ensembles among the models."""
    parts = [(model, *model.lower().partition("-")[::2]) for model in models]
    teams = {team for _, team, short in parts if "baseline" in short or "hub" in team}
    return [model for model, team, short in parts if team in teams and combines(short)]


def combines(abbreviation: str) -> bool:
    return "ensemble" in abbreviation or not COMBINING.isdisjoint(abbreviation.split("_"))
