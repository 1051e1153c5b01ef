"""Small selections, and the same question answered by trying every set of candidates."""

from itertools import product

import numpy as np
from hypothesis import strategies as st

from anso.alliance.calls.selecting import Candidates, Quota, Test, selecting


def people(scores, **facts):
    return Candidates(
        tuple(f"a{number}" for number in range(len(scores))),
        np.array(scores, dtype=float),
        {name: [str(value) for value in values] for name, values in facts.items()},
    )


def among(fact, *values):
    return (Test(fact, "in", values),)


def counts(asked, quota):
    """What each candidate adds to a quota and to what it is a share of, read off the facts one by one."""
    facts = asked.candidates.facts

    def adds(row, tests):
        if any((facts[test.fact][row] in test.values) != (test.operator == "in") for test in tests):
            return 0.0
        return float(facts[quota.sum_of][row]) if quota.sum_of else 1.0

    rows = range(len(asked.candidates.ids))
    return (
        np.array([adds(row, quota.where) for row in rows]),
        np.array([adds(row, quota.share_where) for row in rows]),
    )


def kept(asked, chosen, quota):
    own, whole = counts(asked, quota)
    amount, base = own @ chosen, whole @ chosen
    least = -np.inf if quota.least is None else quota.least * (base if quota.share else 1)
    most = np.inf if quota.most is None else quota.most * (base if quota.share else 1)
    return least - 1e-9 <= amount <= most + 1e-9


def every_selection(asked, quotas=None):
    """All sets that obey the quotas, with their totals."""
    found = []
    for bits in product((0, 1), repeat=len(asked.candidates.ids)):
        chosen = np.array(bits)
        if all(kept(asked, chosen, quota) for quota in (asked.quotas if quotas is None else quotas)):
            found.append((float(asked.candidates.scores @ chosen), chosen.astype(bool)))
    return found


@st.composite
def questions(draw, most=8):
    """Up to eight candidates of few scores, so that many totals are equal, under up to four quotas of every kind."""
    size = draw(st.integers(1, most))

    def column(values):
        return draw(st.lists(st.sampled_from(values), min_size=size, max_size=size))

    candidates = people(
        column([1, 2, 2.5, 3, 5]),
        gender=column(["F", "M"]),
        country=column(["KE", "PE", "LK"]),
        cost=column([10, 20, 35]),
    )
    kinds = {
        "count": lambda n: Quota(
            f"q{n}", among("gender", "F"), draw(st.integers(0, 3)), draw(st.integers(3, 6))
        ),
        "cap": lambda n: Quota(f"q{n}", each="country", most=draw(st.integers(1, 3))),
        "not": lambda n: Quota(f"q{n}", (Test("country", "not in", ("KE",)),), least=draw(st.integers(0, 3))),
        "money": lambda n: Quota(f"q{n}", sum_of="cost", most=draw(st.sampled_from([25, 60, 90.5]))),
        "share": lambda n: Quota(
            f"q{n}", among("gender", "F"), draw(st.sampled_from([0.3, 0.5])), share=True
        ),
        "part": lambda n: Quota(
            f"q{n}",
            (*among("gender", "M"), *among("country", "PE")),
            None,
            0.5,
            share=True,
            share_where=among("country", "PE"),
        ),
    }
    chosen = draw(st.lists(st.sampled_from(sorted(kinds)), max_size=4))
    quotas = [kinds[kind](number) for number, kind in enumerate(chosen)]
    return selecting(candidates, quotas, places=draw(st.integers(1, size)), seed=draw(st.integers(0, 3)))
