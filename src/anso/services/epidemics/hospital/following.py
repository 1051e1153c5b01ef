"""What follows from each day's events over the days after: one convolution, for delays and for lengths of stay."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["followed"]

Numbers = NDArray[np.float64]


def followed(daily: Numbers, after: ArrayLike) -> Numbers:
    """For each day (last axis) the sum over k of what happened k days before, times `after[k]`.

    By Fourier transform: a year of thousands of members costs a hundredth of the banded matrix, and each row is
    computed alike whatever stands beside it. What rounding leaves below 0 is 0; nothing here is negative.
    """
    from scipy.fft import irfft, next_fast_len, rfft

    kernel = np.asarray(after, dtype=float)
    days = daily.shape[-1]
    size = next_fast_len(days + len(kernel) - 1, real=True)
    whole = irfft(rfft(daily, size) * rfft(kernel, size), size)
    result: Numbers = np.maximum(whole[..., :days], 0.0)
    return result
