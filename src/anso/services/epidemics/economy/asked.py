"""What is asked of `epidemics.economy`, in other languages than English, and which files may be given."""

from anso.product import FieldWords
from anso.services.epidemics.economy.shocks.named import shocks

__all__ = ["ENDINGS", "FIELDS", "TABLES"]

TABLES = (".npz", ".csv", ".xlsx")
ENDINGS = (*TABLES, ".zip")
"""Of the files that a table may be given as."""

FIELDS = {
    "shock": FieldWords(
        label={"en": "Shock", "zh": "冲击", "ru": "Шок", "fr": "Choc"},
        help={
            "zh": "受冲击国家发生什么",
            "ru": "Что происходит в затронутых странах",
            "fr": "Ce qui arrive dans les pays touchés",
        },
        choices={slug: shock.names for slug, shock in shocks().items()},
    ),
    "struck": FieldWords(
        label={"en": "Struck", "zh": "受冲击地区", "ru": "Где", "fr": "Où"},
        help={
            "zh": "受冲击的国家或区域（代码或名称）",
            "ru": "Затронутая страна или регион, код или название",
            "fr": "Pays ou région touchés, par code ou par nom",
        },
    ),
    "weeks": FieldWords(
        label={"en": "Weeks", "zh": "周数", "ru": "Недель", "fr": "Semaines"},
        help={
            "zh": "冲击持续多少周",
            "ru": "Сколько недель длится шок",
            "fr": "Durée du choc, en semaines",
        },
    ),
    "severity": FieldWords(
        label={"en": "Severity", "zh": "严重程度", "ru": "Тяжесть", "fr": "Sévérité"},
        help={
            "zh": "为所选冲击的多少倍（1：照所述）",
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
            "fr": "Votre table entrées-sorties multirégionale (WIOD, OECD ICIO, EORA26, .npz ou .csv)\u00a0; à défaut, une table synthétique",
        },
    ),
    "issued": FieldWords(
        label={"en": "Day", "zh": "日期", "ru": "День", "fr": "Jour"},
        help={
            "zh": "成果标注的日期",
            "ru": "День, которым помечен выпуск",
            "fr": "Jour dont la publication est datée",
        },
    ),
}
