"""Who meets whom: a part of contacts with one's own age group, the rest by chance in proportion to contacts.

Preferred mixing (Jacquez, Simon, Koopman, Sattenspiel & Perry 1988, Mathematical Biosciences 92: 119). The expected
new infections a day in age a are
    beta c_a q_a x_a [ (1 - e) sum_b c_b I_b + e I_a / n_a ]
with contacts c (mean 1 over people), susceptibility q, people n, of them x susceptible and I infectious, and e the
part kept to one's own group. Contacts between two ages are as many from either side.
"""

import numpy as np
from numpy.typing import NDArray

__all__ = ["dominant", "relative_contacts"]

Numbers = NDArray[np.float64]


def relative_contacts(contacts: Numbers, ages: Numbers) -> Numbers:
    """Contacts by age in each place, their mean over its people 1. `ages` is places x ages x 1 x 1, `contacts` ages x
    scenarios x 1."""
    relative: Numbers = contacts / (contacts * ages).sum(1, keepdims=True)
    return relative


def dominant(
    contacts: Numbers, taking: Numbers, ages: Numbers, assortative: Numbers
) -> tuple[Numbers, Numbers]:
    """The spectral radius of the next-generation matrix for beta = 1 and a day of infectiousness, and the shares of
    ages in new infections that belong to it (Diekmann, Heesterbeek & Metz 1990, Journal of Mathematical Biology 28:
    365).

    `taking` is c q x, places x ages x scenarios x members. The matrix is diagonal plus of rank one, so that scaling
    ages makes it symmetric and its eigenvalues real.
    """
    shape = np.broadcast_shapes(contacts.shape, taking.shape, assortative.shape)
    c, u, n, e = (
        np.moveaxis(np.broadcast_to(part, shape), 1, -1) for part in (contacts, taking, ages, assortative)
    )
    u = np.maximum(u, 1e-12)
    root = np.sqrt(u * c)
    matrix = (1 - e)[..., None] * root[..., :, None] * root[..., None, :]
    diagonal = np.arange(shape[1])
    matrix[..., diagonal, diagonal] += e * u / n
    values, vectors = np.linalg.eigh(matrix)
    by_age = np.abs(vectors[..., -1]) * np.sqrt(u / c)
    by_age /= by_age.sum(-1, keepdims=True)
    return values[..., -1], np.moveaxis(by_age, -1, 1)
