"""Weeks already told: as they were told, times what such reports turned out to be revised by."""

import numpy as np
import polars as pl
from tests.services.epidemics.forecasting.helpers import made_archive, monday, vintages, waves

from anso.services.epidemics.forecasting.backtest import Wishes, backtest
from anso.services.epidemics.forecasting.known import Almanac, Archive, archive
from anso.services.epidemics.forecasting.models import revised

LEVELS = np.array([0.05, 0.5, 0.95])


def late_reports(share: float) -> Archive:
    """The newest week holds that share of its 999 counts, the one before it all."""
    table = vintages({("inc case", f"{place}"): np.full(60, 999.0) for place in range(3)}, first_told=30)
    newest = pl.col("target_end_date") == pl.col("target_end_date").max().over("as_of")
    return archive(
        table.with_columns(value=pl.when(newest).then((1000 * share) - 1).otherwise(pl.col("value")))
    )


def test_newest_week_is_expected_to_grow_as_newest_weeks_did() -> None:
    almanac = Almanac(late_reports(0.8), 2, monday(55))
    np.testing.assert_allclose(revised(almanac, monday(55), 0, LEVELS), 999.0)
    np.testing.assert_allclose(revised(almanac, monday(55), 1, LEVELS), 999.0)


def test_quantiles_are_those_of_past_revisions() -> None:
    random = np.random.default_rng(3)
    grown = 1.0 / random.uniform(0.5, 1.0, (40, 60))
    table = vintages({("inc case", f"{place:02d}"): np.full(60, 1e6) for place in range(40)}, first_told=30)
    week = ((pl.col("target_end_date") - pl.col("target_end_date").min()).dt.total_days() // 7).cast(pl.Int64)
    newest = pl.col("target_end_date") == pl.col("target_end_date").max().over("as_of")
    table = table.with_columns(week=week, place=pl.col("location").cast(pl.Int64))
    short = grown[table["place"].to_numpy(), table["week"].to_numpy()]
    table = table.with_columns(
        value=pl.when(newest).then(pl.col("value") / pl.Series(short)).otherwise(pl.col("value"))
    ).drop("week", "place")
    almanac = Almanac(archive(table), 2, monday(58))
    told = 1e6 / grown[:, 58]
    made = revised(almanac, monday(58), 0, LEVELS)
    np.testing.assert_allclose(
        made / told[:, None],
        np.tile(np.quantile(1 / random.uniform(0.5, 1, 10**5), LEVELS), (40, 1)),
        rtol=0.03,
    )


def test_week_before_the_day_of_issue_is_in_the_table_of_every_model() -> None:
    wishes = Wishes(("anso-baseline", "anso-trend"), (-1, 0), tuple(LEVELS))
    counts = waves(places=2)
    table = backtest(made_archive(counts), monday(55), monday(55), wishes=wishes)
    told = table.filter(pl.col("horizon") == -1)
    assert sorted(told["model_id"].unique()) == ["anso-baseline", "anso-ensemble", "anso-trend"]
    for row in told.to_dicts():
        np.testing.assert_allclose(row["value"], counts[row["target"], row["location"]][55], rtol=1e-9)


def test_versions_told_later_do_not_change_what_is_expected() -> None:
    table = vintages(waves(places=2))
    seen = table.filter(pl.col("as_of") <= monday(54))
    later = table.filter(pl.col("as_of") > monday(54)).with_columns(pl.col("value") * 9)
    one, two = (
        revised(Almanac(archive(data), 2, monday(54)), monday(54), 0, LEVELS)
        for data in (seen, pl.concat([seen, later]))
    )
    assert one.tobytes() == two.tobytes()
