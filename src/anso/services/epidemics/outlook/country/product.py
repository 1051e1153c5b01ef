"""`epidemics.country`: what this room says of one country, on one page and to print."""

from collections.abc import Mapping
from typing import ClassVar

from anso.product import CountryCode, Field, FieldWords, Run, product
from anso.services.epidemics.counting import CountsRequest
from anso.services.epidemics.outlook.asked import FIELDS

__all__ = ["CountryRequest", "country"]


class CountryRequest(CountsRequest):
    """The country, the day to stand on, and whose counts to believe."""

    country: CountryCode = Field(description="Country, by any code or name")
    said: ClassVar[Mapping[str, FieldWords]] = FIELDS


@product(
    "epidemics.country",
    title={
        "en": "Country sheet",
        "zh": "国别简报",
        "ru": "Справка по стране",
        "fr": "Fiche pays",
    },
    summary={
        "en": "One country on one page: where its epidemic stands, what comes, what hospitals need, how far to trust it",
        "zh": "一页说明一个国家：疫情现状、未来走势、医院所需及可信程度",
        "ru": "Страна на одной странице: где эпидемия, что дальше, что нужно больницам и насколько этому верить",
        "fr": "Un pays en une page\u00a0: où en est l’épidémie, ce qui vient, les besoins des hôpitaux, jusqu’où s’y fier",
    },
    corridor="health",
)
def country(request: CountryRequest, run: Run) -> None:
    """Publish the sheet of a country."""
    from anso.services.epidemics.counting import shown
    from anso.services.epidemics.outlook.country.gathered import gather, of_place
    from anso.services.epidemics.outlook.country.writing import write

    found = gather(request.country, request, run)
    run.progress(0.93, "Setting the page")
    write(run, found)
    shown(run, of_place(found.counted, found.code))
