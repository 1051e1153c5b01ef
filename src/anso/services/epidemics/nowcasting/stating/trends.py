"""The words for a trend and for kinds of counts, in the four interface languages."""

from typing import Literal

from anso.services.epidemics.thresholds import UNKNOWN

__all__ = ["KIND_NAMES", "TONES", "TREND_NAMES"]

Localised = dict[str, str]
Tone = Literal["", "good", "moderate", "severe"]

TREND_NAMES: dict[str, Localised] = {
    "growing": {"en": "Growing", "zh": "上升", "ru": "Рост", "fr": "En hausse"},
    "likely growing": {
        "en": "Likely growing",
        "zh": "很可能上升",
        "ru": "Вероятен рост",
        "fr": "Hausse probable",
    },
    "not changing": {"en": "Not changing", "zh": "无明显变化", "ru": "Без изменений", "fr": "Stable"},
    "likely declining": {
        "en": "Likely declining",
        "zh": "很可能下降",
        "ru": "Вероятно снижение",
        "fr": "Baisse probable",
    },
    "declining": {"en": "Declining", "zh": "下降", "ru": "Снижение", "fr": "En baisse"},
    UNKNOWN: {
        "en": "Too few cases to say",
        "zh": "病例过少，无法判断",
        "ru": "Слишком мало случаев",
        "fr": "Trop peu de cas pour conclure",
    },
}

TONES: dict[str, Tone] = {
    "growing": "severe",
    "likely growing": "moderate",
    "not changing": "",
    "likely declining": "good",
    "declining": "good",
    UNKNOWN: "",
}

KIND_NAMES: dict[str, Localised] = {
    "cases": {"en": "cases", "zh": "病例", "ru": "случаи", "fr": "cas"},
    "admissions": {"en": "admissions", "zh": "入院", "ru": "госпитализации", "fr": "hospitalisations"},
    "deaths": {"en": "deaths", "zh": "死亡", "ru": "смерти", "fr": "décès"},
    "": {"en": "counts", "zh": "计数", "ru": "подсчёты", "fr": "décomptes"},
}
