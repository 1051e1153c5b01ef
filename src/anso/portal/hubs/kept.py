"""Things carried past the key of a kept answer.

`lru_cache` keeps answers by all arguments. A hub is known by its slug and the generation of its scores; the
hub itself, which cannot be compared, goes along in a `Beside`, which equals any other.
"""

from typing import Generic, TypeVar

__all__ = ["Beside"]

T = TypeVar("T")


class Beside(Generic[T]):
    """Something that an answer is made from but not kept by."""

    def __init__(self, value: T) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Beside)

    def __hash__(self) -> int:
        return 0
