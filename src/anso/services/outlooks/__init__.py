"""Weeks to seasons ahead, from several models: read, calibrated, combined and verified.

reading         a file of hindcasts and observations, on one grid and common years
known           the plain data handed on
folds           which years are learnt from and which are asked about
calibrating     a model's word as a distribution
combining       several models' words as one; `combining.anso` is the final one
distributions   what a forecast is: probabilities of categories, CRPS
verifying       scores, and what of them may be chance
crossvalidation, scores   every method, asked about years it did not learn from
"""

from anso.services.outlooks.crossvalidation import crossvalidate
from anso.services.outlooks.known.hindcasts import Hindcasts
from anso.services.outlooks.reading import read_hindcasts
from anso.services.outlooks.scores import scores

__all__ = ["Hindcasts", "crossvalidate", "read_hindcasts", "scores"]
