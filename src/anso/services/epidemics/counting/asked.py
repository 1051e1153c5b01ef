"""Whose counts, of which places, on which day: the part of the request that the products here share."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Literal

from anso.product import Field, FieldWords, RegionCode, Request
from anso.services.epidemics.asked import FIELDS

__all__ = ["CountsRequest"]

NEWEST_PACKAGED = date(2020, 6, 8)
FIFTY = 50


class CountsRequest(Request):
    """Whose counts to believe, and the day to stand on."""

    source: Literal["covid-2020", "who", "owid", "ecdc"] = Field(
        "covid-2020",
        description="Who counts: covid-2020 (packaged, January to 8 June 2020), or live who, owid or ecdc",
    )
    issued: date = Field(NEWEST_PACKAGED, description="Day of issue; only what was known before it is used")
    region: RegionCode = Field("world", description="Region whose countries are looked at")
    countries: int = Field(FIFTY, ge=1, le=250, description="How many countries: those most affected")
    said: ClassVar[Mapping[str, FieldWords]] = FIELDS
