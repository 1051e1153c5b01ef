"""The observation that answers each forecast.

In come the forecasts' keys and a table of observations; out comes an observation a forecast, nothing where
there is none. They are joined on all columns that both have; what else the observations tell (a status, a
source) is ignored, and of several versions the newest counts.
"""

import polars as pl

from anso.errors import InvalidInputError, Problem
from anso.release.forecast import MODEL, OUTPUT_TYPE, OUTPUT_TYPE_ID, SHOWN_ROWS, VALUE, is_date, tidy_columns

__all__ = ["answered"]

AS_OF = "as_of"
NEEDED = ("location", "target", "target_end_date")
"""Columns without which an observation would answer forecasts of something else."""
WITHOUT_ID = ("quantile", "sample", "mean", "median")
"""Output types whose truth is one number for a task."""


def answered(
    keys: pl.DataFrame, observations: pl.DataFrame, output_type: str, *, where: str = "observations"
) -> pl.Series:
    """An observation for each row of the keys, in their order; for pmf and cdf as `value` has it."""
    if VALUE not in observations.columns:
        raise InvalidInputError(
            [Problem(where, f"has no column {VALUE}; it has {', '.join(observations.columns)}")]
        )
    shared = [name for name in observations.columns if name in keys.columns and name not in (MODEL, VALUE)]
    typed = tidy_columns(observations.select(shared), where=where) if shared else pl.DataFrame()
    truth = of_output_type(observations.with_columns(typed.get_columns()).with_row_index("row"), output_type)
    on = [name for name in keys.columns if name in truth.columns and name not in (MODEL, VALUE)]
    refuse_ambiguous(keys, on, where)
    truth = alike(truth, keys, on, where)
    truth = newest(truth.filter(pl.col(VALUE).is_not_null()), on)
    asked = truth.join(keys.select(on).unique(), on=on, how="semi", nulls_equal=True, maintain_order="left")
    answers = without_repetitions(asked, on, where)
    found = keys.select(on).join(
        answers.select(*on, VALUE), on=on, how="left", nulls_equal=True, maintain_order="left"
    )[VALUE]
    if len(found) and found.null_count() == len(found):
        raise no_match(keys, truth, on, where)
    return found


def of_output_type(observations: pl.DataFrame, output_type: str) -> pl.DataFrame:
    """hubverse's oracle output tells the truth once for each output type; other tables once for all."""
    if OUTPUT_TYPE not in observations.columns:
        return observations
    rows = observations.filter(pl.col(OUTPUT_TYPE) == output_type)
    if output_type == "cdf" or (rows.is_empty() and output_type != "pmf"):
        # Of a distribution function it tells each point apart; the number itself stands with the other types.
        rows = observations.filter(pl.col(OUTPUT_TYPE).is_in(WITHOUT_ID))
    if output_type == "pmf":
        # The category that came true is the one whose oracle value is 1.
        rows = rows.filter(pl.col(VALUE).cast(pl.Float64, strict=False) == 1)
        return rows.with_columns(pl.col(OUTPUT_TYPE_ID).cast(pl.String).alias(VALUE)).drop(
            OUTPUT_TYPE, OUTPUT_TYPE_ID
        )
    return rows.drop([OUTPUT_TYPE, OUTPUT_TYPE_ID], strict=False)


def refuse_ambiguous(keys: pl.DataFrame, on: list[str], where: str) -> None:
    problems = [
        Problem(
            where,
            f"has no column {name}, but the forecasts are for {keys[name].n_unique()} different values of it; "
            f"add the column",
        )
        for name in NEEDED
        if name in keys.columns and name not in on and keys[name].n_unique() > 1
    ]
    if not on and not problems:
        problems = [
            Problem(where, f"shares no column with the forecasts, which have {', '.join(keys.columns)}")
        ]
    if problems:
        raise InvalidInputError(problems)


def alike(truth: pl.DataFrame, keys: pl.DataFrame, on: list[str], where: str) -> pl.DataFrame:
    """The observations' columns in the types of the forecasts'."""
    problems = []
    columns = []
    for name in on:
        column = truth[name].cast(keys[name].dtype, strict=False)
        lost = (column.is_null() & truth[name].is_not_null()).arg_true().head(SHOWN_ROWS)
        problems += [
            Problem(
                f"{where}, row {row + 1}, column {name}",
                f"{truth[name][row]!r} is not of the kind that the forecasts have there ({keys[name].dtype})",
            )
            for row in lost.to_list()
        ]
        columns.append(column)
    if problems:
        raise InvalidInputError(problems)
    return truth.with_columns(columns)


def newest(truth: pl.DataFrame, on: list[str]) -> pl.DataFrame:
    if AS_OF not in truth.columns or AS_OF in on:
        return truth
    return truth.filter(pl.col(AS_OF) == pl.col(AS_OF).max().over(on))


def without_repetitions(truth: pl.DataFrame, on: list[str], where: str) -> pl.DataFrame:
    """The same observation told twice does no harm; two different ones of one thing cannot both be true."""
    distinct = truth.unique([*on, VALUE], keep="first", maintain_order=True)
    again = distinct.select(on).is_duplicated()
    if not again.any():
        return distinct
    if telling := [name for name in truth.columns if name not in on and name != AS_OF and is_date(name)]:
        raise InvalidInputError(
            [
                Problem(
                    where,
                    f"tells several values for one forecast, by {', '.join(telling)}; add that column to the "
                    "forecasts, or keep one value",
                )
            ]
        )
    doubled = distinct.filter(again).sort([*on, "row"], nulls_last=True).head(SHOWN_ROWS)
    raise InvalidInputError(
        Problem(
            f"{where}, row {row['row'] + 1}",
            f"{', '.join(str(row[name]) for name in on)} is observed as {row[VALUE]}, and differently in "
            "another row; keep one of them",
        )
        for row in doubled.to_dicts()
    )


def no_match(keys: pl.DataFrame, truth: pl.DataFrame, on: list[str], where: str) -> InvalidInputError:
    """Not one forecast has an observation: say how the two tables differ."""
    problems = []
    for name in on:
        ours, theirs = keys[name].unique(), truth[name].unique()
        if not ours.is_in(theirs.implode()).any():
            problems.append(
                Problem(
                    f"{where}, column {name}",
                    f"shares no value with the forecasts, which have {examples(ours)}; "
                    f"here there are {examples(theirs)}",
                )
            )
    return InvalidInputError(
        problems or [Problem(where, f"holds no observation for any forecast (compared by {', '.join(on)})")]
    )


def examples(values: pl.Series) -> str:
    shown = [str(value) for value in values.drop_nulls().sort().head(3).to_list()]
    return ", ".join(shown) + (" …" if len(values) > len(shown) else "") if shown else "none"
