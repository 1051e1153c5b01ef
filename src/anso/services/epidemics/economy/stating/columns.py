"""What the columns of the tables mean in the four interface languages; `amounts` adds the unit of money."""

from collections.abc import Mapping

__all__ = ["COLUMNS", "described"]

Localised = dict[str, str]

COLUMNS: dict[str, Localised] = {
    "country": {
        "en": "Country, ISO 3166-1 alpha-2 (empty: a group of countries)",
        "zh": "国家或地区（ISO 3166-1 两字母代码；空：一组国家）",
        "ru": "Страна, ISO 3166-1 alpha-2 (пусто: группа стран)",
        "fr": "Pays, ISO 3166-1 alpha-2 (vide\u00a0: un groupe de pays)",
    },
    "name": {
        "en": "Country or region of the table",
        "zh": "表中的国家或地区",
        "ru": "Страна или регион таблицы",
        "fr": "Pays ou région du tableau",
    },
    "struck": {
        "en": "Struck by the shock itself",
        "zh": "直接受冲击",
        "ru": "Затронута самим шоком",
        "fr": "Touché par le choc lui-même",
    },
    "losing": {
        "en": "Loses by it",
        "zh": "因此受损",
        "ru": "Теряет от этого",
        "fr": "Y perd",
    },
    "part": {
        "en": "Struck countries, or all others",
        "zh": "受冲击国家，或其他所有国家",
        "ru": "Затронутые страны или все остальные",
        "fr": "Pays touchés, ou tous les autres",
    },
    "week": {
        "en": "Week, from the first of the shock",
        "zh": "周（自冲击开始起）",
        "ru": "Неделя от начала шока",
        "fr": "Semaine depuis le début du choc",
    },
    "sector": {
        "en": "Group of industries",
        "zh": "行业组",
        "ru": "Группа отраслей",
        "fr": "Groupe de branches",
    },
    "table_sector": {
        "en": "Industry, as the table calls it",
        "zh": "行业（表中名称）",
        "ru": "Отрасль, как она названа в таблице",
        "fr": "Branche, selon le tableau",
    },
    "lost_percent": {
        "en": "Value added lost (% of a year’s; in the weekly course: of that week’s)",
        "zh": "损失的增加值（占一年的%；逐周表中占该周的%）",
        "ru": "Потерянная добавленная стоимость (% годовой; в понедельной таблице \u2014 недельной)",
        "fr": "Valeur ajoutée perdue (% d’une année\u00a0; par semaine\u00a0: de la semaine)",
    },
    "lost_percent_low": {
        "en": "The same, lowest of the sets of assumptions",
        "zh": "同上，各组假设中的最低值",
        "ru": "То же, наименьшее из наборов допущений",
        "fr": "De même, le plus bas des jeux d’hypothèses",
    },
    "lost_percent_high": {
        "en": "The same, highest of the sets of assumptions",
        "zh": "同上，各组假设中的最高值",
        "ru": "То же, наибольшее из наборов допущений",
        "fr": "De même, le plus élevé des jeux d’hypothèses",
    },
    "direct_percent": {
        "en": "Lost directly, before any ripple (% of the week’s value added)",
        "zh": "波及之前的直接损失（占该周增加值的%）",
        "ru": "Потеряно напрямую, до цепных потерь (% недельной добавленной стоимости)",
        "fr": "Perdu directement, avant toute répercussion (% de la valeur ajoutée de la semaine)",
    },
    "lost": {
        "en": "Value added lost",
        "zh": "损失的增加值",
        "ru": "Потерянная добавленная стоимость",
        "fr": "Valeur ajoutée perdue",
    },
    "direct": {
        "en": "Of it, lost directly",
        "zh": "其中直接损失",
        "ru": "Из неё напрямую",
        "fr": "Dont perdue directement",
    },
    "indirect": {
        "en": "Of it, by ripple from other industries and countries",
        "zh": "其中由其他行业和国家波及",
        "ru": "Из неё по цепочке от других отраслей и стран",
        "fr": "Dont par répercussion d’autres branches et pays",
    },
    "lost_elsewhere": {
        "en": "Value added lost in all other countries",
        "zh": "其他所有国家损失的增加值",
        "ru": "Потери добавленной стоимости во всех других странах",
        "fr": "Valeur ajoutée perdue dans tous les autres pays",
    },
    "value_added": {
        "en": "Value added of a year",
        "zh": "一年的增加值",
        "ru": "Добавленная стоимость за год",
        "fr": "Valeur ajoutée d’une année",
    },
    "per_100": {
        "en": "Lost there for every 100 that the struck country loses",
        "zh": "受冲击国每损失100，该国损失",
        "ru": "Потери там на каждые 100, потерянные затронутой страной",
        "fr": "Perdu là pour 100 perdus par le pays touché",
    },
    "step": {
        "en": "Step of loss, as coloured",
        "zh": "损失分级（图中颜色）",
        "ru": "Ступень потерь, как на карте",
        "fr": "Classe de perte, selon la couleur",
    },
}


def described(names: list[str]) -> Mapping[str, Localised]:
    """Those of one table."""
    return {name: COLUMNS[name] for name in names}
