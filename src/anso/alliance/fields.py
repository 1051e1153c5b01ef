"""Model fields that tie records to places.

A record names a country by its alpha-2 code; the names, shapes and groups live in `anso.places` alone,
so that a country is spelt the same everywhere and in every language.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from anso import places

__all__ = ["CountryField", "validate_country"]

CODE_LENGTH = 2


def validate_country(code: str) -> None:
    """Refuse anything that is not the alpha-2 code of a country we know."""
    try:
        found = places.country(code).code
    except places.UnknownPlaceError as error:
        raise ValidationError(error.said_in(get_language() or "en"), code="unknown_country") from error
    if found != code:
        raise ValidationError(
            _("%(given)s is not a country code; its two-letter code is %(code)s."),
            code="not_alpha2",
            params={"given": code, "code": found},
        )


class CountryField(models.CharField):  # type: ignore[type-arg]  # generic in the stubs alone
    """The alpha-2 code of a country, checked against `anso.places`."""

    default_validators = [validate_country]

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs["max_length"] = CODE_LENGTH
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
