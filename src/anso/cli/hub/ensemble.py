"""`anso hub ensemble`: the forecasts of many models combined into those of one."""

import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal

from anso.cli.hub.score import names, refuse_unwritable, write
from anso.errors import InvalidInputError, Problem

if TYPE_CHECKING:
    import polars as pl

    from anso.hub.ensembles import Combination

__all__ = ["ensemble"]

Method = Literal["median", "mean", "trimmed", "linear-pool", "weighted", "trained"]
FROM_THE_PAST = ("weighted", "trained")
REFERENCE_DATE = "reference_date"
"""What training calls the day on which a forecast was made, whatever its hub calls it."""


def ensemble(
    forecasts: str,
    /,
    *,
    method: Method = "median",
    name: str,
    output: Path,
    truth: str | None = None,
    vintages: str | None = None,
    models: str = "",
    exclude: str = "",
    weights: str | None = None,
    trim: float | None = None,
    min_models: int = 1,
    samples: int | None = None,
) -> None:
    """Combine the forecasts of many models into those of one.

    A hub's own ensembles take no part unless --models names them.

    Parameters
    ----------
    forecasts
        A Parquet or CSV file of forecasts, or a folder of them
    method
        Average quantiles (median, mean, trimmed), pool distributions (linear-pool), weigh models by their
        past (weighted) or train weights on it (trained)
    name
        The ensemble's model_id
    output
        The file to write: .parquet or .csv
    truth
        Observations as they became, a Parquet or CSV file: location, target, target_end_date, value
    vintages
        Observations as they were known on each day, with a column as_of; what weighted and trained learn from
    models
        Only these models, separated by commas
    exclude
        Not these models, separated by commas
    weights
        Weights of the models, a CSV or Parquet file: model_id, weight, and any column that tells tasks apart
    trim
        Share of the models that a trimmed mean cuts at each end; a quarter if not given
    min_models
        Tasks with fewer models are not forecast
    samples
        Samples kept for each task; as many as its fullest model gave, if not given
    """
    refuse_unfit(output, method, truth, vintages, weights, trim, min_models)
    refuse_unwritable(output)
    begun = perf_counter()
    from anso.hub.ensembles import combination, past_weights, select
    from anso.hub.reading import read_forecasts
    from anso.release.forecast import origin_column

    table = read_forecasts(forecasts, check=not Path(forecasts).is_file())
    origin = origin_column(table.columns) or REFERENCE_DATE
    if method == "trained":
        table = table.rename({origin: REFERENCE_DATE}, strict=False)
    chosen = select(table, name=name, models=names(models) or None, exclude=names(exclude), where=forecasts)
    given: dict[str, Any] = {
        "name": name,
        "models": chosen.models,
        "min_models": min_models,
        "where": forecasts,
    }
    if trim is not None:
        given["trim"] = trim
    if samples is not None:
        given["samples"] = samples
    if weights is not None:
        given["weights"] = read_weights(weights)
    if chosen.own:
        tell(
            f"Left out: {', '.join(chosen.own)} (the hub's own ensembles are made of the other models; "
            "--models includes them by name)."
        )
    if method == "trained":
        result = trained_combination(table, chosen.models, given, truth, vintages)
    elif method == "weighted":
        past, where = known(truth, vintages)
        given["weights"] = past_weights(chosen.table, past, where=forecasts, truth_where=where)
        result = combination(table, "median", **given)
    else:
        result = combination(table, method, **given)
    if result.table.is_empty():
        raise InvalidInputError([Problem(forecasts, "; ".join(["nothing can be combined", *result.notes]))])
    made = result.table.rename({REFERENCE_DATE: origin}, strict=False)
    write(made, output)
    for note in result.notes:
        tell(f"{note[0].upper()}{note[1:]}.")
    print(
        f"{name} ({method}): {len(result.models)} models, {rounds(made, origin)}{result.tasks:,} tasks, "
        f"{len(made):,} rows, {perf_counter() - begun:.1f} s. Written to {output}."
    )
    print(f"Combined: {', '.join(result.models)}")


def refuse_unfit(
    output: Path,
    method: str,
    truth: str | None,
    vintages: str | None,
    weights: str | None,
    trim: float | None,
    min_models: int,
) -> None:
    """What was asked that cannot go together, before anything is read."""
    problems = []
    if output.suffix not in (".parquet", ".csv"):
        problems.append(Problem("--output", f"{output} ends neither in .parquet nor in .csv"))
    if method in FROM_THE_PAST and truth is None and vintages is None:
        problems.append(
            Problem(
                f"--method {method}",
                "learns from what came true: give --vintages (observations with as_of), or --truth for want of it",
            )
        )
    if weights is not None and method in (*FROM_THE_PAST, "trimmed"):
        problems.append(Problem("--weights", f"{method} takes none; choose mean, median or linear-pool"))
    if trim is not None and method != "trimmed":
        problems.append(Problem("--trim", f"is for --method trimmed, not {method}"))
    if min_models > 1 and method == "trained":
        problems.append(Problem("--min-models", "is not for --method trained, which takes whoever is there"))
    if problems:
        raise InvalidInputError(problems)


def known(truth: str | None, vintages: str | None) -> tuple["pl.DataFrame", str]:
    """What the past is told from, and where it was read; revisions are in vintages alone."""
    from anso.hub.reading import read_observations

    where = vintages or truth or ""
    table = read_observations(where)
    versions = "as_of" in table.columns
    if vintages is not None and not versions:
        raise InvalidInputError(
            [
                Problem(
                    where,
                    "has no column as_of, the day on which each value was known; "
                    "give observations without it as --truth",
                )
            ]
        )
    if not versions:
        tell(
            "Without --vintages, the truth is taken as it became: each round sees only dates before its "
            "reference date, but late reports and revisions are not accounted for."
        )
    return table, where


def trained_combination(
    table: "pl.DataFrame",
    models: list[str],
    given: dict[str, Any],
    truth: str | None,
    vintages: str | None,
) -> "Combination":
    """Quantiles with trained weights; what cannot be trained on is pooled."""
    import polars as pl

    from anso.cli.terminal import TerminalReporter
    from anso.hub.ensembles import Combination, combination
    from anso.hub.reading import unknown_locations
    from anso.hub.training import trained
    from anso.release.forecast import faults, task_columns

    where = given["where"]
    members = table.filter(pl.col("model_id").is_in(models))
    if faults(members, where=where):
        raise InvalidInputError(faults(table, where=where))
    dated = [name for name in (REFERENCE_DATE, "target_end_date", "horizon") if name in members.columns]
    trainable = pl.all_horizontal(pl.col("output_type") == "quantile", pl.col(dated).is_not_null())
    quantiles, others = members.filter(trainable), members.filter(~trainable)
    if quantiles.is_empty():
        raise InvalidInputError(
            [Problem(where, "states no quantiles of dates, which weights are trained on; choose linear-pool")]
        )
    past, _ = known(truth, vintages)
    if "location" in past.columns and (unknown := unknown_locations(table, past, where=where)):
        raise InvalidInputError(unknown)
    learners = quantiles["model_id"].unique().to_list()
    with TerminalReporter("Train") as reporter:
        result = trained(
            quantiles,
            past if "as_of" in past.columns else None,
            truth=past,
            name=given["name"],
            models=learners,
            progress=lambda fraction: reporter.progress(fraction, "training"),
        )
    notes = []
    if len(others):
        pooled = combination(
            others, "linear-pool", **{**given, "models": others["model_id"].unique().to_list()}
        )
        result = pl.concat([result, pooled.table.select(result.columns)], how="vertical_relaxed")
        notes = ["what is no quantile, or of no date, is pooled with equal weights", *pooled.notes]
    return Combination(result, models, [], result.select(task_columns(result)).n_unique(), notes)


def read_weights(address: str) -> "pl.DataFrame":
    from anso.hub.ensembles import weights_table
    from anso.hub.reading.files import files_at, read_file

    folder, paths = files_at(address)
    if len(paths) != 1:
        raise InvalidInputError(
            [Problem(address, f"holds {len(paths)} tables; name the one with the weights")]
        )
    return weights_table(read_file(folder, paths[0]), where=address)


def rounds(table: "pl.DataFrame", origin: str) -> str:
    return f"{table[origin].n_unique()} rounds, " if origin in table.columns else ""


def tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)
