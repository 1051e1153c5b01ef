"""Countries that applicants come from, and institutions that they and the reviewers belong to.

Shares fall off as in Zipf's law, so that a few countries send many and many send a few: caps per country bind.
"""

from dataclasses import dataclass
from random import Random

from anso import places
from anso.alliance.calls.rehearsing.making.chance import chance

__all__ = ["House", "Nations", "houses_of", "nations_of"]

NATIONS = 104
"""The scholarship has had applicants from more than a hundred countries."""
ZIPF_SHIFT, ZIPF_POWER = 4, 0.85
KINDS = (
    ("University of {}", "university"),
    ("{} Institute of Science", "institute"),
    ("{} Polytechnic", "university"),
    ("National Academy of {}", "academy"),
)
SYLLABLES = (
    "ba", "dor", "ka", "len", "mi", "nar", "os", "pel", "qui", "ra", "sha", "tor", "ul", "va", "wen", "xi", "yo", "zan", "fer", "gol",
)  # fmt: skip


@dataclass(frozen=True)
class House:
    """An institution that does not exist."""

    code: str
    name: str
    kind: str
    country: str

    @property
    def domain(self) -> str:
        return f"{self.code}.example"


@dataclass(frozen=True)
class Nations:
    """Countries, and how likely each is."""

    codes: tuple[str, ...]
    weights: tuple[float, ...]

    def draw(self, random: Random) -> str:
        return random.choices(self.codes, self.weights)[0]


def nations_of(seed: int, *, without: frozenset[str] = frozenset()) -> Nations:
    random = chance(seed, "nations")
    known = sorted(
        country.code
        for country in places.countries()
        if len(country.code) == 2 and country.code not in without
    )
    codes = random.sample(known, min(NATIONS, len(known)))
    weights = tuple(1 / (rank + ZIPF_SHIFT) ** ZIPF_POWER for rank in range(len(codes)))
    return Nations(tuple(codes), weights)


def houses_of(seed: int, nations: Nations, count: int) -> tuple[House, ...]:
    """Institutions: one in each country first, then more where more people are."""
    random = chance(seed, "houses")
    made = []
    for number in range(count):
        country = nations.codes[number] if number < len(nations.codes) else nations.draw(random)
        form, kind = random.choice(KINDS)
        town = "".join(random.sample(SYLLABLES, 3)).title()
        made.append(House(f"house-{number + 1}", form.format(f"{town} {number + 1}"), kind, country))
    return tuple(made)
