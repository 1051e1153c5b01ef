"""What a form or a multipart call gave, as plain values by field, and the files beside them."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from anso.portal.requests.fields import is_many
from anso.product import Product

__all__ = ["OWN_FIELDS", "read_form"]

OWN_FIELDS = ("csrfmiddlewaretoken",)
"""What a form carries besides its fields."""


def read_form(
    request: HttpRequest, product: Product
) -> "tuple[dict[str, Any], dict[str, UploadedFile[bytes]]]":
    """Texts as they were typed, several where a field holds several; and files by field."""
    fields = product.request.model_fields
    given: dict[str, Any] = {}
    for name, values in request.POST.lists():
        if name in OWN_FIELDS:
            continue
        if name in fields and is_many(fields[name].annotation):
            # Several values are several parts, or lines of one.
            lines = [line.strip() for value in values for line in str(value).splitlines()]
            given[name] = [line for line in lines if line]
        else:
            given[name] = values[-1] if values else ""
    return given, {name: file for name, file in request.FILES.items() if isinstance(file, UploadedFile)}
