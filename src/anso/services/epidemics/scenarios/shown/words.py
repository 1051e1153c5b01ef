"""The sentences of a scenario release, in the four interface languages, made from its numbers.

In: the projections and their comparison. Out: text by language. None of them says that something will happen.
"""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl

from anso import language as lang
from anso.services.epidemics.scenarios.assumed import Scenario
from anso.services.epidemics.scenarios.projecting import Projections
from anso.services.epidemics.scenarios.results.comparison import ALL, leading_kind
from anso.services.epidemics.scenarios.results.tables import kinds_of
from anso.services.epidemics.scenarios.shown.four import four
from anso.services.epidemics.scenarios.shown.said import COUNTS, level_titles

__all__ = [
    "assumptions",
    "farthest",
    "finding",
    "holds",
    "method",
    "scenario_of",
    "summary",
]

Localised = dict[str, str]
Row = Mapping[str, Any]

WIDEST = 10.0
"""Times the low end of an interval up to which the high end still tells of a level."""
COLON = four(": ", "：", ": ", "\u00a0: ")


def farthest(compared: pl.DataFrame, kind: str) -> Row:
    """Of all places together, the scenario that differs most from the first."""
    rows = compared.filter(pl.col("location") == ALL, pl.col("kind") == kind)
    return rows.sort(pl.col("percent").abs(), descending=True).row(0, named=True)


def scenario_of(made: Projections, letter: str) -> Scenario:
    return next(scenario for scenario in made.chosen.scenarios if scenario.letter == letter)


def finding(made: Projections, compared: pl.DataFrame) -> Localised:
    """The headline: how far the scenario that differs most is from the first, all places together."""
    kind = leading_kind(made)
    row = farthest(compared, kind)
    first, other = made.chosen.scenarios[0], scenario_of(made, row["scenario"])

    def sentence(code: str) -> str:
        what = COUNTS[kind][code]
        size = lang.number(abs(row["percent"]), code) + lang.PERCENT_SIGNS[code]
        fewer = row["percent"] < 0
        a, b = (lang.called(level_titles(one, code), code) for one in (first, other))
        weeks = lang.number(made.weeks, code)
        match code:
            case "zh":
                return f"情景推演，非预测：{weeks}周内，情景{b}的{what}总数比情景{a}{'少' if fewer else '多'}{size}"
            case "ru":
                return f"Сценарии, а не прогноз: за {weeks} нед. в сценарии {b} {what} на {size} {'меньше' if fewer else 'больше'}, чем в сценарии {a}"
            case "fr":
                return f"Scénarios, non une prévision\u00a0: en {weeks} semaines, {size} de {what} en {'moins' if fewer else 'plus'} dans le scénario {b} que dans le scénario {a}"
            case _:
                return f"Scenarios, not a forecast: over {weeks} weeks, {size} {'fewer' if fewer else 'more'} {what} with {b} than with {a}"

    return lang.in_all(sentence)


def holds(made: Projections, title: str) -> Localised:
    """When and for whom, and that it hangs on what is assumed."""
    last, places = made.last, len(made.wheres)
    end = last + timedelta(weeks=made.weeks)

    def sentence(code: str) -> str:
        until, then = lang.day(last, code), lang.day(end, code)
        match code:
            case "zh":
                return f"{places}个地点合计，自{until}（最后统计日，{title}）至{then}；仅在下述假设成立时适用，不说明哪种情景更可能。"
            case "ru":
                return f"Мест: {places}, вместе; с {until} (последний учтённый день, {title}) по {then}; верно лишь при допущениях ниже, и не сказано, какое из них вероятно."
            case "fr":
                return f"{places} {'lieu' if places < 2 else 'lieux ensemble'}, du {until} (dernier jour compté, {title}) au {then}\u00a0; ne vaut que sous les hypothèses ci-dessous, sans dire laquelle est probable."
            case _:
                return f"{places} places together, from {until} (last day counted, {title}) to {then}; holds only under the assumptions below, none of which is said to be likely."

    return lang.in_all(sentence)


def summary(made: Projections, compared: pl.DataFrame, head: Localised) -> Localised:
    """Each scenario's totals of all places, with how far they are from the first."""
    rows = compared.filter(pl.col("location") == ALL)
    kinds = [kind for kind in kinds_of(made) if kind != "infections"]
    wide, of = wide_places(compared, leading_kind(made))

    def text(code: str) -> str:
        lines = [f"**{head[code]}{lang.mark('.', code)}**", ""]
        for scenario in made.chosen.scenarios:
            told = [
                of_all(rows.filter(scenario=scenario.letter, kind=kind).row(0, named=True), kind, code)
                for kind in kinds
            ]
            lines.append(
                f"- **{scenario.letter}{COLON[code]}{level_titles(scenario, code)}.** "
                + lang.mark(";", code).join(told)
                + lang.mark(".", code)
            )
        unsure = WIDE[code].format(wide=wide, of=of) if wide else ""
        return "\n".join(lines) + "\n\n" + " ".join(filter(None, (PAIRED[code], unsure))) + "\n"

    return lang.in_all(text)


def wide_places(compared: pl.DataFrame, kind: str) -> tuple[int, int]:
    """In how many places scenario A alone says next to nothing of its total, and of how many."""
    alone = compared.filter(pl.col("location") != ALL, pl.col("kind") == kind, pl.col("scenario") == "A")
    wide = alone.filter(pl.col("total_high") > WIDEST * pl.max_horizontal("total_low", pl.lit(1.0)))
    return len(wide), len(alone)


PAIRED = four(
    "Totals of all places over the whole time: median, and in brackets the interval that holds 90% of the members. Percentages are differences to scenario A, member by member.",
    "各地全期合计：中位数，括号内为包含90%成员的区间。百分比为逐成员与情景A之差。",
    "Итоги всех мест за всё время: медиана, в скобках \u2014 промежуток, где лежат 90\u00a0% членов ансамбля. Проценты \u2014 отличия от сценария A, член за членом.",
    "Totaux de tous les lieux sur toute la durée\u00a0: médiane et, entre parenthèses, l’intervalle qui contient 90\u202f% des membres. Les pourcentages sont des différences avec le scénario A, membre par membre.",
)

WIDE = four(
    "In {wide} of {of} places the 90% interval of scenario A spans more than a factor of ten: there its level says next to nothing, and only differences between scenarios are worth reading.",
    "在{of}个地点中的{wide}个，情景A的90%区间上下限相差十倍以上：那里的绝对水平几乎不说明什么，只有情景之间的差别值得一读。",
    "Мест, где 90-процентный интервал сценария A шире десятикратного: {wide} из {of}. Там сам уровень почти ни о чём не говорит, смотреть стоит лишь на различия между сценариями.",
    "Lieux où l’intervalle à 90\u202f% du scénario A dépasse un facteur dix\u00a0: {wide} sur {of}. Le niveau n’y dit presque rien\u00a0; seules les différences entre scénarios y valent la lecture.",
)


def of_all(row: Row, kind: str, code: str) -> str:
    middle, low, high = (lang.large(row[f"total{end}"], code) for end in ("", "_low", "_high"))
    text = f"{COUNTS[kind][code]}{COLON[code]}{middle}{lang.mark('(', code)}{low}\u2013{high}{lang.mark(')', code)}"
    if row["scenario"] == "A":
        return text
    ends = [
        lang.number(row[f"percent{end}"], code, signed=True) + lang.PERCENT_SIGNS[code]
        for end in ("", "_low", "_high")
    ]
    to = four(" to ", "至", " до ", " à ")[code]
    return f"{text}, {ends[0]}{lang.mark('(', code)}{ends[1]}{to}{ends[2]}{lang.mark(')', code)}"


def assumptions(made: Projections) -> Localised:
    """Each scenario in words."""

    def text(code: str) -> str:
        chosen = made.chosen
        lines = [chosen.description.get(code) or chosen.description["en"], ""]
        for scenario in chosen.scenarios:
            says = (" " if code != "zh" else "").join(
                level.says.get(code) or level.says["en"] for level in scenario.levels
            )
            lines.append(f"- **{scenario.letter}{COLON[code]}{level_titles(scenario, code)}.** {says}")
        return "\n".join([*lines, "", COMMON[code], ""])

    return lang.in_all(text)


COMMON = four(
    "All else is the same in every scenario: how people mix by age, who is immune already, how immunity wanes, how careful people grow. Every number stands in the table below, with its source or the word assumption.",
    "其余各项在所有情景中相同：各年龄组的接触方式、已免疫人群、免疫减退、人们的谨慎程度。全部数值列于下表，并注明来源或“假设”。",
    "Всё остальное одинаково во всех сценариях: контакты по возрасту, кто уже имеет иммунитет, как он угасает, насколько осторожны люди. Каждое число \u2014 в таблице ниже, с источником или словом «допущение».",
    "Tout le reste est le même dans chaque scénario\u00a0: contacts selon l’âge, immunité acquise, affaiblissement, prudence. Chaque nombre figure dans le tableau ci-dessous, avec sa source ou le mot «\u00a0hypothèse\u00a0».",
)


def method() -> Localised:
    folder = Path(__file__).parent / "method"
    return lang.in_all(lambda code: (folder / f"method.{code}.md").read_text(encoding="utf-8"))
