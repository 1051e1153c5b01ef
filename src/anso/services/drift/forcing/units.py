"""Units of speed as files write them. In: the text. Out: what to multiply by for m/s, or nothing if it is no speed we know."""

import re

__all__ = ["metres_a_second", "square_metres_a_second"]

SPEEDS = {
    "m/s": 1.0,
    "cm/s": 0.01,
    "mm/s": 0.001,
    "km/h": 1 / 3.6,
    "km/s": 1000.0,
    "m/h": 1 / 3600,
    "m/d": 1 / 86400,
    "km/d": 1 / 86.4,
    "ft/s": 0.3048,
    "kn": 1852 / 3600,
    "mi/h": 1609.344 / 3600,
}
"""The nautical mile is 1,852 m (BIPM, SI brochure, table 8); foot and mile are international ones."""
WORDS = (
    (r"kilomet(?:er|re)s?", "km"),
    (r"centimet(?:er|re)s?", "cm"),
    (r"millimet(?:er|re)s?", "mm"),
    (r"met(?:er|re)s?", "m"),
    (r"nautical miles?|nmi", "nm"),
    (r"seconds?|secs?", "s"),
    (r"hours?|hrs?|hr", "h"),
    (r"days?", "d"),
    (r"feet|foot", "ft"),
    (r"miles?", "mi"),
    (r"knots?|kts?", "kn"),
)
SHORT = {"mps": "m/s", "kmph": "km/h", "kph": "km/h", "mph": "mi/h", "nm/h": "kn"}


def plain(text: str) -> str:
    """`Metres per second`, `m s^-1`, `m.s**-1` and `m s-1` are all `m/s`."""
    said = text.strip().lower()
    for pattern, short in WORDS:
        said = re.sub(rf"\b(?:{pattern})\b", short, said)
    said = said.replace("**", "").replace("^", "").replace(" per ", "/").replace("−", "-")
    said = re.sub(r"[\s.*·]*(s|h|d)\s*-1\b", r"/\1", said)
    said = re.sub(r"[\s.*·]+", "", said).replace("{", "").replace("}", "")
    return SHORT.get(said, said)


def metres_a_second(text: str) -> float | None:
    """The factor to m/s."""
    return SPEEDS.get(plain(text))


def square_metres_a_second(text: str) -> float | None:
    """The factor to m2/s."""
    return {"m2/s": 1.0, "cm2/s": 1e-4, "km2/s": 1e6}.get(plain(text))
