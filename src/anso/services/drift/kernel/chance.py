"""Random numbers that depend on the seed, the particle and the step alone.

Philox4x32-10 (Salmon and others 2011, Parallel random numbers: as easy as 1, 2, 3, SC11): a number is computed from
its place, not from the one before. So a run gives the same tracks on one core or many, in blocks or whole.
"""

# The compiler infers these types itself, and differently for each kind of array.
# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls, no-warn-return-any

import math

import numpy as np

from anso.services.drift.kernel.compiled import inlined

__all__ = ["normals", "philox", "uniform"]

WALK, JIBE = 0, 1
"""Streams: what the numbers are for."""
M0, M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
W0, W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
LOW, HALF = np.uint64(0xFFFFFFFF), np.uint64(32)
ROUNDS = 10


@inlined
def philox(c0, c1, c2, c3, k0, k1):
    """Four 32-bit numbers (each in a uint64) of a counter of four and a key of two."""
    for _ in range(ROUNDS):
        p0, p1 = M0 * c0, M1 * c2
        c0, c1, c2, c3 = (p1 >> HALF) ^ c1 ^ k0, p1 & LOW, (p0 >> HALF) ^ c3 ^ k1, p0 & LOW
        k0, k1 = (k0 + W0) & LOW, (k1 + W1) & LOW
    return c0, c1, c2, c3


@inlined
def uniform(seed: int, particle: int, step: int, stream: int) -> tuple[float, float]:
    """Two numbers in (0, 1), 52 bits each."""
    key, number = np.uint64(seed), np.uint64(particle)
    a, b, c, d = philox(
        number & LOW, number >> HALF, np.uint64(step), np.uint64(stream), key & LOW, key >> HALF
    )
    first = ((a << HALF) | b) >> np.uint64(12)
    second = ((c << HALF) | d) >> np.uint64(12)
    return (np.float64(first) + 0.5) * 2.0**-52, (np.float64(second) + 0.5) * 2.0**-52


@inlined
def normals(seed: int, particle: int, step: int, stream: int) -> tuple[float, float]:
    """Two independent standard normal numbers (Box and Muller 1958)."""
    first, second = uniform(seed, particle, step, stream)
    size = math.sqrt(-2.0 * math.log(first))
    return size * math.cos(2.0 * math.pi * second), size * math.sin(2.0 * math.pi * second)
