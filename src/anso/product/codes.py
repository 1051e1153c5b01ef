"""Field types for places: any code or common name is taken, its code is kept, a near miss is explained."""

from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from anso import places
from anso.errors import AnsoError

__all__ = ["CountryCode", "PlaceCode", "RegionCode"]


def _explained(lookup: Any) -> BeforeValidator:
    def code(value: Any) -> str:
        if not isinstance(value, str):
            raise ValueError(f"{value!r} is not the code or name of a place")  # noqa: TRY004  # pydantic collects ValueError
        try:
            return str(lookup(value).code)
        except AnsoError as error:
            raise ValueError(str(error)) from None

    return BeforeValidator(code)


CountryCode = Annotated[
    str,
    _explained(places.country),
    WithJsonSchema({"type": "string", "format": "country", "examples": ["PK", "Pakistan"]}),
]
RegionCode = Annotated[
    str,
    _explained(places.region),
    WithJsonSchema({"type": "string", "format": "region", "examples": ["south-asia"]}),
]
PlaceCode = Annotated[
    str,
    _explained(places.place),
    WithJsonSchema({"type": "string", "format": "place", "examples": ["PK", "south-asia"]}),
]
