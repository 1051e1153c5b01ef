"""Rules on who sits together: against enumeration, and what to give up when they cannot hold."""

from itertools import combinations, product

import numpy as np
import pytest

from anso.alliance.calls.assigning import ImpossibleError, Panel, Problem, assign


def enumerated(problem):
    """The best total by trying all assignments."""
    panels = [
        [
            mine
            for mine in combinations(range(problem.shape[1]), int(problem.reviews[row]))
            if all(
                panel.at_least <= panel.members[row, list(mine)].sum() <= (panel.at_most or 99)
                for panel in problem.panels
            )
        ]
        for row in range(problem.shape[0])
    ]
    best = None
    for choice in product(*panels):
        loads = np.bincount([one for mine in choice for one in mine], minlength=problem.shape[1])
        if (loads <= problem.most).all():
            total = sum(problem.scores[row, list(mine)].sum() for row, mine in enumerate(choice))
            best = total if best is None else max(best, total)
    return best


@pytest.mark.parametrize("seed", range(12))
def test_country_and_language_rules_are_kept_at_the_best_total(seed):
    random = np.random.default_rng(seed)
    countries = random.choice(["KE", "PK", "CN", ""], 5).tolist()
    spoken = [random.choice(["en", "fr", "ru"], 2, replace=False).tolist() for _ in range(5)]
    asked = random.choice(["en", "fr", "ru", ""], 5).tolist()
    problem = Problem.of(random.random((5, 5)), reviews=2, load=3)
    problem = problem.changed(
        panels=(*Panel.spread("country", countries, 5, 1), Panel.speakers(asked, spoken))
    )
    expected = enumerated(problem)
    if expected is None:
        with pytest.raises(ImpossibleError, match="Smallest change"):
            assign(problem)
        return
    assert assign(problem).total == pytest.approx(expected, abs=1e-9)


def test_the_smallest_breach_is_named_where_rules_cannot_hold():
    problem = Problem.of(
        np.ones((2, 3)), reviews=2, load=2, applications=["A1", "A2"], reviewers=["X", "Y", "Z"]
    )
    problem = problem.changed(panels=Panel.spread("country", ["KE", "KE", "KE"], 2, 1))
    with pytest.raises(ImpossibleError) as caught:
        assign(problem)
    relaxed = caught.value.shortfall.relaxed
    assert sum(relaxed.values()) == 2
    assert {name.rsplit(" ", 1)[1] for name in relaxed} == {"A1", "A2"}


def test_kept_pairs_count_in_their_panels():
    problem = Problem.of([[9.0, 8.0, 1.0]], reviews=2, load=1)
    problem = problem.changed(panels=Panel.spread("country", ["KE", "KE", "PK"], 1, 1))
    assert assign(problem, fixed=[(0, 1)]).pairs.tolist() == [[0, 1], [0, 2]]
