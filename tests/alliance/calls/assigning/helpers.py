"""Problems at random, and independent answers to them: SciPy's linear and integer programs, and plain enumeration."""

from itertools import combinations, product

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from anso.alliance.calls.assigning import Problem


@st.composite
def problems(draw, *, rows=7, columns=5, least=False):
    """Small problems, many of them impossible, with ties and conflicts."""
    size = draw(st.integers(1, rows)), draw(st.integers(1, columns))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    grain = draw(st.sampled_from([0, 2, 10]))
    scores = random.random(size) if grain == 0 else random.integers(-1, grain, size) / grain
    most = random.integers(0, rows, size[1])
    return Problem.of(
        scores,
        reviews=random.integers(0, 4, size[0]).clip(max=size[1]),
        load=most,
        min_load=random.integers(0, most + 1) if least else 0,
        allowed=random.random(size) > draw(st.sampled_from([0.0, 0.2, 0.5])),
    )


def system(problem: Problem) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Row sums, then column sums, of all pairs; their lowest and highest."""
    rows, columns = problem.shape
    by_row = np.kron(np.eye(rows), np.ones(columns))
    by_column = np.kron(np.ones(rows), np.eye(columns))
    lowest = np.concatenate([problem.reviews, problem.least])
    highest = np.concatenate([problem.reviews, problem.most])
    return np.vstack([by_row, by_column]), lowest, highest


def best_by_program(problem: Problem, limit: float = 1.0) -> float | None:
    """The best total by SciPy's linear program."""
    matrix, lowest, highest = system(problem)
    solved = linprog(
        -problem.scores.ravel(),
        A_ub=np.vstack([matrix, -matrix]),
        b_ub=np.concatenate([highest, -lowest]),
        bounds=np.stack([np.zeros(problem.scores.size), limit * problem.allowed.ravel()], axis=1),
    )
    return -solved.fun if solved.status == 0 else None


def fairest_by_program(problem: Problem) -> tuple[float, float] | None:
    """The highest floor under all applications' means, then the best total above it, by SciPy's integer program."""
    matrix, lowest, highest = system(problem)
    rows, count = problem.shape[0], problem.scores.size
    mean = np.kron(np.eye(rows), np.ones(problem.shape[1])) * problem.scores.ravel()
    floor = np.hstack([mean, -problem.reviews[:, None]])
    wide = np.hstack([matrix, np.zeros((len(matrix), 1))])
    constraints = [LinearConstraint(wide, lowest, highest), LinearConstraint(floor, 0, np.inf)]
    whole = np.append(np.ones(count), 0)
    exact = {"mip_rel_gap": 0}
    last = np.append(np.zeros(count), -1.0)
    limits = Bounds(np.append(np.zeros(count), -10), np.append(problem.allowed.ravel().astype(float), 10))
    solved = milp(last, constraints=constraints, bounds=limits, integrality=whole, options=exact)
    if solved.x is None:
        return None
    limits.lb[-1] = -solved.fun - 1e-7
    total = milp(
        np.append(-problem.scores.ravel(), 0),
        constraints=constraints,
        bounds=limits,
        integrality=whole,
        options=exact,
    )
    return -solved.fun, -total.fun


def possible(problem: Problem) -> bool:
    """Whether any assignment keeps the loads, by trying all of them."""
    options = [
        list(combinations(np.flatnonzero(problem.allowed[row]).tolist(), int(problem.reviews[row])))
        for row in range(problem.shape[0])
    ]
    for choice in product(*options):
        loads = np.bincount([one for some in choice for one in some], minlength=problem.shape[1])
        if (loads <= problem.most).all() and (loads >= problem.least).all():
            return True
    return False


def raised(numbers: np.ndarray, names: tuple[str, ...], by: dict[str, int], sign: int = 1) -> np.ndarray:
    """The numbers after a change that was proposed by name."""
    return numbers + sign * np.array([by.get(name, 0) for name in names])
