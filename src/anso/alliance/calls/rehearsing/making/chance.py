"""Draws that follow from the seed and from what they are for, and from nothing that was drawn before them."""

from random import Random

__all__ = ["chance"]


def chance(seed: int, *parts: object) -> Random:
    """The same parts draw the same, however many others there are."""
    return Random(" ".join(map(str, (seed, *parts))))  # noqa: S311  (nothing depends on its being unforeseeable)
