"""The sentences of a profile, in the four interface languages, made from its numbers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anso import language as lang
from anso.services.countries.people import Ages

__all__ = [
    "ALTS",
    "LABEL",
    "METHOD",
    "TITLES",
    "Profile",
    "finding",
    "holds",
    "large_people",
    "note",
    "summary",
]

Localised = dict[str, str]

LABEL = {"en": "People", "zh": "人口", "ru": "Население", "fr": "Population"}
STEADY = 0.0005
"""Growth a year, as a fraction, that rounds to nothing."""

TITLES: dict[str, Localised] = {
    "map": {"en": "Provinces", "zh": "一级行政区", "ru": "Провинции и области", "fr": "Provinces"},
    "population": {
        "en": "Population, 1950 to 2100",
        "zh": "人口，1950年至2100年",
        "ru": "Население, 1950\u20132100 годы",
        "fr": "Population, de 1950 à 2100",
    },
    "ages": {
        "en": "Ages of women and men",
        "zh": "男女年龄结构",
        "ru": "Возраст женщин и мужчин",
        "fr": "Âge des femmes et des hommes",
    },
    "provinces": {"en": "Provinces", "zh": "一级行政区", "ru": "Провинции и области", "fr": "Provinces"},
    "neighbours": {
        "en": "Neighbours by land",
        "zh": "陆上邻国",
        "ru": "Соседи по суше",
        "fr": "Voisins terrestres",
    },
    "basics": {"en": "Basics", "zh": "基本情况", "ru": "Основные сведения", "fr": "Données de base"},
    "summary": {"en": "Summary", "zh": "摘要", "ru": "Кратко", "fr": "Résumé"},
    "method": {
        "en": "Where the numbers come from",
        "zh": "数据来源",
        "ru": "Откуда данные",
        "fr": "Origine des données",
    },
}

METHOD: Localised = {
    "en": (
        "Population: United Nations, World Population Prospects 2024, mid-year, every fifth year; years from 2024 on are the "
        "medium projection, which half of the possible courses exceed. Growth is the mean yearly rate over the five years before. "
        "Gross domestic product at purchasing power parity is the latest figure in Unicode CLDR 48, rounded there to four digits; it is "
        "good for orders of magnitude, not for ranking. Area and neighbours: GeoNames. Provinces: Natural Earth. "
        "Boundaries and names imply no opinion on status.\n"
    ),
    "zh": (
        "人口：联合国《世界人口展望2024》，年中数，每五年一个数据；2024年起为中方案预测，实际走势高于或低于它的可能性各半。"
        "增长率为此前五年的年均值。按购买力平价计算的国内生产总值取自 Unicode CLDR 48 的最新数字（四位有效数字），适于判断数量级，不宜用于排名。"
        "面积和邻国：GeoNames。一级行政区：Natural Earth。边界和名称不代表对其地位的任何意见。\n"
    ),
    "ru": (
        "Население: ООН, «Мировые демографические перспективы 2024», на середину года, каждый пятый год; с 2024 года — средний вариант "
        "прогноза, который половина возможных траекторий превышает. Прирост — средний за год за пять предыдущих лет. Валовой внутренний продукт по паритету "
        "покупательной способности — последнее значение в Unicode CLDR 48 (четыре значащие цифры); оно годится для порядка величины, а не для "
        "сравнения мест. Площадь и соседи: GeoNames. Провинции: Natural Earth. Границы и названия не выражают мнения о статусе.\n"
    ),
    "fr": (
        "Population\u00a0: Nations unies, World Population Prospects 2024, au milieu de l’année, tous les cinq ans\u00a0; à partir de 2024, projection moyenne, "
        "que la moitié des évolutions possibles dépassent. La croissance est le taux annuel moyen des cinq années précédentes. Le produit intérieur brut "
        "en parité de pouvoir d’achat est le dernier chiffre d’Unicode CLDR 48, arrondi à quatre chiffres\u00a0: un ordre de grandeur, non un rang. "
        "Superficie et voisins\u00a0: GeoNames. Provinces\u00a0: Natural Earth. Les frontières et les noms n’impliquent aucune opinion sur un statut.\n"
    ),
}

ALTS: dict[str, Localised] = {
    "map": {
        "en": "Map of the provinces with their names.",
        "zh": "标有名称的一级行政区地图。",
        "ru": "Карта провинций с названиями.",
        "fr": "Carte des provinces avec leurs noms.",
    },
    "ages": {
        "en": "Age pyramid: share of women and of men in each five-year age group.",
        "zh": "人口金字塔：各五岁年龄组男女占比。",
        "ru": "Возрастная пирамида: доля женщин и мужчин в каждой пятилетней группе.",
        "fr": "Pyramide des âges\u00a0: part des femmes et des hommes dans chaque groupe de cinq ans.",
    },
}


@dataclass(frozen=True)
class Profile:
    """The numbers that the sentences are made from."""

    names: Mapping[str, str]
    year: int
    people: int
    growth: float | None
    """Mean growth a year over the five years before, as a fraction."""
    projected: bool
    area_km2: float
    capital: str
    currency: str
    gdp_ppp: float | None
    neighbours: Sequence[Mapping[str, str]]
    """Their names by language."""
    ages: Ages
    people_2050: int

    def name(self, code: str) -> str:
        return self.names.get(code) or self.names["en"]


# Names that English speaks with an article. Others: see `_with_article`.
THE = {
    "Bahamas",
    "Comoros",
    "Gambia",
    "Holy See",
    "Isle of Man",
    "Maldives",
    "Netherlands",
    "Philippines",
    "Seychelles",
}


def _with_article(name: str, article: str = "The") -> str:
    words = re.sub(r" \(.*", "", name).split()
    needs = (
        name in THE
        or words[0] in {"United", "Russian", "British", "Democratic"}
        or words[-1] in {"Islands", "Republic", "Federation", "Territories", "Territory"}
        or "Republic of" in name
        or name.startswith(("State of ", "Lao People"))
    )
    return f"{article} {name}" if needs else name


def finding(profile: Profile) -> Localised:
    """How many people there are, and how their number changes."""
    return lang.in_all(lambda code: _finding(profile, code))


def _finding(p: Profile, code: str) -> str:
    people = lang.large(p.people, code)
    change = _change(p.growth, code)
    match code:
        case "zh":
            return f"{p.name(code)}{p.year}年有{people}人口" + (f"，{change}" if change else "")
        case "ru":
            return f"{p.name(code)}: {people} {_russian_people(people)} в {p.year} году" + (
                f", {change}" if change else ""
            )
        case "fr":
            of = "d’habitants" if "million" in people or "milliard" in people else "habitants"
            return f"{p.name(code)}\u00a0: {people} {of} en {p.year}" + (f", {change}" if change else "")
        case _:
            verb = "has" if abs(p.year - 2025) < 5 else "will have" if p.projected else "had"
            return f"{_with_article(p.name(code))} {verb} {people} people in {p.year}" + (
                f" and {change}" if change else ""
            )


def _change(growth: float | None, code: str) -> str:
    if growth is None:
        return ""
    rate = lang.percent(abs(growth), code)
    steady, grows = abs(growth) < STEADY, growth > 0
    match code:
        case "zh":
            return "人数基本稳定" if steady else f"年均{'增长' if grows else '减少'}{rate}"
        case "ru":
            return "число почти не меняется" if steady else f"{'прирост' if grows else 'убыль'} {rate} в год"
        case "fr":
            return (
                "un nombre presque stable"
                if steady
                else f"en {'hausse' if grows else 'baisse'} de {rate} par an"
            )
        case _:
            return (
                "hardly changes in number"
                if steady
                else f"{'grows' if grows else 'shrinks'} by {rate} a year"
            )


def _russian_people(shown: str) -> str:
    if not shown[-1].isdigit():
        return "жителей"
    count = int("".join(letter for letter in shown if letter.isdigit()))
    return {"one": "житель", "few": "жителя"}.get(lang.plural(count, "ru"), "жителей")


def holds(profile: Profile) -> Localised:
    kinds = {
        "en": ("estimate", "projection, medium variant"),
        "zh": ("估计数", "中方案预测"),
        "ru": ("оценка", "прогноз, средний вариант"),
        "fr": ("estimation", "projection, variante moyenne"),
    }

    def sentence(code: str) -> str:
        kind = kinds[code][profile.projected]
        match code:
            case "zh":
                return f"联合国《世界人口展望2024》，{profile.year}年中，{kind}；增长率为此前五年的年均值。"
            case "ru":
                return f"ООН, «Мировые демографические перспективы 2024», середина {profile.year} года, {kind}; прирост \u2014 средний за пять предыдущих лет."
            case "fr":
                return f"Nations unies, World Population Prospects 2024, milieu de {profile.year}, {kind}\u00a0; croissance\u00a0: moyenne des cinq années précédentes."
            case _:
                return f"United Nations, World Population Prospects 2024, mid-{profile.year}, {kind}; growth is the mean of the five years before."

    return lang.in_all(sentence)


def large_people(profile: Profile) -> Localised:
    return lang.in_all(lambda code: lang.large(profile.people, code))


def note(profile: Profile) -> Localised | None:
    """What stands under the number on the country's page."""
    if profile.growth is None:
        return None
    rate = profile.growth

    def text(code: str) -> str:
        shown = lang.percent(rate, code, signed=True)
        return {
            "en": f"{shown} a year",
            "zh": f"每年{shown}",
            "ru": f"{shown} в год",
            "fr": f"{shown} par an",
        }[code]

    return lang.in_all(text)


def summary(profile: Profile) -> Localised:
    return lang.in_all(lambda code: "\n\n".join(part for part in _parts(profile, code) if part) + "\n")


def _parts(p: Profile, code: str) -> list[str]:
    stop = "。" if code == "zh" else "."
    density = lang.number(p.people / p.area_km2, code, 1 if p.people / p.area_km2 < 10 else 0)
    area = lang.number(p.area_km2, code, 0 if p.area_km2 >= 10 else 2)
    later = lang.large(p.people_2050, code)
    median = lang.number(p.ages.median, code, 1)
    young, old = lang.percent(p.ages.under_15, code, 0), lang.percent(p.ages.over_64, code, 0)
    named = [names.get(code) or names["en"] for names in p.neighbours]
    if code == "en":
        named = [_with_article(name, "the") for name in named]
    neighbours = lang.listing(named, code)
    match code:
        case "zh":
            first = f"**{_finding(p, code)}{stop}** 人口年龄中位数为{median}岁，15岁以下占{young}，65岁及以上占{old}。联合国预计2050年人口为{later}。"
            land = (
                f"面积{area}平方公里，每平方公里{density}人"
                + (f"；首都{p.capital}" if p.capital else "")
                + "。"
            )
            borders = f"陆上邻国：{neighbours}。" if neighbours else "没有陆上邻国。"
        case "ru":
            first = f"**{_finding(p, code)}{stop}** Медианный возраст \u2014 {median} года; моложе 15 лет {young}, от 65 лет {old}. По прогнозу ООН, в 2050 году: {later}."
            land = f"Площадь {area} км²; на квадратный километр приходится {density} чел." + (
                f" Столица: {p.capital}." if p.capital else ""
            )
            borders = f"Соседи по суше: {neighbours}." if neighbours else "Соседей по суше нет."
        case "fr":
            first = f"**{_finding(p, code)}{stop}** Âge médian\u00a0: {median} ans\u00a0; moins de 15 ans\u00a0: {young}\u00a0; 65 ans et plus\u00a0: {old}. Projection des Nations unies pour 2050\u00a0: {later}."
            land = f"Superficie\u00a0: {area}\u00a0km², soit {density} habitants au km²." + (
                f" Capitale\u00a0: {p.capital}." if p.capital else ""
            )
            borders = f"Voisins terrestres\u00a0: {neighbours}." if neighbours else "Aucun voisin terrestre."
        case _:
            first = f"**{_finding(p, code)}{stop}** The median age is {median} years; {young} are younger than 15 and {old} are 65 or older. The United Nations project {later} people in 2050."
            land = f"Its area is {area} km², with {density} people on each square kilometre." + (
                f" The capital is {p.capital}." if p.capital else ""
            )
            borders = f"It borders {neighbours} by land." if neighbours else "It has no neighbour by land."
    return [first, land + (" " if code != "zh" else "") + borders, _economy(p, code)]


def _economy(p: Profile, code: str) -> str:
    if p.gdp_ppp is None:
        return ""
    output, each = lang.large(p.gdp_ppp, code), lang.large(p.gdp_ppp / p.people, code, 2)
    match code:
        case "zh":
            return f"国内生产总值（购买力平价）约{output}国际元，人均约{each}国际元。" + (
                f"货币：{p.currency}。" if p.currency else ""
            )
        case "ru":
            return (
                f"Валовой внутренний продукт (ППС) \u2014 около {output} международных долларов, на человека около {each}."
                + (f" Валюта: {p.currency}." if p.currency else "")
            )
        case "fr":
            of = "de " if "milli" in output else ""
            return (
                f"Produit intérieur brut (PPA)\u00a0: environ {output} {of}dollars internationaux, soit environ {each} par personne."
                + (f" Monnaie\u00a0: {p.currency}." if p.currency else "")
            )
        case _:
            return (
                f"Its gross domestic product is about {output} international dollars (purchasing power parity), about {each} a person."
                + (f" Its currency is {p.currency}." if p.currency else "")
            )
