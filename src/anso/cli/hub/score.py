"""`anso hub score`: what quantile forecasts were worth, by any grouping, beside a baseline."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from anso.errors import InvalidInputError, Problem

if TYPE_CHECKING:
    import polars as pl

__all__ = ["score"]

SHOWN_ROWS = 30


def score(
    forecasts: str,
    truth: str,
    /,
    *,
    baseline: str | None = None,
    by: str = "model_id",
    scale: Literal["natural", "log"] = "natural",
    start: Annotated[date | None, Parameter(name="--from")] = None,
    end: Annotated[date | None, Parameter(name="--to")] = None,
    models: str = "",
    output: Path | None = None,
) -> None:
    """Score forecasts against what became true.

    Parameters
    ----------
    forecasts
        A Parquet or CSV file of forecasts, or a folder of them
    truth
        A Parquet or CSV file of observations: location, target, target_end_date, value
    baseline
        The model that others are compared with
    by
        The columns to group by, separated by commas: model_id,target,horizon
    scale
        Compare the numbers themselves, or log(x + 1) of them
    start
        Only forecasts made on this day or later
    end
        Only forecasts made on this day or earlier
    models
        Only these models, separated by commas, and the baseline
    output
        Write the scores to this file (CSV, or Parquet by its name) instead of printing them all
    """
    from anso.hub.reading import read_forecasts, read_observations, unknown_locations
    from anso.hub.scores import scored, summarise

    refuse_unwritable(output)
    table = read_forecasts(forecasts)
    observations = read_observations(truth)
    only = asked_for(table, start, end, names(models), baseline)
    try:
        result = scored(table, observations, scale=scale, only=only, where=forecasts, truth_where=truth)
    except InvalidInputError:
        # Of a folder, each file is told what is wrong with it by its own rows.
        read_forecasts(forecasts, check=True)
        raise
    strange = []
    if (
        result.left_out.without_observation
        and "location" in table.columns
        and "location" in observations.columns
    ):
        strange = unknown_locations(table, observations, where=forecasts)
    del table
    grouping = names(by)
    summary = summarise(result.table, grouping, baseline=baseline)
    account = [f"Scored {result.left_out.scored:,} of {result.left_out.forecasts:,} quantile forecasts."]
    account += [*result.left_out.sentences, *map(str, strange)]
    if "model_id" not in grouping:
        account.append(
            "Without model_id in --by there is nothing to compare: sum_ratio and relative_skill are empty."
        )
    elif baseline is None:
        account.append(
            "Without --baseline, sum_ratio is empty and relative_skill is not scaled to any model."
        )
    if output is None:
        print(aligned(summary) if sys.stdout.isatty() else summary.write_csv(), end="")
    else:
        write(summary, output)
        print(aligned(summary.head(SHOWN_ROWS)), end="")
        account.append(f"{len(summary):,} rows written to {output}.")
    print("\n".join(account), file=sys.stderr if output is None else sys.stdout)


def names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


def asked_for(
    table: "pl.DataFrame", start: date | None, end: date | None, models: list[str], baseline: str | None
) -> "pl.Expr | None":
    """Which forecasts are to be scored; nothing if all."""
    import polars as pl

    from anso.release.forecast import ORIGINS, origin_column

    conditions: list[pl.Expr] = []
    if models:
        strange = sorted(set(models) - set(table["model_id"].unique()))
        if strange:
            raise InvalidInputError([Problem("--models", f"there are no forecasts of {', '.join(strange)}")])
        conditions.append(pl.col("model_id").is_in([*models, *([baseline] if baseline else [])]))
    if start or end:
        origin = origin_column(table.columns)
        if origin is None:
            raise InvalidInputError(
                [Problem("--from, --to", f"the forecasts have no column {' or '.join(ORIGINS)} to choose by")]
            )
        conditions.append(pl.col(origin).is_between(start or date.min, end or date.max))
    return pl.all_horizontal(conditions) if conditions else None


def refuse_unwritable(output: Path | None) -> None:
    """Say so before minutes of work rather than after."""
    if output is None:
        return
    if not output.absolute().parent.is_dir():
        raise InvalidInputError([Problem("--output", f"there is no folder {output.absolute().parent}")])
    if output.is_dir():
        raise InvalidInputError([Problem("--output", f"{output} is a folder; name a file in it")])


def write(summary: "pl.DataFrame", output: Path) -> None:
    """Whole or not at all."""
    unfinished = output.with_name(f".{output.name}.unfinished")
    try:
        if output.suffix == ".parquet":
            summary.write_parquet(unfinished)
        else:
            summary.write_csv(unfinished)
        unfinished.replace(output)
    except OSError as error:
        raise InvalidInputError(
            [Problem("--output", f"{output} cannot be written: {error.strerror or error}")]
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)


def aligned(summary: "pl.DataFrame") -> str:
    """Columns side by side, numbers to four digits."""
    rows = [summary.columns, *([shown(value) for value in row] for row in summary.iter_rows())]
    widths = [max(len(row[column]) for row in rows) for column in range(summary.width)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"
        for row in rows
    )


def shown(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return str(value)
