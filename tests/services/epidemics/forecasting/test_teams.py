"""Teams' submissions beside our own forecasts."""

from datetime import timedelta

import numpy as np
import polars as pl
from tests.services.epidemics.forecasting.helpers import FIRST_WEEK, made_archive, monday, waves

from anso.services.epidemics.forecasting.backtest import Wishes, backtest
from anso.services.epidemics.forecasting.backtest.plan import plan
from anso.services.epidemics.forecasting.backtest.teams import submissions

QUICK = Wishes(models=("anso-baseline", "anso-trend"))


LEVELS = (0.025, 0.25, 0.5, 0.75, 0.975)


def team(counts: dict[tuple[str, str], np.ndarray], levels: tuple[float, ...] = LEVELS) -> pl.DataFrame:
    """Submissions of the Sundays before the Mondays of issue, that know what comes, evenly spread around it."""
    rows = [
        {
            "model_id": "team-oracle",
            "reference_date": monday(week) - timedelta(days=1),
            "target": target,
            "horizon": horizon,
            "location": place,
            "target_end_date": FIRST_WEEK + timedelta(weeks=week + horizon),
            "output_type": "quantile",
            "output_type_id": level,
            "value": values[week + horizon] * (0.9 + 0.2 * level),
        }
        for (target, place), values in counts.items()
        for week in range(40, 58)
        for horizon in (1, 2)
        for level in levels
    ]
    return pl.DataFrame(rows, schema_overrides={"horizon": pl.Int32})


def test_teams_forecasts_of_the_sunday_before_help_the_ensemble() -> None:
    counts = waves(places=2, weeks=60)
    wishes = Wishes(QUICK.models, (1, 2), LEVELS)
    made = backtest(made_archive(counts), monday(55), monday(55), wishes=wishes, teams=team(counts))

    def error(model: str) -> float:
        middle = made.filter(
            pl.col("model_id") == model, pl.col("output_type_id") == 0.5, pl.col("target") == "inc case"
        )
        truth = [counts["inc case", row["location"]][55 + row["horizon"]] for row in middle.to_dicts()]
        return float(np.abs(np.log(middle["value"].to_numpy() / truth)).mean())

    assert error("anso-hub-ensemble") < 0.6 * error("anso-ensemble")


def test_what_teams_submit_later_changes_no_bit_of_the_ensemble_with_them() -> None:
    counts = waves(places=2, weeks=60)
    teams, wishes = team(counts), Wishes(QUICK.models, (1, 2), LEVELS)
    later = teams.filter(pl.col("reference_date") > monday(54)).with_columns(pl.col("value") * 1000)
    again = later.with_columns(  # of the weeks that were asked, as if they had been answered the day after
        reference_date=pl.lit(monday(54) + timedelta(days=1)),
        target_end_date=pl.col("target_end_date") - pl.duration(weeks=1),
        model_id=pl.lit("team-late"),
    ).unique(["target", "horizon", "location", "target_end_date", "output_type_id"])
    seen = teams.filter(pl.col("reference_date") <= monday(54))
    honest, tempted = (
        backtest(made_archive(counts), monday(53), monday(54), wishes=wishes, teams=one)
        for one in (seen, pl.concat([seen, later, again]))
    )
    assert honest.equals(tempted)


def test_teams_that_state_seven_levels_are_read_at_ours_and_those_with_fewer_are_named() -> None:
    from scipy.stats import norm

    counts = waves(places=1, weeks=60)
    data = made_archive(counts)
    seven = team(counts, (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975))
    normal = seven.with_columns(value=pl.lit(norm.ppf(seven["output_type_id"], 1000, 100)))
    few = team(counts, (0.3, 0.5, 0.7)).with_columns(model_id=pl.lit("team-terse"))
    asked = plan(data, monday(55), monday(55), horizons=[1, 2], levels=[0.01, 0.3, 0.5])
    notes: list[str] = []
    read = submissions(pl.concat([normal, few]), data, asked, asked.days, notes)
    expected = norm.ppf([0.01, 0.3, 0.5, 0.7, 0.99], 1000, 100)
    np.testing.assert_allclose(read["team-oracle"][0, 0, 0], [expected, expected])
    assert list(read) == ["team-oracle"]
    assert notes == ["team-terse: left out, as fewer than 7 levels are stated"]
