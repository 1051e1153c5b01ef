"""What the columns of the tables mean, with units, in the four interface languages."""

__all__ = ["AGES", "BASICS", "POPULATION", "PROVINCES", "neighbours"]

Localised = dict[str, str]

NAME: Localised = {"en": "Name", "zh": "名称", "ru": "Название", "fr": "Nom"}

BASICS: dict[str, Localised] = {
    "what": {"en": "What", "zh": "项目", "ru": "Показатель", "fr": "Indicateur"},
    "value": {"en": "Value", "zh": "数值", "ru": "Значение", "fr": "Valeur"},
    "unit": {"en": "Unit", "zh": "单位", "ru": "Единица", "fr": "Unité"},
}
POPULATION: dict[str, Localised] = {
    "year": {
        "en": "Year (1 July)",
        "zh": "年份（7月1日）",
        "ru": "Год (1 июля)",
        "fr": "Année (1er juillet)",
    },
    "people": {"en": "People", "zh": "人口", "ru": "Население", "fr": "Population"},
    "growth_percent": {
        "en": "Mean growth a year over the five years before (%)",
        "zh": "此前五年年均增长率（%）",
        "ru": "Средний прирост за год за пять предыдущих лет (%)",
        "fr": "Croissance annuelle moyenne des cinq années précédentes (%)",
    },
    "female_percent": {
        "en": "Women and girls (%)",
        "zh": "女性（%）",
        "ru": "Женщины и девочки (%)",
        "fr": "Femmes et filles (%)",
    },
    "kind": {
        "en": "Estimate or projection (medium variant)",
        "zh": "估计数或预测（中方案）",
        "ru": "Оценка или прогноз (средний вариант)",
        "fr": "Estimation ou projection (variante moyenne)",
    },
}
AGES: dict[str, Localised] = {
    "age": {
        "en": "First age of the group",
        "zh": "年龄组起始年龄",
        "ru": "Начальный возраст группы",
        "fr": "Premier âge du groupe",
    },
    "group": {"en": "Age group", "zh": "年龄组", "ru": "Возрастная группа", "fr": "Groupe d’âge"},
    "sex": {"en": "Sex", "zh": "性别", "ru": "Пол", "fr": "Sexe"},
    "people": POPULATION["people"],
    "share_percent": {
        "en": "Share of all people (%)",
        "zh": "占总人口比例（%）",
        "ru": "Доля всего населения (%)",
        "fr": "Part de la population totale (%)",
    },
}
PROVINCES: dict[str, Localised] = {
    "province": {"en": "Code", "zh": "代码", "ru": "Код", "fr": "Code"},
    "name": NAME,
    "lat": {"en": "Latitude", "zh": "纬度", "ru": "Широта", "fr": "Latitude"},
    "lon": {"en": "Longitude", "zh": "经度", "ru": "Долгота", "fr": "Longitude"},
    "shown_wide": {
        "en": "Named on the map of a page",
        "zh": "在网页地图上标出名称",
        "ru": "Подписана на карте страницы",
        "fr": "Nommée sur la carte d’une page",
    },
    "shown_narrow": {
        "en": "Named on the map of a phone",
        "zh": "在手机地图上标出名称",
        "ru": "Подписана на карте телефона",
        "fr": "Nommée sur la carte d’un téléphone",
    },
}


def neighbours(year: int) -> dict[str, Localised]:
    people = {
        "en": f"People in {year}",
        "zh": f"{year}年人口",
        "ru": f"Население в {year} году",
        "fr": f"Population en {year}",
    }
    country = {
        "en": "Country, ISO 3166-1 alpha-2",
        "zh": "国家或地区（ISO 3166-1 两字母代码）",
        "ru": "Страна, ISO 3166-1 alpha-2",
        "fr": "Pays, ISO 3166-1 alpha-2",
    }
    return {"country": country, "name": NAME, "people": people}
