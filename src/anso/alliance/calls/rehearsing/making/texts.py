"""Texts about a subject, in a language: sentences around the names of terms, so that affinity by text means something."""

from collections.abc import Sequence
from random import Random

from anso.alliance.people.vocabulary import term_name

__all__ = ["COMMENT", "LETTER", "passage", "phrase"]

SENTENCES = {
    "en": (
        "This work is about {term}.",
        "We measure how {term} has changed over the past decades.",
        "Field stations along the rivers give the data on {term}.",
        "A model of {term} is held against what was observed.",
        "The results on {term} are of use to farmers and to planners.",
        "Two laboratories share samples and methods for {term}.",
    ),
    "zh": (
        "本研究围绕{term}展开。",
        "我们分析过去几十年{term}的变化。",
        "沿河观测站提供{term}的数据。",
        "我们用观测检验{term}的模型。",
        "{term}的成果可供农民和规划部门使用。",
        "两个实验室就{term}共享样品与方法。",
    ),
    "ru": (
        "Работа посвящена теме «{term}».",
        "Мы измеряем, что изменилось в области «{term}» за десятилетия.",
        "Станции вдоль рек дают данные по теме «{term}».",
        "Модель по теме «{term}» сверяется с наблюдениями.",
        "Результаты по теме «{term}» нужны хозяйствам и планировщикам.",
        "Две лаборатории обмениваются пробами и методами: «{term}».",
    ),
    "fr": (
        "Ce travail porte sur le sujet suivant : {term}.",
        "Nous mesurons ce qui a changé depuis des décennies ({term}).",
        "Des stations le long des fleuves donnent les données ({term}).",
        "Un modèle est confronté aux observations ({term}).",
        "Les résultats servent aux agriculteurs et aux urbanistes ({term}).",
        "Deux laboratoires partagent échantillons et méthodes ({term}).",
    ),
}
ROOM = 300
"""Characters that a passage is written beyond the least that is asked for, where there is room."""
COMMENT = "Made up for a rehearsal: the question is clear and the way to answer it can be followed."
LETTER = "Made up for a rehearsal: I have known the applicant for three years and recommend them for this."


def passage(
    random: Random, language: str, terms: Sequence[str], least: float | None, most: float | None
) -> str:
    """A text of at least and at most so many characters."""
    floor, ceiling = int(least or 1), int(most or 20_000)
    wanted = min(ceiling, floor + ROOM)
    sentences = SENTENCES.get(language, SENTENCES["en"])
    told: list[str] = []
    size = 0
    while size < wanted:
        sentence = random.choice(sentences).format(term=term_name(random.choice(terms), language))
        told.append(sentence)
        size += len(sentence) + 1
    text = " ".join(told)[:ceiling].strip()
    return text if len(text) >= floor else text.ljust(floor, ".")


def phrase(
    random: Random, language: str, terms: Sequence[str], least: float | None, most: float | None
) -> str:
    """A short text: a title, a position, a reason."""
    chosen = term_name(random.choice(terms), language)
    text = f"{chosen} ({random.randint(1, 999)})"
    while least is not None and len(text) < least:
        text = f"{text}, {term_name(random.choice(terms), language)}"
    return text[: int(most)] if most is not None else text
