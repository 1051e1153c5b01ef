"""A product's forecasts on their way into a release: held to the hub's convention, their columns in words.

In comes a table of any make; out goes it tidy, or `InvalidInputError` with every row that is no forecast.
"""

from collections.abc import Sequence
from typing import Any

import polars as pl

from anso.errors import InvalidInputError
from anso.release.forecast import MODEL, faults, tidy
from anso.release.localised import Localised

__all__ = ["described", "sound"]

COLUMNS: dict[str, Localised] = {
    "model_id": {"en": "Model", "zh": "模型", "ru": "Модель", "fr": "Modèle"},
    "reference_date": {
        "en": "Day the forecast is for",
        "zh": "预测基准日",
        "ru": "День прогноза",
        "fr": "Date de référence",
    },
    "target": {
        "en": "What is forecast",
        "zh": "预测对象",
        "ru": "Что прогнозируется",
        "fr": "Grandeur prévue",
    },
    "horizon": {"en": "Steps ahead", "zh": "提前步数", "ru": "Шагов вперёд", "fr": "Échéance (pas)"},
    "location": {"en": "Place", "zh": "地点", "ru": "Место", "fr": "Lieu"},
    "target_end_date": {
        "en": "Last day of the period",
        "zh": "时段末日",
        "ru": "Последний день периода",
        "fr": "Dernier jour de la période",
    },
    "output_type": {
        "en": "Form of the statement",
        "zh": "输出类型",
        "ru": "Вид величины",
        "fr": "Forme de l’énoncé",
    },
    "output_type_id": {
        "en": "Quantile level, category or sample",
        "zh": "分位数水平、类别或样本",
        "ru": "Уровень квантиля, категория или выборка",
        "fr": "Niveau de quantile, catégorie ou échantillon",
    },
    "value": {"en": "Value", "zh": "数值", "ru": "Значение", "fr": "Valeur"},
}


def sound(table: Any, name: str) -> pl.DataFrame:
    """The table as it goes into the release."""
    where = f"forecast {name!r}"
    frame = tidy(table, where=where)
    if MODEL not in frame.columns:
        frame = frame.select(pl.lit(name).alias(MODEL), pl.all())
    if problems := faults(frame, where=where):
        raise InvalidInputError(problems)
    return frame


def described(columns: Sequence[str]) -> dict[str, Localised]:
    """What those columns mean that every forecast table may have."""
    return {name: COLUMNS[name] for name in columns if name in COLUMNS}
