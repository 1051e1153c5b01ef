"""Scores of samples that need a density or its first two moments, which samples do not state.

`log_score_kernel`: minus the logarithm of a Gaussian kernel density with Silverman's bandwidth, 1.06
min(sd, IQR / 1.34) m^(-1/5) (Silverman 1986, equation 3.30), as scoringrules' `logs_ensemble`. An estimate
only: not for counts, nor for few samples, and without value where all samples agree.
`dss`: ((y - mean) / sd)^2 + 2 log sd (Dawid & Sebastiani 1999, Annals of Statistics 27: 65-81), with the
unbiased variance.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["dawid_sebastiani", "log_score_kernel"]

Numbers = NDArray[np.float64]


def log_score_kernel(values: Numbers, observed: Numbers) -> Numbers:
    members = values.shape[1]
    if members < 2:
        return np.full(len(values), np.nan)
    quarter, three_quarters = np.quantile(values, [0.25, 0.75], axis=1)
    spread = np.minimum(values.std(axis=1, ddof=1), (three_quarters - quarter) / 1.34)
    bandwidth = 1.06 * spread * members ** (-1 / 5)
    result = np.full(len(values), np.nan)
    usable = bandwidth > 0
    width = bandwidth[usable]
    distance = (observed[usable, None] - values[usable]) / width[:, None]
    exponent = -(distance**2) / 2
    # Far from all samples the density underflows; the largest term is taken out of the sum.
    largest = exponent.max(axis=1)
    total = np.exp(exponent - largest[:, None]).mean(axis=1)
    result[usable] = -(largest + np.log(total) - np.log(width * np.sqrt(2 * np.pi)))
    return result


def dawid_sebastiani(values: Numbers, observed: Numbers) -> Numbers:
    """NaN where the samples do not vary."""
    if values.shape[1] < 2:
        return np.full(len(values), np.nan)
    variance = values.var(axis=1, ddof=1)
    variance[variance == 0] = np.nan
    result: Numbers = (observed - values.mean(axis=1)) ** 2 / variance + np.log(variance)
    return result
