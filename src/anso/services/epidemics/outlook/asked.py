"""What is asked of the products of this room beyond whose counts and which day, in other languages than English."""

from anso.product import FieldWords
from anso.services.epidemics.outlook.said import MODELS

__all__ = ["FIELDS"]

FIELDS = {
    "weeks": FieldWords(
        label={"en": "Weeks ahead", "zh": "预测周数", "ru": "Недель вперёд", "fr": "Semaines à venir"},
        help={
            "zh": "向前预测几周",
            "ru": "На сколько недель вперёд прогноз",
            "fr": "Combien de semaines sont prévues",
        },
    ),
    "models": FieldWords(
        label={"en": "Models", "zh": "模型", "ru": "Модели", "fr": "Modèles"},
        help={
            "zh": "仅用这些模型；不填则用全部",
            "ru": "Только эти модели; ничего не указано \u2014 все",
            "fr": "Ces modèles seulement\u00a0; rien ne signifie tous",
        },
        choices=MODELS,
    ),
    "rounds": FieldWords(
        label={
            "en": "Past forecasts",
            "zh": "过往预测次数",
            "ru": "Прошлых прогнозов",
            "fr": "Prévisions passées",
        },
        help={
            "zh": "评估此前多少次每周预测",
            "ru": "Сколько прошлых недельных прогнозов оценить",
            "fr": "Combien de prévisions hebdomadaires passées sont jugées",
        },
    ),
    "country": FieldWords(
        label={"en": "Country", "zh": "国家或地区", "ru": "Страна", "fr": "Pays"},
        help={
            "zh": "简报所述的国家或地区，代码或名称均可",
            "ru": "Страна, о которой справка: код или название",
            "fr": "Pays dont traite la fiche, par son code ou son nom",
        },
    ),
}
