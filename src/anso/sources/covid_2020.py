"""The first months of COVID-19: what DXY reported day by day from 19 January to 8 June 2020, packaged.

Each day's count is what was reported that day; later corrections appear on the day they were made, so a
table cut at a day is what was known on it. `data/PROVENANCE.md` tells how it was made.
"""

from datetime import date
from typing import ClassVar

import polars as pl

from anso.sources.counts import COUNTS, CountsSource
from anso.sources.packaged import DATA, sha256_of
from anso.sources.provenance import Provenance

__all__ = ["Covid2020"]

FILE = DATA / "covid-2020.parquet"


class Covid2020(CountsSource):
    """COVID-19 counts of 214 countries and territories, January to 8 June 2020."""

    name: ClassVar[str] = "covid-2020"
    title: ClassVar[str] = "DXY via django-covid19 0.4rc1, January to June 2020"
    licence: ClassVar[str] = "MIT"
    url: ClassVar[str] = "https://github.com/leafcoder/django-covid19"
    homepage: ClassVar[str] = "https://ncov.dxy.cn/ncovh5/view/pneumonia"
    revised = False

    def _counts(self) -> pl.DataFrame:
        return pl.read_parquet(FILE).cast(COUNTS)

    def _provenance(self, until: date) -> Provenance:
        return self._reading(
            as_of=min(until, self.span().last),
            sha256=sha256_of(FILE),
            how="packaged",
        )
