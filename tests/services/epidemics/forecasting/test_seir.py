"""The compartment model as one of the forecasting models."""

from datetime import timedelta

import numpy as np
import polars as pl
from tests.services.epidemics.forecasting.helpers import monday, vintages

from anso.services.epidemics.forecasting.known import Almanac, archive
from anso.services.epidemics.forecasting.models.seir import assimilated, days_of, seir

LEVELS = np.array([0.025, 0.25, 0.5, 0.75, 0.975])
DAY = monday(44)
RHYTHM = np.array([1.3, 1.2, 1.1, 1.1, 1.0, 0.8, 0.5])  # Monday first


def daily(rate: float, *, start: float = 3000.0, noise: float = 0.0) -> np.ndarray:
    """Fifteen weeks of days that end on the Sunday before the day of issue; six more after it."""
    days = np.arange(-104, 7)
    random = np.random.default_rng(4)
    effect = RHYTHM[(DAY.weekday() - 1 + days) % 7]
    return start * np.exp(rate * days) * effect * np.exp(noise * random.standard_normal(len(days)))


def told(days: dict[str, np.ndarray], with_days: bool = True) -> Almanac:
    """Weeks end on the Saturday two days before the day of issue; before them half a year of the first week."""
    weeks = {
        ("inc case", place): np.r_[np.full(31, values[6:13].sum()), values[6:104].reshape(14, 7).sum(-1)]
        for place, values in days.items()
    }
    rows = pl.concat(
        pl.DataFrame(
            {
                "as_of": DAY,
                "location": place,
                "target": "inc case",
                "date": [DAY - timedelta(days=70 - number) for number in range(70)],
                "value": values[35:105],
            }
        )
        for place, values in days.items()
    )
    return Almanac(archive(vintages(weeks), rows if with_days else None), 4, DAY)


def test_growth_of_days_goes_on_into_the_weeks_ahead() -> None:
    rates = {"falls": -0.02, "stays": 0.0, "grows": 0.025}
    days = {name: daily(rate, noise=0.03) for name, rate in rates.items()}
    almanac = told(days)

    made = dict(zip(almanac.archive.places, seir(almanac, DAY, 1, LEVELS)[:, 0], strict=True))

    for name, values in days.items():
        truth = values[104:].sum()  # Sunday, which is told, and the six days after it
        assert made[name][0] < truth < made[name][-1]
        assert abs(made[name][2] / truth - 1) < 0.08


def test_quiet_days_are_taken_one_by_one_and_restless_ones_summed() -> None:
    days = {"a quiet": daily(0.0, noise=0.05), "b restless": daily(0.0, noise=0.8)}
    almanac = told(days)
    state = almanac.state(DAY)

    seen = days_of(state, 1)
    observed = assimilated(state, seen, 1)

    assert seen.quiet.tolist() == [True, False]
    last = observed.counts[:, -70:]
    np.testing.assert_array_equal(last[0], days["a quiet"][35:105])
    summed = days["b restless"][35:105].reshape(10, 7).sum(-1)
    np.testing.assert_allclose(last[1, 6::7], summed)
    assert np.isnan(last[1, 5::7]).all()
    assert observed.weekly[1, -70:].all()


def test_days_sharpen_what_weeks_alone_tell() -> None:
    days = {"here": daily(0.03, noise=0.03)}
    both, weeks = (seir(told(days, with_days), DAY, 2, LEVELS)[0] for with_days in (True, False))

    truth = days["here"][104:].sum()
    assert abs(both[0, 2] - truth) <= abs(weeks[0, 2] - truth)
    assert both[0, -1] - both[0, 0] < weeks[0, -1] - weeks[0, 0]


def test_a_place_that_stops_reporting_does_not_move_another() -> None:
    days = {"here": daily(0.01, noise=0.05)}
    alone = seir(told(days), DAY, 4, LEVELS)[0]
    broken = daily(0.0)
    broken[60:] = 0.0

    made = seir(told(days | {"there": broken}), DAY, 4, LEVELS)

    np.testing.assert_array_equal(made[0], alone)
    assert np.isfinite(made[1]).all()
