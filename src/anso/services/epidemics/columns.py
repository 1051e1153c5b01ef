"""What the columns of the tables mean, with units, in the four interface languages."""

__all__ = ["CURVES", "SITUATION"]

Localised = dict[str, str]

SITUATION: dict[str, Localised] = {
    "country": {
        "en": "Country, ISO 3166-1 alpha-2",
        "zh": "国家或地区（ISO 3166-1 两字母代码）",
        "ru": "Страна, ISO 3166-1 alpha-2",
        "fr": "Pays, ISO 3166-1 alpha-2",
    },
    "name": {
        "en": "Country or territory",
        "zh": "国家或地区",
        "ru": "Страна или территория",
        "fr": "Pays ou territoire",
    },
    "cases_14": {
        "en": "New confirmed cases, last 14 days",
        "zh": "最近14天新增确诊病例",
        "ru": "Новые подтверждённые случаи за последние 14 дней",
        "fr": "Nouveaux cas confirmés, 14 derniers jours",
    },
    "cases_14_before": {
        "en": "New confirmed cases, the 14 days before",
        "zh": "此前14天新增确诊病例",
        "ru": "Новые подтверждённые случаи за предыдущие 14 дней",
        "fr": "Nouveaux cas confirmés, 14 jours précédents",
    },
    "cases_14_per_100k": {
        "en": "New confirmed cases, last 14 days, per 100,000 people",
        "zh": "最近14天每10万人新增确诊病例",
        "ru": "Новые подтверждённые случаи за последние 14 дней на 100\u00a0000 жителей",
        "fr": "Nouveaux cas confirmés, 14 derniers jours, pour 100\u202f000 habitants",
    },
    "mean_7": {
        "en": "New confirmed cases a day, mean of the last 7 reported days",
        "zh": "每日新增确诊病例（最近7个报告日均值）",
        "ru": "Новые подтверждённые случаи в день, среднее за последние 7 дней с данными",
        "fr": "Nouveaux cas confirmés par jour, moyenne des 7 derniers jours signalés",
    },
    "deaths_14": {
        "en": "Deaths, last 14 days",
        "zh": "最近14天死亡",
        "ru": "Смерти за последние 14 дней",
        "fr": "Décès, 14 derniers jours",
    },
    "cases": {
        "en": "Confirmed cases since the beginning",
        "zh": "累计确诊病例",
        "ru": "Подтверждённые случаи с начала эпидемии",
        "fr": "Cas confirmés depuis le début",
    },
    "deaths": {
        "en": "Deaths since the beginning",
        "zh": "累计死亡",
        "ru": "Смерти с начала эпидемии",
        "fr": "Décès depuis le début",
    },
    "last_report": {
        "en": "Day of the last report",
        "zh": "最近一次报告日期",
        "ru": "День последнего сообщения",
        "fr": "Jour du dernier signalement",
    },
    "changes": {
        "en": "What was changed in the reported counts, last 28 days",
        "zh": "最近28天对报告数的改动",
        "ru": "Что изменено в сообщённых данных за последние 28 дней",
        "fr": "Modifications des données signalées, 28 derniers jours",
    },
}

CURVES: dict[str, Localised] = {
    "country": SITUATION["country"],
    "date": {"en": "Day", "zh": "日期", "ru": "День", "fr": "Jour"},
    "new_cases": {
        "en": "New confirmed cases, corrections spread",
        "zh": "新增确诊病例（订正已分摊）",
        "ru": "Новые подтверждённые случаи, поправки распределены по дням",
        "fr": "Nouveaux cas confirmés, corrections réparties",
    },
    "mean_7": {
        "en": "New confirmed cases, 7-day mean",
        "zh": "新增确诊病例，7日均值",
        "ru": "Новые подтверждённые случаи, среднее за 7 дней",
        "fr": "Nouveaux cas confirmés, moyenne sur 7 jours",
    },
    "new_deaths": {
        "en": "Deaths, corrections spread",
        "zh": "死亡（订正已分摊）",
        "ru": "Смерти, поправки распределены по дням",
        "fr": "Décès, corrections réparties",
    },
    "deaths_mean_7": {
        "en": "Deaths, 7-day mean",
        "zh": "死亡，7日均值",
        "ru": "Смерти, среднее за 7 дней",
        "fr": "Décès, moyenne sur 7 jours",
    },
    "late_reports": {
        "en": "Read as a batch of late reports",
        "zh": "视为集中补报",
        "ru": "Считается пакетом запоздалых сообщений",
        "fr": "Lu comme un lot de signalements tardifs",
    },
}
