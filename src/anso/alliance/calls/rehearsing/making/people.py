"""People who do not exist: names of no one culture, the languages they write in, what they know about, how good they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from anso.alliance.calls.rehearsing.making.chance import chance
from anso.alliance.calls.rehearsing.making.nations import SYLLABLES, House, Nations
from anso.alliance.people.vocabulary import terms

__all__ = ["Applicant", "Expert", "applicant_of", "expert_of", "name_of"]

GIVEN = (
    "Amina", "Bilal", "Chen", "Dana", "Elif", "Farid", "Grace", "Hana", "Ivan", "Jamila", "Kofi", "Lina", "Mei", "Nadia",
    "Omar", "Paula", "Qasim", "Rosa", "Samir", "Tamar", "Usman", "Vera", "Wen", "Ximena", "Yusuf", "Zoya",
)  # fmt: skip
LANGUAGES, LANGUAGE_SHARES = ("en", "fr", "ru", "zh"), (0.7, 0.12, 0.12, 0.06)
GENDERS, GENDER_SHARES = ("female", "male", "other"), (0.38, 0.6, 0.02)
MOST_TERMS = 3
HOUSE_MAIL = 0.05
"""Applicants who write from their institution's address rather than a public one."""
SEVERITY = 0.6
"""Standard deviation of how severe reviewers are, in those of merit."""
NOISE = (0.5, 1.3)
"""The least and the most that a reviewer's judgement strays, in standard deviations of merit."""


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    country: str
    language: str
    house: House
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Applicant(Person):
    number: int
    gender: str
    merit: float
    """True merit, which reviewers see through their severity and noise: standard normal."""


@dataclass(frozen=True)
class Expert(Person):
    severity: float
    noise: float


def applicant_of(seed: int, number: int, nations: Nations, houses: Sequence[House]) -> Applicant:
    random = chance(seed, "applicant", number)
    house = house_in(random, nations.draw(random), houses)
    at_house = random.random() < HOUSE_MAIL
    return Applicant(
        name=name_of(random),
        email=f"applicant-{number}@{house.domain if at_house else 'example.org'}",
        country=house.country,
        language=random.choices(LANGUAGES, LANGUAGE_SHARES)[0],
        house=house,
        terms=terms_of(random),
        number=number,
        gender=random.choices(GENDERS, GENDER_SHARES)[0],
        merit=random.gauss(0, 1),
    )


def expert_of(seed: int, number: int, houses: Sequence[House]) -> Expert:
    random = chance(seed, "expert", number)
    house = random.choice(houses)
    return Expert(
        name=name_of(random),
        email=f"expert-{number}@{house.domain}",
        country=house.country,
        language="en",
        house=house,
        terms=terms_of(random),
        severity=random.gauss(0, SEVERITY),
        noise=random.uniform(*NOISE),
    )


def name_of(random: Random) -> str:
    return f"{random.choice(GIVEN)} {''.join(random.choices(SYLLABLES, k=3)).title()}"


def house_in(random: Random, country: str, houses: Sequence[House]) -> House:
    return random.choice([house for house in houses if house.country == country] or list(houses))


def terms_of(random: Random) -> tuple[str, ...]:
    return tuple(random.sample(sorted(terms()), random.randint(1, MOST_TERMS)))
