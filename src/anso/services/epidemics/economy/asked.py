"""What is asked of `epidemics.economy`, in other languages than English, and which files may be given."""

from anso.product import FieldWords
from anso.services.epidemics.asked import FIELDS as SITUATION
from anso.services.epidemics.economy.shocks.named import shocks
from anso.services.epidemics.scenarios.asked import FIELDS as SCENARIOS

__all__ = ["ENDINGS", "FIELDS", "ONLY_WITH_SCENARIOS", "TABLES"]

TABLES = (".npz", ".csv", ".xlsx")
ENDINGS = (*TABLES, ".zip")
"""Of the files that a table may be given as."""

FIELDS = {
    "shock": FieldWords(
        label={"en": "Shock", "zh": "冲击", "ru": "Шок", "fr": "Choc"},
        help={
            "zh": "受冲击国家发生什么：四种给定冲击之一，或情景集所隐含的冲击",
            "ru": "Что происходит в затронутых странах: один из четырёх описанных шоков или то, что следует из сценариев набора",
            "fr": "Ce qui arrive dans les pays touchés\u00a0: l’un des quatre chocs décrits, ou ce qu’impliquent les scénarios d’un jeu",
        },
        choices={
            **{slug: shock.names for slug, shock in shocks().items()},
            "scenarios": {
                "en": "What the scenarios of a set imply",
                "zh": "情景集所隐含的冲击",
                "ru": "То, что следует из сценариев набора",
                "fr": "Ce qu’impliquent les scénarios d’un jeu",
            },
        },
    ),
    "struck": FieldWords(
        label={"en": "Struck", "zh": "受冲击地区", "ru": "Где", "fr": "Pays touchés"},
        help={
            "zh": "受冲击的国家或区域（代码或名称）",
            "ru": "Затронутая страна или регион, код или название",
            "fr": "Pays ou région touchés, par code ou par nom",
        },
    ),
    "weeks": FieldWords(
        label={"en": "Weeks", "zh": "周数", "ru": "Недель", "fr": "Semaines"},
        help={
            "zh": "冲击持续多少周；不填则为12周，情景为26周",
            "ru": "Сколько недель длится шок; если не указано, 12, для сценариев 26",
            "fr": "Durée du choc, en semaines\u00a0; à défaut 12, avec des scénarios 26",
        },
    ),
    "severity": FieldWords(
        label={"en": "Severity", "zh": "严重程度", "ru": "Тяжесть", "fr": "Sévérité"},
        help={
            "zh": "为所选冲击的多少倍（1：即原设定）",
            "ru": "Во сколько раз тяжелее описанного (1 \u2014 как описано)",
            "fr": "Par rapport au choc décrit (1\u00a0: tel quel)",
        },
    ),
    "recovery": FieldWords(
        label={"en": "Recovery", "zh": "恢复", "ru": "Восстановление", "fr": "Reprise"},
        help={
            "zh": "一个行业恢复到只剩百分之一损失所需周数（假设）",
            "ru": "За сколько недель от потерь отрасли остаётся одна сотая (допущение)",
            "fr": "Semaines au bout desquelles il ne reste qu’un centième de la perte d’une branche (hypothèse)",
        },
    ),
    "table": FieldWords(
        label={"en": "Table", "zh": "投入产出表", "ru": "Таблица", "fr": "Table"},
        help={
            "zh": "您自己的多区域投入产出表（WIOD、OECD ICIO、EORA26、.npz 或 .csv）；不提供则使用合成表",
            "ru": "Своя межрегиональная таблица «затраты \u2014 выпуск» (WIOD, OECD ICIO, EORA26, .npz или .csv); без неё берётся условная",
            "fr": "Votre tableau entrées-sorties multirégional (WIOD, OECD ICIO, EORA26, .npz ou .csv)\u00a0; à défaut, un tableau synthétique",
        },
    ),
    "issued": FieldWords(
        label={"en": "Day", "zh": "日期", "ru": "День", "fr": "Jour"},
        help={
            "zh": "成果标注的日期；使用情景时只采用此日之前已知的统计，不填则为2020年6月8日",
            "ru": "День, которым помечен выпуск; для сценариев берётся лишь известное до него, и если не указано, это 8 июня 2020 года",
            "fr": "Jour dont la publication est datée\u00a0; avec des scénarios, seuls les chiffres connus avant ce jour sont pris, à défaut le 8 juin 2020",
        },
    ),
    "set": FieldWords(
        label=SCENARIOS["set"].label,
        help={
            "zh": "冲击选“情景集所隐含的冲击”时：比较哪个情景集；不填则为“防控措施与疫苗接种”",
            "ru": "Для шока по сценариям: сценарии какого набора сравниваются; если не указано, «Меры и вакцинация»",
            "fr": "Avec un choc par scénarios\u00a0: le jeu dont les scénarios sont comparés\u00a0; à défaut «\u00a0Mesures et vaccination\u00a0»",
        },
        choices=SCENARIOS["set"].choices,
    ),
    "own": SCENARIOS["own"],
    "source": FieldWords(
        label=SITUATION["source"].label,
        help={
            "zh": "冲击选“情景集所隐含的冲击”时：推演从谁的统计开始；不填则用随软件提供的数据（2020年1月至6月8日）",
            "ru": "Для шока по сценариям: с чьих данных начинаются проекции; если не указано, со встроенных (с января по 8 июня 2020 года)",
            "fr": "Avec un choc par scénarios\u00a0: les chiffres dont partent les projections\u00a0; à défaut ceux fournis avec le logiciel (de janvier au 8 juin 2020)",
        },
        choices=SITUATION["source"].choices,
    ),
}
ONLY_WITH_SCENARIOS = {
    "en": "is read with shock scenarios only; choose shock scenarios, or leave this out",
    "zh": "只有冲击选“情景集所隐含的冲击”时才读取：请改选该项，或不要填写",
    "ru": "читается лишь при шоке по сценариям: выберите его или уберите это",
    "fr": "n’est lu qu’avec un choc par scénarios\u00a0: choisissez-le, ou retirez ceci",
}
