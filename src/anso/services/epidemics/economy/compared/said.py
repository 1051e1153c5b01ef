"""Titles, columns and words in pictures of a comparison, in the four interface languages."""

from collections.abc import Sequence

from anso.services.epidemics.economy.compared.words import lettered
from anso.services.epidemics.economy.stating import chart_words
from anso.services.epidemics.economy.stating.words import PARTS
from anso.services.epidemics.economy.stating.words import TITLES as OF_ONE
from anso.services.epidemics.economy.tables.regions import Region
from anso.services.epidemics.scenarios.assumed import Scenario
from anso.services.epidemics.scenarios.shown.four import four
from anso.services.epidemics.scenarios.shown.said import NOT_A_FORECAST

__all__ = ["ALTS", "COLUMNS", "TITLES", "in_charts"]

Localised = dict[str, str]

TITLES: dict[str, Localised] = OF_ONE | {
    "scenarios": four("Losses by scenario", "各情景的损失", "Потери по сценариям", "Pertes par scénario"),
    "struck": four(
        "Losses of the countries struck, by scenario",
        "各情景下受冲击国家的损失",
        "Потери затронутых стран по сценариям",
        "Pertes des pays touchés, par scénario",
    ),
    "partners": four(
        "Losses of trading partners, by scenario",
        "各情景下贸易伙伴的损失",
        "Потери торговых партнёров по сценариям",
        "Pertes des partenaires commerciaux, par scénario",
    ),
    "countries": four(
        "Losses by country and scenario",
        "各国在各情景下的损失",
        "Потери по странам и сценариям",
        "Pertes par pays et par scénario",
    ),
    "course": four(
        "Week by week, where it strikes",
        "受冲击地区的逐周情况",
        "По неделям там, где происходит шок",
        "Semaine par semaine, là où le choc frappe",
    ),
    "sectors": four(
        "Losses by industry and scenario, where it strikes",
        "受冲击地区各行业在各情景下的损失",
        "Потери по отраслям и сценариям там, где происходит шок",
        "Pertes par branche et par scénario, là où le choc frappe",
    ),
}

ALTS: dict[str, Localised] = {
    "countries": four(
        "For each country the share of a year’s value added that it loses in each scenario, with the range between sets of assumptions. Scenarios, not a forecast.",
        "各国在各情景下损失的一年增加值比例及各组假设之间的区间。情景推演，非预测。",
        "Для каждой страны доля годовой добавленной стоимости, теряемая в каждом сценарии, с диапазоном между наборами допущений. Сценарии, а не прогноз.",
        "Pour chaque pays, la part de la valeur ajoutée d’une année perdue dans chaque scénario, avec l’écart entre jeux d’hypothèses. Scénarios, non une prévision.",
    ),
    "course": four(
        "A line a scenario: the share of usual value added that is not made each week where it strikes. Scenarios, not a forecast.",
        "每个情景一条线：受冲击地区每周未实现的通常增加值比例。情景推演，非预测。",
        "По линии на сценарий: доля обычной добавленной стоимости, не созданной за неделю там, где происходит шок. Сценарии, а не прогноз.",
        "Une courbe par scénario\u00a0: part de la valeur ajoutée habituelle non produite chaque semaine là où le choc frappe. Scénarios, non une prévision.",
    ),
    "sectors": four(
        "For each group of industries the share of its own value added in a year that it loses in each scenario. Scenarios, not a forecast.",
        "各行业组在各情景下损失的本行业一年增加值比例。情景推演，非预测。",
        "Для каждой группы отраслей доля её годовой добавленной стоимости, теряемая в каждом сценарии. Сценарии, а не прогноз.",
        "Pour chaque groupe de branches, la part de sa valeur ajoutée annuelle perdue dans chaque scénario. Scénarios, non une prévision.",
    ),
}

COLUMNS: dict[str, Localised] = {
    "scenario": four("Scenario", "情景", "Сценарий", "Scénario"),
    "illness_percent": four(
        "Of it, because workers are ill or care for somebody (% of a year’s value added)",
        "其中因劳动者患病或照护他人（占一年增加值的%）",
        "Из неё оттого, что работники болеют или ухаживают (% годовой добавленной стоимости)",
        "Dont parce que des travailleurs sont malades ou soignent quelqu’un (% de la valeur ajoutée d’une année)",
    ),
    "measures_percent": four(
        "Of it, because measures close workplaces and households stay away (%)",
        "其中因防控措施关闭工作场所及家庭回避（%）",
        "Из неё оттого, что меры закрывают рабочие места и люди осторожны (%)",
        "Dont parce que les mesures ferment des lieux de travail et que les ménages s’abstiennent (%)",
    ),
    "ripple_percent": four(
        "Of it, by ripple from other industries and countries (%)",
        "其中由其他行业和国家波及（%）",
        "Из неё по цепочке от других отраслей и стран (%)",
        "Dont par répercussion d’autres branches et pays (%)",
    ),
    "more": four(
        "Lost more than in scenario A (points of a year’s value added)",
        "比情景A多损失（占一年增加值的百分点）",
        "Потеряно больше, чем в сценарии A (пунктов годовой добавленной стоимости)",
        "Perdu de plus que dans le scénario A (points de la valeur ajoutée d’une année)",
    ),
    "more_low": four(
        "The same, lowest of the sets of assumptions",
        "同上，各组假设中的最低值",
        "То же, наименьшее из наборов допущений",
        "De même, le plus bas des jeux d’hypothèses",
    ),
    "more_high": four(
        "The same, highest of the sets of assumptions",
        "同上，各组假设中的最高值",
        "То же, наибольшее из наборов допущений",
        "De même, le plus élevé des jeux d’hypothèses",
    ),
}

FIXED: tuple[Localised, ...] = (
    NOT_A_FORECAST,
    COLUMNS["scenario"],
    four("illness", "患病", "болезнь", "maladie"),
    four("measures", "防控措施", "меры", "mesures"),
    four("ripple", "波及", "цепные потери", "répercussions"),
    four("Due to", "原因", "Причина", "Cause"),
    four("Where it strikes", "受冲击地区", "Там, где происходит шок", "Là où le choc frappe"),
    four("All other countries", "其他所有国家", "Все остальные страны", "Tous les autres pays"),
    four(
        "% of usual value added not made",
        "未实现的通常增加值（%）",
        "% обычной добавленной стоимости, не созданной",
        "% de la valeur ajoutée habituelle non produite",
    ),
)


def in_charts(scenarios: Sequence[Scenario], regions: Sequence[Region]) -> dict[str, Localised]:
    return (
        chart_words.heat_words(region.names for region in regions)
        | chart_words.course_words()
        | PARTS
        | {text["en"]: text for text in FIXED}
        | {scenario.letter: lettered(scenario) for scenario in scenarios}
    )
