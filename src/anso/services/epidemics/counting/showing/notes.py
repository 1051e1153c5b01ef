"""Sentences about the counts of a source, in the four interface languages."""

from collections.abc import Mapping, Sequence
from datetime import date

from anso import language as lang

__all__ = [
    "Localised",
    "further_missing",
    "most_places",
    "never_falls",
    "newest",
    "no_whole_week",
    "other_weekdays",
    "too_old",
    "too_rare",
]

Localised = Mapping[str, str]

NAMED = 5
"""Places, at most, that are called by name."""


def further_missing(why: str) -> Localised:
    """Admissions or tests that a provider usually gives are not there this time."""
    start = {
        "en": "Only cases and deaths are used",
        "zh": "仅使用病例和死亡数据",
        "ru": "Используются только случаи и смерти",
        "fr": "Seuls les cas et les décès sont utilisés",
    }
    return lang.in_all(lambda code: f"{start[code]}{lang.mark(':', code)}{why}")


def newest(last: date) -> Localised:
    def sentence(code: str) -> str:
        when = lang.day(last, code)
        match code:
            case "zh":
                return f"最新的计数截至{when}。"
            case "ru":
                return f"Самые новые данные — за {when}."
            case "fr":
                return f"Les décomptes les plus récents sont du {when}."
            case _:
                return f"The newest counts are of {when}."

    return lang.in_all(sentence)


def most_places(most: int, there: int) -> Localised:
    def sentence(code: str) -> str:
        kept, of = lang.number(most, code), lang.number(there, code)
        match code:
            case "zh":
                return f"共有{of}个地点，只采用近期计数最多的{kept}个。"
            case "ru":
                return f"Мест всего {of}; взяты {kept} с наибольшими недавними числами."
            case "fr":
                return f"Sur {of} lieux, les {kept} aux décomptes récents les plus élevés sont pris."
            case _:
                return f"Of {of} places, the {kept} with most recent counts are taken."

    return lang.in_all(sentence)


def never_falls(target: str) -> Localised:
    def sentence(code: str) -> str:
        name = lang.quoted(target, code)
        match code:
            case "zh":
                return f"{name}的数字从不下降：若为累计数，请在“数字为”中选择累计数。"
            case "ru":
                return f"Числа {name} никогда не убывают: если это итоги с начала, укажите это в поле «Числа — это»."
            case "fr":
                return f"Les nombres de {name} ne baissent jamais\u00a0: si ce sont des totaux cumulés, dites-le dans «\u00a0Les nombres sont\u00a0»."
            case _:
                return f"The numbers of {name} never fall: if they are totals so far, say so (counted: cumulative)."

    return lang.in_all(sentence)


def no_whole_week(names: Sequence[Localised]) -> Localised:
    """Places of which too little is told to be looked at."""

    def sentence(code: str) -> str:
        named = lang.listing([name.get(code) or name["en"] for name in names[:NAMED]], code)
        more, mark = len(names) - NAMED, lang.mark(";", code)
        count = lang.number(more, code)
        match code:
            case "zh":
                rest = f"{mark}另有{count}个地点" if more > 0 else ""
                return f"没有完整一周的计数，已略去：{named}{rest}。"
            case "ru":
                rest = f"{mark}ещё мест: {count}" if more > 0 else ""
                return f"Нет ни одной полной недели, поэтому пропущены: {named}{rest}."
            case "fr":
                rest = f"{mark}autres lieux\u00a0: {count}" if more > 0 else ""
                return f"Sans une seule semaine entière, donc laissés de côté\u00a0: {named}{rest}."
            case _:
                rest = f"{mark}more places: {count}" if more > 0 else ""
                return f"Left out, for no whole week is told of them: {named}{rest}."

    return lang.in_all(sentence)


def other_weekdays(series: int) -> Localised:
    """Weekly counts whose weeks end on another weekday than the others'."""

    def sentence(code: str) -> str:
        count = lang.number(series, code)
        match code:
            case "zh":
                return f"有{count}个序列每周的截止日与多数不同，已略去。"
            case "ru":
                return f"Рядов, недели которых кончаются в другой день, чем у большинства: {count}; они пропущены."
            case "fr":
                return f"Séries dont les semaines finissent un autre jour que la plupart\u00a0: {count}\u00a0; elles sont laissées de côté."
            case _:
                return f"Series whose weeks end on another weekday than most: {count}; left out."

    return lang.in_all(sentence)


def too_old(count: int) -> Localised:
    """Counts of so long ago that they are not looked at."""

    def sentence(code: str) -> str:
        much = lang.number(count, code)
        match code:
            case "zh":
                return f"有{much}个计数过于久远（日计数早于十年、周计数早于三十年），未采用。"
            case "ru":
                return f"Слишком старых чисел (дни старше десяти лет, недели старше тридцати лет): {much}; они не учтены."
            case "fr":
                return f"Décomptes trop anciens (jours de plus de dix ans, semaines de plus de trente)\u00a0: {much}\u00a0; ils ne sont pas pris."
            case _:
                return f"Counts too old to be looked at (days of more than ten years ago, weeks of more than thirty): {much}."

    return lang.in_all(sentence)


def too_rare(series: int) -> Localised:
    """Counts that come less often than once a week."""

    def sentence(code: str) -> str:
        count = lang.number(series, code)
        match code:
            case "zh":
                return f"有{count}个序列的报告间隔超过一周，已略去。"
            case "ru":
                return f"Рядов, которые сообщают реже раза в неделю: {count}; они пропущены."
            case "fr":
                return f"Séries rapportées moins d’une fois par semaine\u00a0: {count}\u00a0; elles sont laissées de côté."
            case _:
                return f"Series reported less often than once a week: {count}; left out."

    return lang.in_all(sentence)
