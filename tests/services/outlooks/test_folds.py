import numpy as np
import pytest

from anso.errors import InvalidInputError
from anso.services.outlooks.folds import folds


def test_leaving_one_out_asks_each_year_of_all_others() -> None:
    every = folds(12, "leave-one-out")
    assert [fold.asked.tolist() for fold in every] == [[year] for year in range(12)]
    assert [sorted({*fold.training, *fold.asked}) == list(range(12)) for fold in every] == [True] * 12
    assert {len(fold.training) for fold in every} == {11}


def test_leaving_three_out_leaves_out_neighbours_and_at_the_ends_the_nearest() -> None:
    every = folds(12, "leave-three-out")
    out = [np.setdiff1d(np.arange(12), fold.training).tolist() for fold in every]
    assert out[0] == [0, 1, 2]
    assert out[5] == [4, 5, 6]
    assert out[11] == [9, 10, 11]
    assert [fold.asked.tolist() for fold in every] == [[year] for year in range(12)]


def test_too_few_years_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="years: there are 9 that are both forecast and observed"):
        folds(9, "leave-one-out")
