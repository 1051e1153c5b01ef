"""Random numbers that belong to a place: the same whatever other places are computed beside it, and where."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from anso.services.epidemics.filtering.model.state import Numbers

__all__ = ["Streams", "stream"]


def stream(name: str, seed: int) -> np.random.Generator:
    key = int.from_bytes(sha256(f"{seed} {name}".encode()).digest()[:16], "big")
    return np.random.Generator(np.random.SFC64(key))


class Streams:
    """One generator a place."""

    def __init__(self, names: Sequence[str], seed: int) -> None:
        self.generators = [stream(name, seed) for name in names]

    def normal(self, *shape: int, of: NDArray[np.int64] | None = None) -> Numbers:
        """Places x shape; of some places alone where `of` names them by number."""
        chosen = self.generators if of is None else [self.generators[number] for number in of]
        result = np.empty((len(chosen), *shape))
        for generator, part in zip(chosen, result, strict=True):
            generator.standard_normal(out=part)
        return result

    def uniform(self, of: NDArray[np.int64]) -> Numbers:
        return np.array([self.generators[number].random() for number in of])

    def orders(self, size: int, of: NDArray[np.int64]) -> NDArray[np.int64]:
        """A random permutation a place."""
        return np.stack([self.generators[number].permutation(size) for number in of])
