"""Matrix products in portions, each too small for OpenBLAS to set its threads to work.

On a machine with other work to do these threads wait for one another a hundred times longer than they compute:
the product of seventy models' scores took two seconds so, and takes thirty milliseconds in portions.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["across", "onto"]

ONE_THREAD = 1 << 18
"""Multiplications in one product up to which OpenBLAS keeps to one thread (its interface/gemm.c)."""

Numbers = NDArray[np.float64]


def across(left: Numbers, right: Numbers) -> Numbers:
    """left @ right.T of two matrices with few rows and many columns."""
    count, length = left.shape
    portion = max(1, ONE_THREAD // count**2)
    whole = length // portion * portion
    total: Numbers = left[:, whole:] @ right[:, whole:].T
    if whole:
        shape = (count, -1, portion)
        ours, theirs = (table[:, :whole].reshape(shape).swapaxes(0, 1) for table in (left, right))
        total += (ours @ theirs.swapaxes(1, 2)).sum(axis=0)
    return total


def onto(left: Numbers, right: Numbers) -> Numbers:
    """left @ right, where right has many columns."""
    portions = -(-left.size * right.shape[1] // ONE_THREAD)
    return np.concatenate([left @ part for part in np.array_split(right, max(1, portions), axis=1)], axis=1)
