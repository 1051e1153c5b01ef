"""`anso outlooks crossvalidate`: what each way to calibrate and combine would have been worth, year by year."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from anso.cli.terminal import TerminalReporter, err
from anso.errors import AnsoError, InvalidInputError, Problem

if TYPE_CHECKING:
    import polars as pl

__all__ = ["crossvalidate"]


def crossvalidate(
    data: Path,
    /,
    *,
    output: Path | None = None,
    scheme: Literal["leave-one-out", "leave-three-out"] = "leave-one-out",
    mask: Literal["none", "dry"] = "none",
    methods: str = "",
    details: bool = False,
) -> None:
    """Forecast each year of a file of hindcasts from the others, by every method, and score it.

    Parameters
    ----------
    data
        NetCDF file or Zarr folder: hindcast (model, year, lat, lon) or a variable a model (member, year, lat, lon), and
        obs (year, lat, lon), on the same grid or its own
    output
        CSV file to write the scores to, or Parquet by its name, instead of printing them alone
    scheme
        Leave out the year that is asked about, or with it its two neighbours
    mask
        "dry" leaves out points whose season is dry on average
    methods
        Only these, separated by commas
    details
        Add intervals, sharpness, discrimination and the share of points with skill
    """
    if output is not None:
        refuse_unwritable(output)
    from anso.services.outlooks import crossvalidate as answers_of
    from anso.services.outlooks import read_hindcasts, scores

    asked = [part.strip() for part in methods.split(",") if part.strip()]
    with TerminalReporter("Cross-validation") as reporter:
        hindcasts = read_hindcasts(data, mask)
        for note in hindcasts.notes:
            err().print(note, markup=False)
        answers = answers_of(
            hindcasts,
            scheme,
            asked,
            done=lambda finished, total: reporter.progress(finished / total, f"{finished} of {total} folds"),
        )
        table = scores(answers, details=details)
    if output is None:
        print(table.write_csv(), end="")
    else:
        write(table, output)
    err().print(
        f"{len(table)} methods at {answers.points.number:,} points, {len(hindcasts.years)} years "
        f"({hindcasts.years.min()} to {hindcasts.years.max()}), {scheme}"
        + (f", in {output}" if output else ""),
        markup=False,
    )


def refuse_unwritable(output: Path) -> None:
    """Said before the work rather than after."""
    folder = output.absolute().parent
    if not folder.is_dir():
        said = f"there is no folder {output.parent}: make it first"
    elif output.is_dir():
        said = f"{output} is a folder: name a file in it, such as {output / 'scores.csv'}"
    elif output.suffix not in {".csv", ".parquet"}:
        said = f"{output.name} must end in .csv or .parquet"
    elif not os.access(output if output.exists() else folder, os.W_OK):
        said = f"{output} may not be written here: name another folder"
    else:
        return
    raise InvalidInputError([Problem("--output", said)])


def write(table: "pl.DataFrame", output: Path) -> None:
    """Whole or not at all."""
    unfinished = output.with_name(f".{output.name}.unfinished")
    try:
        if output.suffix == ".parquet":
            table.write_parquet(unfinished)
        else:
            table.write_csv(unfinished)
        unfinished.replace(output)
    except OSError as error:
        raise AnsoError(f"{output} could not be written: {error.strerror or error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
