"""Types of columns: hubverse's five names for them, and whether an Arrow type is one of those."""

from typing import Any

__all__ = ["fits", "said_type", "text_type"]

WORDS = {
    "character": "text",
    "double": "numbers (float64)",
    "integer": "whole numbers (int32 or int64)",
    "logical": "truth values",
    "Date": "dates (date32)",
}


def text_type(name: str) -> str:
    """hubverse's name of a type in words."""
    return WORDS[name]


def said_type(arrow: Any) -> str:
    """What a file says of a column, in words."""
    import pyarrow as pa

    for name, words in WORDS.items():
        if fits(arrow, name) and not (name == "double" and fits(arrow, "integer")):
            return words
    return "dates with a time of day" if pa.types.is_timestamp(arrow) else str(arrow)


def fits(arrow: Any, name: str) -> bool:
    """Whether a column of that Arrow type holds what is wanted without loss; one of nothing holds anything."""
    import pyarrow as pa

    if pa.types.is_dictionary(arrow):
        arrow = arrow.value_type
    if name == "any" or pa.types.is_null(arrow):
        return True
    if name == "double":
        return bool(pa.types.is_floating(arrow) or pa.types.is_integer(arrow))
    if name == "integer":
        return bool(pa.types.is_integer(arrow))
    if name == "logical":
        return bool(pa.types.is_boolean(arrow))
    if name == "Date":
        return bool(pa.types.is_date(arrow))
    return bool(
        pa.types.is_string(arrow) or pa.types.is_large_string(arrow) or pa.types.is_string_view(arrow)
    )
