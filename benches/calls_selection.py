"""A scholarship's selection: 4,000 candidates, 500 places, about 110 quotas; and what each of these costs.

Synthetic candidates of a hundred countries, with quotas by degree, university, women's share, least developed
countries, seven regions and a cap for each country; once more with a budget, which makes it a knapsack. The peer is
the same programme given as it is to SciPy's `milp` (HiGHS), which has neither waiting list nor lots to work out.
"""

import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import numpy as np

from anso.alliance.calls.selecting import Candidates, Quota, Test, prices, replace_declined, select, selecting
from anso.alliance.calls.selecting.problem import Selecting, programme_of
from benches.report import Measurement

__all__ = ["measure", "scholarship"]

CANDIDATES, COUNTRIES, PLACES = 4_000, 100, 500

Answer = TypeVar("Answer")


def measure() -> list[Measurement]:
    results = []
    for name, budget in (("", False), (" and a budget", True)):
        asked = scholarship(0, budget=budget)
        found, took, processor = timed(partial(select, asked))
        total, alone = by_peer(asked)
        results.append(
            Measurement(
                f"selecting {PLACES} of {CANDIDATES:,} under {len(asked.quotas)} quotas{name}",
                f"{took:.2f} s ({processor:.2f} of processor), {found.total:.6f} points",
                peer=f"scipy.optimize.milp {alone:.2f} s, {total:.6f} points",
                target="under 1 s, no fewer points",
                met=took < 1 and found.total > total - 1e-6,
            )
        )
        costs, took, processor = timed(partial(prices, found))
        dear = sum(cost.price > 0 for cost in costs)
        results.append(
            Measurement(
                f"the exact price of each of them, of which {dear} cost anything{name and ', with the budget'}",
                f"{took:.2f} s ({processor:.2f} of processor)",
                target="under 3 s",
                met=took < 3,
            )
        )
        _, took, processor = timed(partial(replace_declined, asked, found.ids, found.ids[:5]))
        results.append(
            Measurement(
                f"replacing five who decline{name and ', with the budget'}",
                f"{took:.2f} s ({processor:.2f} of processor)",
            )
        )
    return results


def timed(work: Callable[[], Answer]) -> tuple[Answer, float, float]:
    """The answer, the seconds on the clock, and those of the processor, which other work on the machine leaves alone."""
    clock, processor = time.perf_counter(), time.process_time()
    answer = work()
    return answer, time.perf_counter() - clock, time.process_time() - processor


def scholarship(seed: int, *, budget: bool = False) -> Selecting:
    """Made-up candidates and quotas that pull against merit."""
    rng = np.random.default_rng(seed)
    countries = np.array([f"C{number:03}" for number in range(COUNTRIES)])
    home = rng.choice(COUNTRIES, CANDIDATES, p=rng.dirichlet(np.full(COUNTRIES, 0.7)))
    least_developed = rng.random(COUNTRIES) < 0.35
    facts = {
        "country": countries[home].tolist(),
        "region": [f"R{number % 7}" for number in home],
        "ldc": np.where(least_developed[home], "yes", "no").tolist(),
        "gender": rng.choice(["F", "M"], CANDIDATES, p=[0.35, 0.65]).tolist(),
        "degree": rng.choice(["PhD", "Master"], CANDIDATES, p=[0.6, 0.4]).tolist(),
        "university": rng.choice(["USTC", "UCAS"], CANDIDATES).tolist(),
        "cost": [f"{cost:.2f}" for cost in rng.uniform(8_000, 20_000, CANDIDATES)],
    }

    def is_(fact: str, value: str) -> Test:
        return Test(fact, "in", (value,))

    quotas = [
        Quota("PhD", (is_("degree", "PhD"),), most=300),
        Quota("Master", (is_("degree", "Master"),), most=200),
        Quota("PhD at USTC", (is_("degree", "PhD"), is_("university", "USTC")), least=120, most=160),
        Quota("UCAS", (is_("university", "UCAS"),), least=220),
        Quota("women", (is_("gender", "F"),), least=0.42, share=True),
        Quota("least developed", (is_("ldc", "yes"),), least=180),
        *(Quota(f"R{number}", (is_("region", f"R{number}"),), least=45) for number in range(7)),
        Quota("cap", each="country", most=18),
    ]
    if budget:
        quotas.append(Quota("budget", sum_of="cost", most=6_500_000))
    ids = tuple(f"A{number:05}" for number in range(CANDIDATES))
    return selecting(Candidates(ids, rng.normal(7, 1, CANDIDATES), facts), quotas, places=PLACES, seed=1)


def by_peer(asked: Selecting) -> tuple[float, float]:
    """The total that the peer finds, and its seconds."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    programme = programme_of(asked)
    start = time.perf_counter()
    answer = milp(
        -programme.points,
        constraints=LinearConstraint(programme.rows, programme.lower, programme.upper),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(programme.points)),
        options={"mip_rel_gap": 0.0},
    )
    return -float(answer.fun), time.perf_counter() - start
