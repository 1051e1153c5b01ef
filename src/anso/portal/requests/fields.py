"""What a field of a Request model holds, apart from its being optional or annotated."""

import types
from typing import Annotated, Any, Union, get_args, get_origin

__all__ = ["bare_type", "is_many"]


def bare_type(annotation: Any) -> Any:
    """The type without `Annotated` and without the `None` of an optional field."""
    if get_origin(annotation) is Annotated:
        return bare_type(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        parts = [part for part in get_args(annotation) if part is not type(None)]
        return bare_type(parts[0]) if len(parts) == 1 else annotation
    return annotation


def is_many(annotation: Any) -> bool:
    """Does the field hold several values, such as `tuple[CountryCode, ...]`?"""
    return get_origin(bare_type(annotation)) in (tuple, list, set, frozenset)
