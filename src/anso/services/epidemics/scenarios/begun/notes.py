"""What is said of places that were left out, or for which something stands in; in the four interface languages."""

from collections.abc import Sequence

from anso import language as lang
from anso.services.epidemics.counting import Where

__all__ = ["ages_unknown", "not_projected", "people_unknown"]

Localised = dict[str, str]


def said(texts: Localised, wheres: Sequence[Where]) -> Localised:
    return lang.in_all(
        lambda code: (
            texts[code]
            + lang.mark(":", code)
            + lang.mark("、", code).join(where.names.get(code) or where.names["en"] for where in wheres)
            + lang.mark(".", code)
        )
    )


def not_projected(wheres: Sequence[Where]) -> Localised:
    return said(
        {
            "en": "Not projected for want of recent counts",
            "zh": "因缺乏近期统计数据而未推演",
            "ru": "Без проекции, так как нет недавних данных",
            "fr": "Sans projection, faute de chiffres récents",
        },
        wheres,
    )


def people_unknown(wheres: Sequence[Where]) -> Localised:
    return said(
        {
            "en": "Population unknown, taken from the fullest year of counts",
            "zh": "人口未知，按统计数最多的一年推定",
            "ru": "Население неизвестно и принято по году с наибольшими числами",
            "fr": "Population inconnue, déduite de l’année aux chiffres les plus élevés",
        },
        wheres,
    )


def ages_unknown(wheres: Sequence[Where]) -> Localised:
    return said(
        {
            "en": "Ages unknown; those of the world's people stand in",
            "zh": "年龄结构未知，以全世界人口的年龄结构代用",
            "ru": "Возрасты неизвестны, взяты возрасты населения мира",
            "fr": "Âges inconnus, remplacés par ceux de la population mondiale",
        },
        wheres,
    )
