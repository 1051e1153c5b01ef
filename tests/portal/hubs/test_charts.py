"""What a chart says of the truth."""

from datetime import date

import polars as pl

from anso.hub.board.explore import BANDS, Explored
from anso.portal.hubs.charts import forecast_chart

DAY = date(2024, 1, 6)
TRUTH = pl.DataFrame({"end": [DAY], "value": [5.0]})


def drawn(then: pl.DataFrame) -> list[str]:
    """The kinds of truth in the chart's legend."""
    bands = pl.DataFrame({"model_id": ["m"], "end": [DAY], **{name: [1.0] for name in BANDS}})
    seen = Explored(forecasts=bands, then=then, now=TRUTH, absent=())
    truth = forecast_chart(seen, ["m"], DAY, title="Cases", log=False)["layer"][-1]
    assert {row["truth"] for row in truth["data"]["values"]} == set(
        truth["encoding"]["strokeDash"]["scale"]["domain"]
    )
    return truth["encoding"]["strokeDash"]["scale"]["domain"]  # type: ignore[no-any-return]


def test_legend_names_what_was_known_then_only_where_somebody_knows() -> None:
    assert drawn(TRUTH) == ["As known now", "As known then"]
    assert drawn(TRUTH.clear()) == ["As known now"]
