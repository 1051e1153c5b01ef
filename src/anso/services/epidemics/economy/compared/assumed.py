"""What is assumed from scenarios to losses, as a text beside the charts: the scenarios, then what they mean for work."""

from collections.abc import Sequence

from anso import language as lang
from anso.services.epidemics.economy.compared.words import lettered
from anso.services.epidemics.economy.shocks.ends import HIGH, LOW
from anso.services.epidemics.economy.shocks.implied import (
    CARING,
    DAYS_OFF,
    FALLING_ILL,
    FULL_REDUCTION,
    closing,
)
from anso.services.epidemics.economy.stating.assumptions import asked, industries, ranges
from anso.services.epidemics.scenarios.assumed import ScenarioSet
from anso.services.epidemics.scenarios.shown.four import four

__all__ = ["assumed"]

Localised = dict[str, str]


def assumed(
    chosen: ScenarioSet, weeks: int, severity: float, recovery: int, notes: Sequence[Localised]
) -> Localised:
    """`notes`: what was left out or stands in, of the counts, the projections and the trade table."""

    def text(code: str) -> str:
        gap = "" if code == "zh" else " "
        lines = [chosen.description.get(code) or chosen.description["en"], ""]
        for scenario in chosen.scenarios:
            says = gap.join(level.says.get(code) or level.says["en"] for level in scenario.levels)
            lines.append(f"- **{lettered(scenario)[code]}{lang.mark('.', code).strip()}** {says}")
        lines += [
            "",
            f"- {_illness(code)}",
            f"- {_measures(chosen, code)}",
            f"- {ON_TOP[code]}",
            f"- {asked(weeks, severity, recovery, code)}",
            f"- {ranges(code)}",
            f"- {_projected(code)}",
            *(f"- {note[code]}" for note in notes),
            "",
        ]
        return "\n".join(lines) + "\n" + industries(code)

    return lang.in_all(text)


def _illness(code: str) -> str:
    ill, caring = lang.percent(FALLING_ILL, code, 0), lang.percent(CARING, code, 0)
    return four(
        f"Of the infected {ill} fall ill (35% never have symptoms: Sah et al. 2021, PNAS 118: e2109229118) and are off work for {DAYS_OFF} days; for each of them {caring} of another worker stays to care, as long (both assumptions of ours). Workers fall ill as often as others do.",
        f"感染者中{ill}患病（35%始终无症状：Sah等2021，PNAS 118: e2109229118），缺勤{DAYS_OFF}天；每名患者另使{caring}名劳动者同期缺勤照护（均为本平台假设）。劳动者与其他人患病机会相同。",
        f"Из заражённых {ill} заболевают (35\u00a0% остаются без симптомов: Sah и др. 2021, PNAS 118: e2109229118) и не работают {DAYS_OFF} дн.; на каждого столько же дней ухаживают {caring} ещё одного работника (то и другое \u2014 наши допущения). Работники заболевают так же часто, как остальные.",
        f"Parmi les infectés, {ill} tombent malades (35\u202f% restent sans symptômes\u00a0: Sah et al. 2021, PNAS 118\u00a0: e2109229118) et s’absentent {DAYS_OFF} jours\u00a0; pour chacun, {caring} d’un autre travailleur s’absente autant pour le soigner (deux hypothèses de notre part). Les travailleurs tombent malades aussi souvent que les autres.",
    )[code]


def _measures(chosen: ScenarioSet, code: str) -> str:
    full = lang.percent(FULL_REDUCTION, code, 0)
    told = lang.mark(";", code).join(
        f"{scenario.letter} {lang.percent(closing(scenario.assumed['measures.reduction'].value[0]), code, 0)}"
        for scenario in chosen.scenarios
    )
    return four(
        f"Measures close workplaces as far as they lower transmission, on the logarithm: where it falls by {full} (all measures of spring 2020 together, Brauner et al. 2021, Science 371: eabd9338) as in the shock “Workplaces closed”, with what households avoid in it; weaker measures a part (an assumption of ours). Here: {told} of that shock.",
        f"防控措施按其降低传播的程度（取对数）关闭工作场所：传播降低{full}（2020年春全部措施合计，Brauner等2021，Science 371: eabd9338）时如“关闭工作场所”冲击，家庭的回避亦同；较弱的措施按比例（本平台假设）。此处分别为该冲击的：{told}。",
        f"Меры закрывают рабочие места настолько, насколько снижают передачу (в логарифмах): при снижении на {full} (все меры весны 2020 года вместе, Brauner и др. 2021, Science 371: eabd9338) \u2014 как в шоке «Закрытие рабочих мест», вместе с осторожностью людей; более слабые \u2014 отчасти (наше допущение). Здесь от этого шока: {told}.",
        f"Les mesures ferment les lieux de travail à proportion du logarithme de la transmission qu’elles évitent\u00a0: à {full} (toutes les mesures du printemps 2020, Brauner et al. 2021, Science 371\u00a0: eabd9338) comme dans le choc «\u00a0Fermeture des lieux de travail\u00a0», prudence des ménages comprise\u00a0; plus faibles, en partie (hypothèse de notre part). Ici, de ce choc\u00a0: {told}.",
    )[code]


ON_TOP = four(
    "Losses are on top of today's: measures already in force, and how careful people are of themselves, cost nothing here.",
    "损失是在现状之上新增的：已实施的措施和人们自发的谨慎在此不计成本。",
    "Потери \u2014 сверх сегодняшних: уже действующие меры и собственная осторожность людей здесь ничего не стоят.",
    "Les pertes s’ajoutent à celles d’aujourd’hui\u00a0: les mesures déjà en vigueur et la prudence spontanée ne coûtent rien ici.",
)


def _projected(code: str) -> str:
    low, high = (lang.percent(end.level, code, 0) for end in (LOW, HIGH))
    return four(
        f"Infections are those of the scenario projections (product epidemics.scenarios): the median, at the low end the {low} quantile and at the high end the {high} quantile of their total in each country; measures are taken from either end of their stated range.",
        f"感染数取自情景推演（产品 epidemics.scenarios）：居中为中位数，低值和高值分别为各国总数的{low}和{high}分位数；防控措施取其区间的两端。",
        f"Заражения \u2014 из сценарных проекций (продукт epidemics.scenarios): посередине медиана, внизу и вверху квантили {low} и {high} их итога в каждой стране; меры берутся с краёв их диапазона.",
        f"Les infections sont celles des projections par scénario (produit epidemics.scenarios)\u00a0: la médiane, en bas et en haut les quantiles {low} et {high} de leur total dans chaque pays\u00a0; les mesures sont prises aux bords de leur intervalle.",
    )[code]
