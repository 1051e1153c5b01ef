"""The sentences of a comparison, in the four interface languages, made from its tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from anso import language as lang
from anso.services.epidemics.economy.stating.words import SYNTHETIC, in_brackets, share
from anso.services.epidemics.scenarios.assumed import Scenario
from anso.services.epidemics.scenarios.shown.four import four
from anso.services.epidemics.scenarios.shown.said import NOT_A_FORECAST, level_titles

__all__ = ["Compared", "finding", "holds", "lettered", "summary"]

Localised = dict[str, str]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Compared:
    """What sentences are made from."""

    scenarios: Sequence[Scenario]
    losses: pl.DataFrame
    """By scenario and part of the world."""
    place: Mapping[str, str]
    countries: int
    weeks: int
    counted: str
    """Who counts."""
    synthetic: bool
    title: str
    """Of the trade table."""

    def row(self, scenario: Scenario, part: str) -> Row | None:
        found = self.losses.filter(scenario=scenario.letter, part=part)
        return found.row(0, named=True) if len(found) else None

    def struck(self, scenario: Scenario) -> Row:
        row = self.row(scenario, "struck")
        assert row is not None, "every scenario strikes somebody"  # noqa: S101
        return row

    @property
    def farthest(self) -> Scenario:
        """The scenario whose loss differs most from the first's."""
        first = self.struck(self.scenarios[0])["lost_percent"]
        return max(
            self.scenarios[1:], key=lambda scenario: abs(self.struck(scenario)["lost_percent"] - first)
        )


def lettered(scenario: Scenario) -> Localised:
    """Its letter and what it assumes, in a few words."""
    return lang.in_all(lambda code: f"{scenario.letter}{lang.mark(':', code)}{level_titles(scenario, code)}")


def finding(case: Compared) -> Localised:
    """The headline: what the scenario that differs most would cost, beside the first."""
    first, other = case.scenarios[0], case.farthest

    def sentence(code: str) -> str:
        place, weeks = case.place.get(code) or case.place["en"], lang.number(case.weeks, code)
        a, b = (lang.called(level_titles(one, code), code) for one in (first, other))
        less, more = (share(case.struck(one)["lost_percent"], code) for one in (first, other))
        label = in_brackets(SYNTHETIC[code], code) if case.synthetic else ""
        begin = f"{NOT_A_FORECAST[code]}{lang.mark(':', code)}"
        match code:
            case "zh":
                return f"{begin}{place}在{weeks}周内，情景{b}下损失一年增加值的{more}，情景{a}下损失{less}{label}"
            case "ru":
                return f"{begin}{place}, недель: {weeks}: в сценарии {b} теряется {more} годовой добавленной стоимости, в сценарии {a} \u2014 {less}{label}"
            case "fr":
                return f"{begin}{place}, en {weeks} semaines, la perte est de {more} de la valeur ajoutée d’une année dans le scénario {b} et de {less} dans le scénario {a}{label}"
            case _:
                return f"{begin}{place}, over {weeks} weeks, loses {more} of a year’s value added with {b} and {less} with {a}{label}"

    return lang.in_all(sentence)


def holds(case: Compared) -> Localised:
    """For what the finding holds: whose counts, whose trade, and that none of it is said to be likely."""

    def sentence(code: str) -> str:
        count = lang.number(case.countries, code)
        match code:
            case "zh":
                table = "贸易数据为虚构，仅国家规模和距离真实" if case.synthetic else f"表：{case.title}"
                return f"受冲击国家{count}个，推演始于{case.counted}的统计；仅在所列假设成立时适用，不说明哪种情景更可能；{table}。"
            case "ru":
                table = (
                    "торговля в таблице вымышлена, действительны лишь размеры стран и расстояния"
                    if case.synthetic
                    else f"таблица: {case.title}"
                )
                return f"Затронутых стран: {count}, проекции начаты с данных {case.counted}; верно лишь при перечисленных допущениях, и не сказано, какое из них вероятно; {table}."
            case "fr":
                table = (
                    "les échanges du tableau sont inventés, seules la taille des pays et les distances sont réelles"
                    if case.synthetic
                    else f"tableau\u00a0: {case.title}"
                )
                return f"Pays touchés\u00a0: {count}, projections à partir des chiffres de {case.counted}\u00a0; ne vaut que sous les hypothèses énumérées, sans dire laquelle est probable\u00a0; {table}."
            case _:
                table = (
                    "trade in the table is invented, only the size of countries and their distances are real"
                    if case.synthetic
                    else f"table: {case.title}"
                )
                return f"Countries struck: {count}, projected from the counts of {case.counted}; holds only under the assumptions listed, none of which is said to be likely; {table}."

    return lang.in_all(sentence)


def summary(case: Compared, head: Localised) -> Localised:
    """Each scenario: what is lost where it strikes and to what, and what all other countries lose with it."""

    def text(code: str) -> str:
        lines = [f"**{head[code]}{lang.mark('.', code).strip()}**", ""]
        for scenario in case.scenarios:
            parts = [_struck(case.struck(scenario), code)]
            if (away := case.row(scenario, "elsewhere")) is not None:
                parts.append(ELSEWHERE[code].format(share(away["lost_percent"], code)))
            told = f"{lang.mark(';', code).join(parts)}{lang.mark('.', code).strip()}"
            lines.append(f"- **{lettered(scenario)[code]}{lang.mark('.', code).strip()}** {told}")
        return "\n".join(lines) + f"\n\n{READING[code]}\n"

    return lang.in_all(text)


STRUCK = four(
    "{} lost there ({} to {}): illness {}, measures {}, ripple {}",
    "当地损失{}（{}至{}）：患病{}，防控措施{}，波及{}",
    "там теряется {} (от {} до {}): болезнь {}, меры {}, цепные потери {}",
    "perte sur place de {} ({} à {})\u00a0: maladie {}, mesures {}, répercussions {}",
)
ELSEWHERE = four(
    "{} in all other countries",
    "其他所有国家合计{}",
    "во всех остальных странах \u2014 {}",
    "{} dans tous les autres pays",
)
READING = four(
    "Percentages are of a year’s value added. In brackets, the range between sets of assumptions. All scenarios use the same projections' random numbers and the same assumptions of industry, so they differ only by what they assume. Lives, long illness and the cost of care are not counted: a scenario that costs less here may cost more lives (see the scenario projections).",
    "百分比均为占一年增加值的比例；括号内为各组假设之间的区间。各情景使用相同的推演随机数和相同的行业假设，差别只来自情景假设。不计生命、长期患病和医疗费用：此处损失较小的情景可能付出更多生命（见情景推演）。",
    "Проценты \u2014 от годовой добавленной стоимости; в скобках \u2014 диапазон между наборами допущений. Случайные числа проекций и допущения об отраслях во всех сценариях одни и те же, поэтому различаются они лишь тем, что предполагают. Жизни, долгие болезни и стоимость лечения не учтены: сценарий, который здесь дешевле, может стоить больше жизней (см. сценарные проекции).",
    "Les pourcentages sont ceux de la valeur ajoutée d’une année\u00a0; entre parenthèses, l’écart entre jeux d’hypothèses. Tous les scénarios partagent les nombres aléatoires des projections et les hypothèses sur les branches\u00a0: ils ne diffèrent que par ce qu’ils supposent. Les vies, les longues maladies et le coût des soins ne sont pas comptés\u00a0: un scénario moins coûteux ici peut coûter plus de vies (voir les projections par scénario).",
)


def _struck(row: Row, code: str) -> str:
    names = ("lost_percent", "lost_percent_low", "lost_percent_high")
    causes = ("illness_percent", "measures_percent", "ripple_percent")
    return STRUCK[code].format(*(share(row[name], code) for name in (*names, *causes)))
