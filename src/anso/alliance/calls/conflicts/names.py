"""A person's name as it is compared: folded, its words in one order, so that "Ivanova, Anna" is "Anna Ivanova".

One word in a script of letters is no name (half the world is called Anna); in Chinese it is.
"""

from anso.places.fold import fold

__all__ = ["name_key", "place_keys"]

SHORTEST_PLACE = 3


def name_key(name: str) -> str:
    words = sorted(fold(name).split())
    if len(words) > 1 or (words and not words[0].isascii() and any(is_ideograph(sign) for sign in words[0])):
        return " ".join(words)
    return ""


def is_ideograph(sign: str) -> bool:
    return "一" <= sign <= "鿿" or "㐀" <= sign <= "䶿"


def place_keys(*names: str) -> frozenset[str]:
    """What an institution in somebody's own words is recognised by."""
    folded = (fold(name) for name in names)
    return frozenset(f"name:{name}" for name in folded if len(name) >= SHORTEST_PLACE)
