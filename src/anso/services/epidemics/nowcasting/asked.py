"""What is asked of `epidemics.nowcast`."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from anso.product import Field, FieldWords, MayBePrivate
from anso.services.epidemics.counting import CountsRequest

__all__ = ["NowcastRequest"]

ALL = 250


class NowcastRequest(CountsRequest):
    """Whose counts to believe, the day to stand on, and by which filter."""

    countries: int = Field(
        ALL,
        ge=1,
        le=ALL,
        description="How many countries: those most affected (of a hub or a file every place is taken)",
    )
    method: Literal["kalman", "particle"] = Field(
        "kalman",
        description="How the model is drawn to the counts: kalman (ensemble Kalman filter) or particle",
    )
    said: ClassVar[Mapping[str, FieldWords]] = {
        **MayBePrivate.said,
        **CountsRequest.said,
        "method": FieldWords(
            label={"en": "Filter", "zh": "滤波方法", "ru": "Фильтр", "fr": "Filtre"},
            help={
                "zh": "如何使模型贴近数据：集合卡尔曼滤波或粒子滤波",
                "ru": "Как модель приближают к данным: ансамблевым фильтром Калмана или фильтром частиц",
                "fr": "Comment le modèle est rapproché des décomptes\u00a0: filtre de Kalman d’ensemble ou filtre particulaire",
            },
            choices={
                "kalman": {
                    "en": "Ensemble Kalman filter",
                    "zh": "集合卡尔曼滤波",
                    "ru": "Ансамблевый фильтр Калмана",
                    "fr": "Filtre de Kalman d’ensemble",
                },
                "particle": {
                    "en": "Particle filter",
                    "zh": "粒子滤波",
                    "ru": "Фильтр частиц",
                    "fr": "Filtre particulaire",
                },
            },
        ),
    }
