"""Field types for places: any code or common name is taken, its code is kept, a near miss is explained."""

from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from anso import places
from anso.errors import AnsoError, BadValueError
from anso.product.sentences import bad_value, shown

__all__ = ["CountryCode", "PlaceCode", "RegionCode"]


def _explained(lookup: Any) -> BeforeValidator:
    def code(value: Any) -> str:
        if not isinstance(value, str):
            raise bad_value("place", lambda language: {"value": shown(value, language)})
        try:
            return str(lookup(value).code)
        except AnsoError as error:
            raise BadValueError(error.texts) from None

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
