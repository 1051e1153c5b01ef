"""`anso epidemics backtest`: forecasts for each day of issue of a period, from what was known on that day."""

import os
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from anso.cli.terminal import TerminalReporter, err
from anso.errors import AnsoError, InvalidInputError, Problem

__all__ = ["backtest"]

ENDINGS = (".parquet", ".pq", ".csv")


def backtest(
    *,
    vintages: Path,
    start: Annotated[str, Parameter(name="--from")],
    end: Annotated[str, Parameter(name="--to")],
    output: Path,
    daily_vintages: Path | None = None,
    locations: Path | None = None,
    models: str = "",
    horizons: Annotated[str, Parameter(allow_leading_hyphen=True)] = "",
    levels: str = "",
    with_teams: str = "",
    like: str = "",
) -> None:
    """Forecast each day of issue of a period from what was known on it, as a hub's table.

    Parameters
    ----------
    vintages
        Weekly counts with the day on which they were told: location, target, target_end_date, value, as_of (CSV or Parquet)
    start
        First day of issue, such as 2021-03-08
    end
        Last day of issue
    output
        Parquet file to write, or CSV if it is named so
    daily_vintages
        Daily counts likewise: as_of, location, target, date, value
    locations
        CSV with location and population
    models
        Names of models, separated by commas; all if none is named
    horizons
        Weeks ahead, such as 1,2,3,4
    levels
        Quantile levels, such as 0.025,0.5,0.975; a hub's usual 23 if none is named
    with_teams
        Teams' forecasts (a file, a folder or a hub): adds anso-hub-ensemble, of our models and theirs
    like
        A hub's forecasts whose days of issue, horizons and levels to take over; the teams' if they are given
    """
    from anso.hub.reading import read_forecasts
    from anso.services.epidemics.forecasting import backtest as room

    start_day, end_day = a_day(start, "--from"), a_day(end, "--to")
    ahead, asked = whole_numbers(horizons, "--horizons"), numbers(levels, "--levels")
    refuse_unwritable(output)
    notes: list[str] = []
    try:
        with TerminalReporter("Backtest") as reporter:
            data = room.read_archive(
                vintages, daily_vintages=daily_vintages, locations=locations, notes=notes
            )
            teams = read_forecasts(with_teams) if with_teams else None
            table = room.backtest(
                data,
                start_day,
                end_day,
                wishes=room.Wishes(parts(models), ahead, asked, read_forecasts(like) if like else teams),
                teams=teams,
                notes=notes,
                progress=reporter.progress,
            )
    finally:  # what was left out may be why it failed
        for note in notes:
            err().print(note, markup=False)
    try:
        table.write_csv(output) if output.suffix == ".csv" else table.write_parquet(output)
    except OSError as error:
        raise AnsoError(f"{output} could not be written: {error}") from error
    err().print(f"{len(table):,} rows of {table['model_id'].n_unique()} models in {output}", markup=False)


def refuse_unwritable(output: Path) -> None:
    """Before minutes are spent on what could not be kept."""
    folder = output.absolute().parent
    if not folder.is_dir():
        said = f"there is no folder {output.parent}: make it first"
    elif output.is_dir():
        said = f"{output} is a folder: name a file in it, such as {output / 'forecasts.parquet'}"
    elif not os.access(output if output.exists() else folder, os.W_OK):
        said = f"{output} may not be written here: name another folder"
    elif output.suffix not in ENDINGS:
        said = f"{output.name} ends in {output.suffix}: name it .parquet or .csv"
    else:
        return
    raise InvalidInputError([Problem("--output", said)])


def a_day(text: str, option: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        raise InvalidInputError(
            [Problem(option, f"{text!r} is no day; give one such as 2021-03-08")]
        ) from None


def whole_numbers(text: str, option: str) -> list[int]:
    try:
        return [int(part) for part in parts(text)]
    except ValueError:
        raise InvalidInputError(
            [Problem(option, f"{text!r} is no list of whole numbers; give one such as 1,2,3")]
        ) from None


def numbers(text: str, option: str) -> list[float]:
    try:
        return [float(part) for part in parts(text)]
    except ValueError:
        raise InvalidInputError(
            [Problem(option, f"{text!r} is no list of numbers; give one such as 0.025,0.5,0.975")]
        ) from None


def parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
