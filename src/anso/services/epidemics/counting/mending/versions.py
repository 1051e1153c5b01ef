"""Daily counts whose versions are known: entered as they were told, for the source corrects itself."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from anso.services.epidemics.counting.mending.ledger import WEEK, Ledger
from anso.services.epidemics.counting.mending.series import Series, laid_out

__all__ = ["enter_versions"]


def enter_versions(days: pl.DataFrame, week_end: int, issued: date) -> tuple[Series, Ledger]:
    """A ledger of every version; weeks are summed anew whenever one of their days was."""
    series, _ = laid_out(days, week_end, issued - timedelta(days=1))
    ledger = Ledger(len(series.keys), -(-series.days // WEEK) * WEEK, from_nothing=False)
    ordered = days.sort("as_of", "location", "target", "date")
    row, column = series.number(ordered), series.column(ordered["date"])
    told, value = series.column(ordered["as_of"]), ordered["value"].to_numpy()
    np.minimum.at(ledger.began, row, column)
    starts = np.flatnonzero(np.r_[True, told[1:] != told[:-1]])
    for first, end in zip(starts, np.r_[starts[1:], len(told)], strict=True):
        part = slice(first, end)
        ledger.tell(row[part], column[part], value[part], int(told[first]))
        ledger.add_up(np.unique(row[part]), min(int(told[first]), ledger.value.shape[1]))
    return series, ledger
