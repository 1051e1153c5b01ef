"""Artefacts of reporting, by hand-made series."""

import numpy as np

from anso.services.epidemics.forecasting.known.mend import mended


def mend(*counts: float) -> tuple[list[float], int, list[str]]:
    clean, lag, changes = mended(np.array([[counts]], dtype=float))
    return clean[0, 0].tolist(), int(lag[0, 0]), [change.why for change in changes]


def test_correction_is_replaced_by_what_lies_beside_it() -> None:
    assert mend(100, 120, -500, 160) == (
        [100, 120, 140, 160],
        0,
        ["a count below zero corrects earlier ones"],
    )


def test_newest_correction_is_no_lag_and_takes_the_week_before() -> None:
    assert mend(100, 120, -500)[:2] == ([100, 120, 120], 0)


def test_late_report_is_spread_over_the_weeks_it_covers() -> None:
    clean, lag, why = mend(100, 100, 0, 210, 100)
    assert (clean, lag) == ([100, 100, 105, 105, 100], 0)
    assert sorted(why) == ["a late report spread over the weeks it covers", "nothing reported amid many"]


def test_newest_zero_amid_many_is_a_missing_report() -> None:
    clean, lag, _ = mend(100, 110, 0)
    assert lag == 1
    assert clean[:2] == [100, 110]
    assert np.isnan(clean[2])


def test_long_zeros_and_zeros_amid_few_are_believed() -> None:
    assert mend(100, 0, 0, 0, 0)[0] == [100, 0, 0, 0, 0]
    assert mend(3, 0, 4)[0] == [3, 0, 4]


def test_dump_is_replaced_but_never_in_the_newest_week() -> None:
    assert mend(100, 120, 900, 130, 120)[0] == [100, 120, 125, 130, 120]
    assert mend(100, 120, 900)[0] == [100, 120, 900]


def test_all_zero_and_all_unknown_rows_pass() -> None:
    assert mend(0, 0, 0)[0] == [0, 0, 0]
    assert mend(float("nan"), float("nan"))[1] == 2
