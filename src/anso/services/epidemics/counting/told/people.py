"""How many people live in countries of which a source of counts does not say it."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from anso.product import Run
from anso.services.epidemics.counting.counted import Where

__all__ = ["with_people"]


def with_people(found: Mapping[str, Where], issued: date, run: Run) -> dict[str, Where]:
    """The United Nations' figure for the year of issue; a place that is no country keeps what is said of it."""
    unsaid = {code for code, place in found.items() if place.country and math.isnan(place.people)}
    if not unsaid:
        return dict(found)
    people = dict(run.source("un-population").totals_in(issued.year).iter_rows())
    return {
        code: replace(place, people=float(people.get(code, math.nan))) if code in unsaid else place
        for code, place in found.items()
    }
