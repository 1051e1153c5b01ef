"""Models compared on the tasks that both of them forecast.

With a matrix of scores (models x tasks, zero where there is none) and one of presence, the sums of every
model's scores over the tasks of every other one are a single product, so that seventy models on twenty-five
thousand tasks take milliseconds.

Relative skill is scoringutils' pairwise comparison (Cramer et al. 2022, PNAS 119(15): e2113561119, supplement
section 3): the geometric mean of a model's ratios of mean scores to all models, itself included, over the
tasks that each pair shares; pairs that share none are left out. With a baseline it is divided by the
baseline's own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from anso.errors import InvalidInputError, NotFoundError, Problem
from anso.hub.compare.layout import OBSERVATION, keys_of, refuse_empty, refuse_unknown, tasks_of
from anso.hub.compare.products import across
from anso.hub.dense import numbered
from anso.release.forecast import MODEL

__all__ = ["Pairs", "known_model", "paired", "pairwise", "ratios", "relative_skill"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Pairs:
    """The models of one group."""

    group: tuple[Any, ...]
    """The values of the columns that the group is for."""
    models: list[str]
    sums: Numbers
    """[i, j]: the sum of i's scores over the tasks that j forecast too."""
    shared: NDArray[np.int64]
    """[i, j]: how many tasks those are."""

    def ratio_to(self, model: str) -> Numbers:
        """Each model's sum of scores over that model's; NaN for all if it is not among them."""
        if model not in self.models:
            return np.full(len(self.models), np.nan)
        column: Numbers = ratios(self.sums, self.shared)[:, self.models.index(model)]
        return column


def paired(scores: pl.DataFrame, by: Sequence[str] = (), *, measure: str = "wis") -> Iterator[Pairs]:
    """The pairs of each group of the `by` columns; scores that are missing do not take part."""
    by = [name for name in by if name != MODEL]
    refuse_unknown(scores, by, "by")
    if measure not in scores.columns:
        raise InvalidInputError([Problem("measure", f"{measure!r} is no column of the scores")])
    needed = scores.select(*keys_of(scores), OBSERVATION, pl.col(measure).cast(pl.Float64))
    rows = needed.filter(pl.col(measure).is_not_null() & pl.col(measure).is_not_nan())
    if rows.is_empty():
        return
    group = numbered(rows.select(by))[0] if by else np.zeros(len(rows), dtype=np.int64)
    task, _ = numbered(tasks_of(rows))
    names = rows[MODEL].unique().sort()
    model = rows[MODEL].replace_strict(names, np.arange(len(names)), return_dtype=pl.Int64).to_numpy()
    value = rows[measure].to_numpy()
    order = np.argsort(group, kind="stable")
    ends = np.flatnonzero(np.diff(group[order], append=-1)) + 1
    for start, end in zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True):
        members = order[start:end]
        here, row = np.unique(model[members], return_inverse=True)
        column = np.unique(task[members], return_inverse=True)[1]
        shape = (len(here), int(column.max()) + 1)
        stated, present = np.zeros(shape), np.zeros(shape)
        stated[row, column] = value[members]
        present[row, column] = 1
        key = rows.select(by).row(int(members[0])) if by else ()
        shared = across(present, present).round().astype(np.int64)
        yield Pairs(key, names.gather(here).to_list(), across(stated, present), shared)


def ratios(sums: Numbers, shared: NDArray[np.int64]) -> Numbers:
    """[..., i, j]: i's sum of scores over j's, on what both forecast; NaN where that is nothing or 0/0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(shared > 0, sums / np.swapaxes(sums, -1, -2), np.nan)


def relative_skill(ratio: Numbers, baseline: int | None = None) -> Numbers:
    """Geometric means of the rows, over those of the baseline if one is given; matrices may be stacked."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(ratio)
        known = ~np.isnan(logs)
        total = np.where(known, logs, 0).sum(axis=-1)
        mean = total / known.sum(axis=-1)
        if baseline is not None:
            mean = mean - mean[..., [baseline]]
        skill: Numbers = np.exp(mean)
    return skill


def pairwise(
    scores: pl.DataFrame, by: Sequence[str] = (), *, baseline: str | None = None, measure: str = "wis"
) -> pl.DataFrame:
    """One row a group and pair: the ratio of mean scores, on how many tasks, and the skill of the first."""
    if baseline is not None:
        known_model(scores, baseline)
    by = [name for name in by if name != MODEL]
    tables = []
    for pairs in paired(scores, by, measure=measure):
        ratio = ratios(pairs.sums, pairs.shared)
        place = pairs.models.index(baseline) if baseline in pairs.models else None
        skill = relative_skill(ratio, place)
        if baseline is not None and place is None:
            skill = np.full(len(pairs.models), np.nan)
        count = len(pairs.models)
        tables.append(
            pl.DataFrame(
                {
                    MODEL: np.repeat(pairs.models, count),
                    "against": np.tile(pairs.models, count),
                    "n": pairs.shared.ravel(),
                    "ratio": ratio.ravel(),
                    "relative_skill": np.repeat(skill, count),
                }
            ).select(
                *(
                    pl.lit(value, dtype=scores[name].dtype).alias(name)
                    for name, value in zip(by, pairs.group, strict=True)
                ),
                pl.all(),
            )
        )
    refuse_empty(not tables, f"hold no value of {measure}")
    return pl.concat(tables).with_columns(pl.col("ratio", "relative_skill").fill_nan(None))


def known_model(scores: pl.DataFrame, name: str) -> None:
    """Refuse a model of which nothing was scored, naming those that look like it."""
    from difflib import get_close_matches

    models = scores[MODEL].unique().sort().to_list()
    refuse_empty(not models, "are empty: no forecast was scored")
    if name not in models:
        alike = get_close_matches(name, models, 3, 0.5) or models[:10]
        raise NotFoundError(f"There is no scored model {name!r}; there are {', '.join(alike)}.")
