"""Random elections, and counts of them written another way: paper by paper, with none of the application's code."""

from fractions import Fraction
from itertools import pairwise, permutations
from random import Random

from anso.alliance.governance.counting import Definition

CODES = ("ash", "birch", "cedar", "dogwood", "elm", "fir")
Papers = list[tuple[str, ...]]


def definition(method: str, codes: tuple[str, ...] = CODES, **given: object) -> Definition:
    options = [] if method == "question" else [{"code": code, "title": code.title()} for code in codes]
    ranked = method in ("instant-runoff", "single-transferable-vote", "schulze")
    said = {
        "question": "Which tree?",
        "method": method,
        "options": options,
        "tie": "lot" if ranked else "status-quo",
        "opens": "2020-11-09T08:00:00Z",
        "closes": "2020-11-09T09:00:00Z",
    }
    if method in ("question", "absolute"):
        said["majority"] = {"numerator": 1, "denominator": 2, "more_than": True}
    return Definition.model_validate(said | given)


def ranked_papers(random: Random, codes: tuple[str, ...], most: int = 60) -> Papers:
    return [
        tuple(random.sample(codes, random.randint(0, len(codes)))) for _ in range(random.randint(1, most))
    ]


def votes_now(papers: Papers, standing: set[str]) -> dict[str, int]:
    """Looks at every paper anew."""
    found = dict.fromkeys(standing, 0)
    for paper in papers:
        for name in paper:
            if name in standing:
                found[name] += 1
                break
    return found


def run_off_by_hand(papers: Papers, codes: tuple[str, ...], order: tuple[str, ...]) -> str:
    """Eliminates strictly one after the other until one is left, and never stops early."""
    standing, history = set(codes), []
    while len(standing) > 1:
        now = votes_now(papers, standing)
        # Fewest now; of these fewest before, and before that; of these the last in the order of the lot.
        past = history[::-1]
        last = min(standing, key=lambda n: (now[n], *(h[n] for h in past), -order.index(n)))
        history.append(now)
        standing.remove(last)
    return standing.pop()


def schulze_by_hand(papers: Papers, codes: tuple[str, ...], order: tuple[str, ...]) -> str:
    """Tries every chain of comparisons there is."""

    def prefers(one: str, other: str) -> int:
        place = [{name: paper.index(name) for name in paper} for paper in papers]
        return sum(p.get(one, 99) < p.get(other, 99) for p in place)

    wins = {(a, b): prefers(a, b) if prefers(a, b) > prefers(b, a) else 0 for a, b in permutations(codes, 2)}

    def strongest(a: str, b: str) -> int:
        between = [c for c in codes if c not in (a, b)]
        chains = (
            (a, *middle, b) for length in range(len(between) + 1) for middle in permutations(between, length)
        )
        return max(min(wins[link] for link in pairwise(chain)) for chain in chains)

    best = [a for a in codes if all(strongest(a, b) >= strongest(b, a) for b in codes if b != a)]
    return min(best, key=order.index)


def transfer_by_hand(papers: Papers, codes: tuple[str, ...], seats: int, order: tuple[str, ...]) -> set[str]:
    """Each paper carries its own value and is looked at one by one."""
    papers = [paper for paper in papers if paper]
    value = [Fraction(1)] * len(papers)
    where: list[str | None] = [paper[0] for paper in papers]
    quota = len(papers) // (seats + 1) + 1
    standing, elected, open_surplus, history = set(codes), set(), [], []

    def move(name: str, factor: Fraction) -> None:
        for number, paper in enumerate(papers):
            if where[number] == name:
                value[number] *= factor
                after = paper[paper.index(name) + 1 :]
                where[number] = next((n for n in after if n in standing), None)

    while len(elected) < seats:
        now = {
            name: sum((v for v, w in zip(value, where, strict=True) if w == name), Fraction(0))
            for name in codes
        }
        for name in [n for n in standing if now[n] >= quota]:
            standing.remove(name)
            elected.add(name)
            open_surplus.append(name)
        if len(elected) >= seats:
            break
        if len(standing) + len(elected) <= seats:
            elected |= standing
            break
        past = history[::-1]
        open_surplus = [name for name in open_surplus if now[name] > quota]
        if open_surplus:
            name = max(open_surplus, key=lambda n: (now[n], *(h[n] for h in past), -order.index(n)))
            open_surplus.remove(name)
            move(name, (now[name] - quota) / now[name])
        else:
            name = min(standing, key=lambda n: (now[n], *(h[n] for h in past), -order.index(n)))
            standing.remove(name)
            move(name, Fraction(1))
        history.append(now)
    return elected
