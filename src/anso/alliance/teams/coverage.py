"""How much of what a round offers a valid file forecasts.

In come a hub's definition, the round and the file's bytes; out comes a share from 0 to 1. Counted are the
combinations of task ids (place, horizon, target ...) that the round may be asked for and that the file holds;
ids that follow from others, and the round's own, multiply nothing.
"""

from io import BytesIO
from math import prod

import polars as pl

from anso.hub.definition import Definition

__all__ = ["share_of_round"]


def share_of_round(definition: Definition, round_id: str, name: str, content: bytes) -> float:
    """The share of the round's tasks that the file forecasts."""
    round_ = definition.round(round_id)
    free = [
        column for column in round_.task_columns if column not in round_.derived and column != round_.variable
    ]
    # Tasks of the same ids that differ in their output types alone are one question asked in several ways.
    offered = {
        tuple((column, task.task_ids[column].texts) for column in free if column in task.task_ids)
        for task in round_.model_tasks
    }
    possible = sum(prod(len(texts) for _column, texts in task) for task in offered)
    given = table(name, content, free).unique().height
    return min(1.0, given / possible) if possible else 1.0


def table(name: str, content: bytes, columns: list[str]) -> pl.DataFrame:
    """Those columns of the file, one row where there are none to tell rows apart."""
    if not columns:
        return pl.DataFrame({"": [0]})
    if name.lower().endswith(".parquet"):
        return pl.read_parquet(BytesIO(content), columns=columns)
    return pl.read_csv(BytesIO(content), columns=columns, infer_schema=False)
