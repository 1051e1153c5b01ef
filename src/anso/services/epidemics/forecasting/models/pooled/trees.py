"""Gradient-boosted trees for several quantiles of the same outcome, the cores shared among them."""

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anso.compute.local import available_cores
from anso.config import config
from anso.errors import AnsoError

__all__ = ["Examples", "Settings", "fit"]

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Settings:
    """What the trees are grown with; small learning steps and few leaves, as the examples are noisy."""

    bags: int = 3
    share: float = 0.7
    """Of places and of months in a bag."""
    trees: int = 80
    learning_rate: float = 0.1
    leaves: int = 12
    least_in_leaf: int = 60
    columns: float = 0.5
    rows: float = 0.6
    most_examples: int = 60_000
    """More are thinned evenly, so that a thousand places cost no more than linearly."""


@dataclass(frozen=True)
class Examples:
    """What was seen and what then happened, a row an example."""

    seen: NDArray[np.float32]
    outcome: Numbers
    weight: Numbers
    month: NDArray[np.int64]
    place: NDArray[np.int64]


def fit(examples: Examples, levels: Sequence[float], settings: Settings) -> list[list[Any]]:
    """Trees by level and bag; the same each time."""
    lightgbm = library()
    common = {
        "objective": "quantile",
        "learning_rate": settings.learning_rate,
        "num_leaves": settings.leaves,
        "min_data_in_leaf": settings.least_in_leaf,
        "feature_fraction": settings.columns,
        "bagging_fraction": settings.rows,
        "bagging_freq": 1,
        "lambda_l2": 1.0,
        "max_bin": 63,
        "num_threads": 1,
        "force_col_wise": True,
        "deterministic": True,
        "verbose": -1,
    }
    sets = []
    for bag in range(settings.bags):
        rows = bag_rows(examples, settings, bag)
        data = lightgbm.Dataset(
            examples.seen[rows], examples.outcome[rows], weight=examples.weight[rows], params=common
        )
        sets.append(data.construct())

    def grow(task: tuple[float, int]) -> Any:
        level, bag = task
        return lightgbm.train({**common, "alpha": level, "seed": bag + 1}, sets[bag], settings.trees)

    tasks = [(level, bag) for level in levels for bag in range(settings.bags)]
    with ThreadPoolExecutor(cores()) as pool:
        grown = list(pool.map(grow, tasks))
    return [grown[start : start + settings.bags] for start in range(0, len(grown), settings.bags)]


def bag_rows(examples: Examples, settings: Settings, bag: int) -> NDArray[np.int64]:
    """The examples of a random part of the months and places; those of a place in a month stay together."""
    random = np.random.default_rng((20210308, bag))
    cells = random.random((int(examples.month.max()) + 1, int(examples.place.max()) + 1))
    rows = np.flatnonzero(cells[examples.month, examples.place] < settings.share)
    thin = -(-len(rows) // settings.most_examples)
    return rows[bag % max(thin, 1) :: max(thin, 1)]


def cores() -> int:
    """One in a process that others work beside."""
    if multiprocessing.parent_process() is not None:
        return 1
    return config().cores or available_cores()


def library() -> ModuleType:
    """LightGBM, or the sentence that says what its absence needs."""
    try:
        import lightgbm
    except OSError as error:
        raise AnsoError(
            "The pooled model needs the system's OpenMP library, which is not installed: "
            "on Debian and Ubuntu run 'apt install libgomp1'; "
            "or name other models with --models"
        ) from error
    module: ModuleType = lightgbm
    return module
