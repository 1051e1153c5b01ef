"""Names that nearly match: for a folded text, the known names most like it.

Candidates are found by the pairs of neighbouring letters they share with the text (Dice's coefficient
over padded bigrams, spaces left out), and the best of them are ordered by the share of letters that stand
in the same order in both (`difflib`). Only candidates are compared letter by letter, which keeps a look
through twenty thousand names within a few milliseconds.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from heapq import nlargest

__all__ = ["SimilarNames"]

COMPARED = 20
"""How many candidates are compared letter by letter."""


def _pairs(name: str) -> set[str]:
    padded = f"^{name.replace(' ', '')}$"
    return {padded[i : i + 2] for i in range(len(padded) - 1)}


class SimilarNames:
    """An index over folded names; a name is known by its place in the sequence given."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._sizes: list[int] = []
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(names):
            pairs = _pairs(name)
            self._sizes.append(len(pairs))
            for pair in pairs:
                self._holding[pair].append(number)

    def find(self, text: str, least: float) -> list[tuple[float, int]]:
        """The names at least so similar (0 to 1) to a folded text, best first, with their likeness."""
        # A name is never this long, and a text much longer than every name is like none of them.
        if not text or len(text) > 200:
            return []
        pairs = _pairs(text)
        shared: Counter[int] = Counter()
        for pair in pairs:
            shared.update(self._holding.get(pair, ()))
        sizes, own = self._sizes, len(pairs)
        candidates = nlargest(
            COMPARED, ((2 * count / (own + sizes[number]), -number) for number, count in shared.items())
        )
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(text)
        found = []
        for dice, negative in candidates:
            number = -negative
            matcher.set_seq1(self._names[number])
            likeness = (dice + matcher.ratio()) / 2
            if likeness >= least:
                found.append((likeness, number))
        return sorted(found, key=lambda one: (-one[0], one[1]))
